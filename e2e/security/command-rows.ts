import type { CommandName } from '@deskbell/protocol/command'
import type { Frame } from '../harness/socket.js'
import type { ActorName, World } from './world.js'

export const doors = ['room', 'chat', 'old room', 'own'] as const
/**
 * `room` and `chat` are the site's and kim's, as clients of today open them; `old room` is the room socket without a
 * subprotocol, which lets anybody in to ask for a free id; `own` is the actor's own place, from which they reach for
 * kim's room.
 */
export type Door = (typeof doors)[number]

/** Who does not get in, and how that ends. Everybody else is admitted. Undefined: has no such door. */
export const handshakes: Record<Door, Partial<Record<ActorName, string>>> = {
  room: {
    anonymous: 'closed 4401',
    visitor: 'closed 4401',
    'other visitor': 'closed 4401',
    stranger: 'closed 4403',
  },
  chat: { anonymous: 'closed 4403', 'other visitor': 'closed 4403', stranger: 'closed 4403' },
  'old room': { stranger: 'refused with 403' },
  own: {},
}

/** Who has a place of their own beside the site's: lee's chat, and the stranger's inbox. */
export const haveOwnDoor: readonly ActorName[] = ['other visitor', 'stranger']

export interface CommandRow {
  /** @param room kim's room or one that does not exist */
  frame(world: World, actor: ActorName, room: string): Frame
  /** What the admitted actors of each door get: `ok` or the kind of the error. */
  readonly expect: Readonly<Record<Door, Partial<Record<ActorName, string>>>>
}

const members = (outcome: string) => ({ operator: outcome, admin: outcome, owner: outcome })
const everyVisitor = (outcome: string) => ({ anonymous: outcome, visitor: outcome, 'other visitor': outcome })

/** Reading and writing in a room: members from both doors, its visitor from the chat, nobody else from anywhere. */
const inTheRoom = {
  room: members('ok'),
  chat: { ...members('ok'), visitor: 'ok' },
  'old room': { ...members('ok'), ...everyVisitor('unauthorized') },
  own: { 'other visitor': 'not_found', stranger: 'not_found' },
}

const asksForId = {
  room: members('ok'),
  chat: { ...members('ok'), visitor: 'ok' },
  'old room': { ...members('ok'), anonymous: 'forbidden', visitor: 'ok', 'other visitor': 'forbidden' },
  // At the stranger's own site this id is another kim.
  own: { 'other visitor': 'forbidden', stranger: 'ok' },
}

const opens = {
  room: members('ok'),
  chat: { ...members('bad_request'), visitor: 'forbidden' },
  'old room': { ...members('ok'), ...everyVisitor('unauthorized') },
}

const words = (actor: ActorName) => `words of ${actor}`
const clientId = (actor: ActorName) => `${actor.replace(' ', '-')}:${Math.random().toString(36).slice(2)}`

/** One row for every command: a command without one does not compile. */
export const commandRows: Record<CommandName, CommandRow> = {
  fetch_rooms: {
    frame: () => ({ command: 'fetch_rooms' }),
    expect: {
      room: members('ok'),
      chat: { ...members('ok'), visitor: 'forbidden' },
      'old room': { ...members('ok'), ...everyVisitor('unauthorized') },
      own: { 'other visitor': 'forbidden', stranger: 'ok' },
    },
  },
  room: { frame: world => ({ command: 'room', consumer: world.consumer }), expect: asksForId },
  new_room: { frame: world => ({ command: 'new_room', consumer: world.consumer }), expect: asksForId },
  open_room: {
    frame: (_, __, room) => ({ command: 'open_room', room }),
    expect: { ...opens, own: { 'other visitor': 'forbidden', stranger: 'not_found' } },
  },
  close_room: {
    frame: (_, __, room) => ({ command: 'close_room', room }),
    // Closing what one has not opened is no question about the room: it is answered without looking.
    expect: { ...opens, own: { 'other visitor': 'forbidden', stranger: 'ok' } },
  },
  fetch_messages: {
    frame: (_, __, room) => ({ command: 'fetch_messages', room }),
    expect: inTheRoom,
  },
  new_message: {
    frame: (_, actor, room) => ({
      command: 'new_message',
      room,
      message: { content: words(actor), type: 'text', client_id: clientId(actor) },
    }),
    // Old pages put any text into `room`, so on a chat socket it means nothing: lee writes into lee's own room.
    expect: { ...inTheRoom, own: { 'other visitor': 'ok', stranger: 'not_found' } },
  },
  new_note: {
    frame: (_, actor, room) => ({
      command: 'new_note',
      room,
      note: { content: words(actor), client_id: clientId(actor) },
    }),
    expect: {
      ...inTheRoom,
      chat: { ...members('ok'), visitor: 'forbidden' },
      own: { 'other visitor': 'forbidden', stranger: 'not_found' },
    },
  },
  typing: { frame: (_, __, room) => ({ command: 'typing', room, on: true }), expect: inTheRoom },
  read: { frame: (_, __, room) => ({ command: 'read', room, seq: 1 }), expect: inTheRoom },
}
