import { z } from 'zod/mini'
import { author, entry } from './entry.js'
import { wireError } from './error.js'
import { presence as presenceState, readCursor, room, roomState } from './room.js'
import { instant, uuid } from './text.js'

const reply = { in_reply_to: z.optional(z.union([z.string(), z.int()])) }

/** The first frame of a `deskbell.v1` visitor socket that was just bound to its consumer id: keep the token. */
export const session = z.object({ command: z.literal('session'), token: z.string(), consumer: z.string() })

/** Opens every `deskbell.v1` socket. A changed epoch means: forget every number you hold and load anew. */
export const hello = z.object({
  command: z.literal('hello'),
  version: z.int(),
  epoch: uuid,
  now: instant,
  heartbeat_ms: z.int(),
  /** On a chat socket: the room as its one visitor sees it; `room_id` is null until the first message. */
  chat: z.optional(
    z.object({
      room_id: z.nullable(uuid),
      seq: z.int(),
      first: z.int(),
      message_count: z.int(),
      read: readCursor,
      /** How far any member has read, in the receiver's numbering. */
      others_read: z.int(),
    }),
  ),
  /** On a member's room socket. */
  member: z.optional(author),
})

export const rooms = z.object({
  ...reply,
  command: z.literal('rooms'),
  rooms: z.array(room),
  /** Ask with this for the next page; null at the end. */
  cursor: z.nullable(z.string()),
})

export const newRoom = z.object({ ...reply, command: z.literal('new_room'), room })

/** Answer to an anonymous `new_room` about an id nobody uses: nothing is stored yet. */
export const freeRoom = z.object({
  ...reply,
  command: z.literal('new_room'),
  room: z.object({
    user: z.object({ username: z.string() }),
    consumer: z.string(),
    messages: z.array(entry),
  }),
})

export const roomExists = z.object({ ...reply, command: z.literal('room_exists') })

/** A room's shared state has changed. `last` is there when a message or note was written. */
export const roomChanged = z.object({
  command: z.literal('room_changed'),
  room: roomState,
  last: z.optional(entry),
  /** How far the visitor has read, in members' numbering; there when the visitor wrote. */
  visitor_read: z.optional(z.int()),
})

/** A room was opened on a room socket; from now on its events come. Its latest page is beside it. */
export const roomOpened = z.object({ ...reply, command: z.literal('room_opened'), room })
export const roomClosed = z.object({ ...reply, command: z.literal('room_closed'), room_id: uuid })

/** One page of a journal, oldest first. */
export const messages = z.object({
  ...reply,
  command: z.literal('messages'),
  messages: z.array(entry),
  room_id: z.nullable(uuid),
  /** The journal's floor and top for this receiver when the page was read. */
  first: z.int(),
  top: z.int(),
  /** Whether there is more in the direction that was asked for. */
  more: z.boolean(),
})

/** An entry was committed. `notes` and events of a room come under the same name to `deskbell.v1` members. */
export const newMessage = z.object({ command: z.literal('new_message'), message: entry })

/** What was sent is stored. Sent only after the commit. */
export const ack = z.object({
  ...reply,
  command: z.literal('ack'),
  room_id: uuid,
  client_id: z.string(),
  id: uuid,
  seq: z.int(),
  created: instant,
})

/** Somebody has read further; state, the highest `seq` wins. `messages` is there for the reader's own sockets. */
export const read = z.object({
  command: z.literal('read'),
  room_id: uuid,
  reader: author,
  seq: z.int(),
  messages: z.optional(z.int()),
})

/** A signal: never stored, over after 6 s unless repeated. */
export const typing = z.object({ command: z.literal('typing'), room_id: uuid, from: author, on: z.boolean() })

/** Somebody of the site came or is gone; state, the latest `since` wins. A member is named by their user's id. */
export const presence = z.extend(presenceState, {
  command: z.literal('presence'),
  person: z.object({ kind: z.enum(['visitor', 'member']), id: uuid }),
})

/** Every 10 s, from PostgreSQL: the top number of each room this socket follows, for this receiver. */
export const heartbeat = z.object({
  command: z.literal('heartbeat'),
  epoch: uuid,
  tops: z.record(z.string(), z.int()),
  /** How far the other side has read in each of these rooms, in the receiver's numbering. */
  reads: z.optional(z.record(z.string(), z.int())),
  /** On a room socket: the newest `active_at` of the site, so that a missed `room_changed` is noticed. */
  active_at: z.optional(z.nullable(instant)),
})

/** The server is going down: connect again after this many milliseconds. */
export const reconnect = z.object({ command: z.literal('reconnect'), after_ms: z.int() })

/** Something asked was refused; the socket lives on. `client_id` names the send it is about. */
export const error = z.object({
  ...reply,
  command: z.literal('error'),
  error: wireError,
  client_id: z.optional(z.string()),
})

/** Everything the server tells on a socket. Clients ignore what they do not know. */
export const event = z.union([
  session,
  hello,
  rooms,
  newRoom,
  freeRoom,
  roomExists,
  roomChanged,
  roomOpened,
  roomClosed,
  messages,
  newMessage,
  ack,
  read,
  typing,
  presence,
  heartbeat,
  reconnect,
  error,
])
export type Event = z.infer<typeof event>
export type EventName = Event['command']
export type EventOf<N extends EventName> = Extract<Event, { command: N }>
export type Hello = z.infer<typeof hello>
export type Messages = z.infer<typeof messages>
export type Ack = z.infer<typeof ack>
export type RoomChanged = z.infer<typeof roomChanged>

/** Old sockets read `message.content` out of every frame, so these are all they are ever told. */
export const oldEventNames: readonly EventName[] = [
  'rooms',
  'new_room',
  'room_exists',
  'messages',
  'new_message',
  'error',
]
