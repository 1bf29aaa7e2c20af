import { z } from 'zod/mini'
import { LIMITS } from './limits.js'
import { clientId, consumerId, email, prose, seq, uuid } from './text.js'

/** What a client may ask to have repeated in the answer as `in_reply_to`. */
const request = { id: z.optional(z.union([z.string().check(z.maxLength(64)), z.int()])) }

/** Which room a command of a room socket means; a chat socket has only one and leaves it out. */
const roomId = { room: z.optional(uuid) }

const pageSize = (max: number) =>
  z.int('is not a whole number').check(z.gte(1, 'is below 1'), z.lte(max, `is above ${max}`))

export const fetchRooms = z.object({
  ...request,
  command: z.literal('fetch_rooms'),
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(pageSize(LIMITS.rooms.max)),
  /** How many of the latest messages each room carries; old clients get 20. */
  messages: z.optional(z.int().check(z.gte(0), z.lte(LIMITS.rooms.messages))),
  filter: z.optional(z.enum(['all', 'open', 'closed'])),
})

/** An old visitor page that has no credential yet. Both names ask the same. */
export const askRoom = z.object({
  ...request,
  command: z.enum(['room', 'new_room']),
  consumer: consumerId,
  email: z.optional(z.union([email, z.literal(''), z.null()])),
})

export const openRoom = z.strictObject({ ...request, command: z.literal('open_room'), room: uuid })
export const closeRoom = z.strictObject({ ...request, command: z.literal('close_room'), room: uuid })

export const fetchMessages = z.object({
  ...request,
  ...roomId,
  command: z.literal('fetch_messages'),
  /** Entries above this number, oldest first. */
  after: z.optional(seq),
  /** Entries below this number: the page that ends there. */
  before: z.optional(seq),
  limit: z.optional(pageSize(LIMITS.page.max)),
})

/** The body of a send. `author` decides nothing but between two credentials of one browser; a known `id` is only acked. */
export const messageBody = z.object({
  content: prose(),
  type: z.optional(z.string().check(z.maxLength(100, 'is longer than 100 characters'))),
  client_id: z.optional(clientId),
  /** An uploaded draft's URL or id, to be sent with this message. */
  file: z.optional(z.nullable(z.string().check(z.maxLength(300, 'is longer than 300 characters')))),
  id: z.optional(z.unknown()),
  author: z.optional(z.unknown()),
})
export type MessageBody = z.infer<typeof messageBody>

export const newMessage = z.object({
  ...request,
  // Old clients put the two names of the room here; only an id means anything, and only on a room socket.
  room: z.optional(z.union([uuid, z.string().check(z.maxLength(200))])),
  command: z.literal('new_message'),
  message: messageBody,
})

/** A private note: members see it, visitors never. */
export const newNote = z.strictObject({
  ...request,
  ...roomId,
  command: z.literal('new_note'),
  note: z.strictObject({ content: prose(), client_id: z.optional(clientId) }),
})

export const typing = z.strictObject({ ...request, ...roomId, command: z.literal('typing'), on: z.boolean() })

/** Read up to and with this number (the reader's own numbering). Moves forward only. */
export const read = z.strictObject({ ...request, ...roomId, command: z.literal('read'), seq })

/** Everything a client may ask on a socket. */
export const command = z.discriminatedUnion('command', [
  fetchRooms,
  askRoom,
  openRoom,
  closeRoom,
  fetchMessages,
  newMessage,
  newNote,
  typing,
  read,
])
export type Command = z.infer<typeof command>
export type CommandName = Command['command']
export type CommandOf<N extends CommandName> = Extract<Command, { command: N }>

export const commandNames = [
  'fetch_rooms',
  'room',
  'new_room',
  'open_room',
  'close_room',
  'fetch_messages',
  'new_message',
  'new_note',
  'typing',
  'read',
] as const satisfies readonly CommandName[]
