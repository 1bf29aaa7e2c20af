import type { Command, CommandOf } from '@deskbell/protocol/command'
import { LIMITS } from '@deskbell/protocol/limits'
import type { KnownActor, MemberActor } from '../core/actor.js'
import { badRequest, forbidden, notFound, unauthorized } from '../core/errors.js'
import type { PresenceStore } from '../presence/presence-store.js'
import { authorOf } from '../rooms/journal.js'
import type { MessageService } from '../rooms/message-service.js'
import { entryBytes, fitting, LIST_BYTES } from '../rooms/page-size.js'
import { decodeListCursor, encodeListCursor, type RoomRef } from '../rooms/room.js'
import type { ListedRoom, RoomStore } from '../rooms/room-store.js'
import type { Announcer } from './announcer.js'
import type { Answer, ByVisitor } from './answer.js'
import type { CommandContext } from './context.js'

interface Deps {
  readonly messages: Pick<MessageService, 'send' | 'note' | 'alreadyTold' | 'page' | 'read'>
  readonly rooms: Pick<RoomStore, 'list' | 'listed' | 'findById'>
  readonly announce: Announcer
  readonly presence: Pick<PresenceStore, 'of'>
  readonly visitors: {
    findVisitor(siteId: string, consumer: string): Promise<unknown>
    isFree(siteId: string, consumer: string): Promise<boolean>
  }
}

/**
 * The one door for sockets, REST and consoles: who may do this, and which service does it.
 * Resolves to the answer for the asker alone, or null; what others learn is told after the commit.
 */
export type Dispatch = (context: CommandContext, command: Command) => Promise<Answer | null>

export function createDispatch(deps: Deps): Dispatch {
  return (context, command) => {
    // A command without a case does not compile: `never` takes none.
    switch (command.command) {
      case 'fetch_rooms':
        return fetchRooms(deps, context, command)
      case 'room':
      case 'new_room':
        return askRoom(deps, context, command)
      case 'open_room':
        return openRoom(deps, context, command)
      case 'close_room':
        return closeRoom(context, command)
      case 'fetch_messages':
        return fetchMessages(deps, context, command)
      case 'new_message':
        return newMessage(deps, context, command)
      case 'new_note':
        return newNote(deps, context, command)
      case 'typing':
        return typing(deps, context, command)
      case 'read':
        return read(deps, context, command)
      default:
        return unknown(command)
    }
  }
}

function unknown(command: never): never {
  throw badRequest('command', `is unknown: ${JSON.stringify(command)}`)
}

function known(context: CommandContext): KnownActor {
  if (context.actor.kind === 'anonymous') throw unauthorized()
  return context.actor
}

function member(context: CommandContext): MemberActor {
  const actor = known(context)
  if (actor.kind !== 'member') throw forbidden('Only members of the site may do this.')
  return actor
}

/** The room a command is about. Another site's room answers as one that does not exist. */
function roomOf(deps: Deps, context: CommandContext, asked: string | undefined): RoomRef | Promise<RoomRef> {
  known(context)
  if (context.room) {
    if (asked !== undefined && asked !== context.room.id) throw notFound('room')
    return context.room
  }
  member(context)
  if (asked === undefined) throw badRequest('room', 'is missing: on this socket say which room')
  const opened = context.following?.opened(asked)
  return opened ?? findRoom(deps, context, asked)
}

async function findRoom(deps: Deps, context: CommandContext, id: string): Promise<RoomRef> {
  const found = await deps.rooms.findById(context.site, id)
  if (!found) throw notFound('room')
  return found.room
}

async function fetchRooms(
  deps: Deps,
  context: CommandContext,
  command: CommandOf<'fetch_rooms'>,
): Promise<Answer> {
  const limit = command.limit ?? LIMITS.rooms.usual
  const rooms = await deps.rooms.list(context.site, {
    memberId: member(context).userId,
    after: command.cursor === undefined ? null : decodeListCursor(command.cursor),
    // One too many tells whether there is a next page.
    limit: limit + 1,
    messages: command.messages ?? LIMITS.rooms.messages,
    notes: !context.old,
    filter: command.filter ?? 'all',
  })
  // Old clients ask for no second page.
  const page = fitting(
    rooms.slice(0, limit),
    listedBytes,
    context.old ? Number.POSITIVE_INFINITY : LIST_BYTES,
  )
  const last = rooms.length > page.length ? page.at(-1) : undefined
  const activeAt = last?.head.activeAt?.toISOString()
  return {
    kind: 'rooms',
    rooms: page,
    presence: await visitorsOf(deps, context, page),
    cursor: last && activeAt ? encodeListCursor({ activeAt, id: last.room.id }) : null,
  }
}

const listedBytes = ({ messages }: ListedRoom): number =>
  messages.reduce((bytes, entry) => bytes + entryBytes(entry), 0)

/** Old clients know nothing of it. */
async function visitorsOf(
  { presence }: Deps,
  { site, old }: CommandContext,
  rooms: readonly { readonly room: RoomRef }[],
): Promise<ByVisitor> {
  const ids = rooms.flatMap(({ room: { visitor } }) => visitor?.id ?? [])
  return old ? new Map() : presence.of(site.id, 'visitor', ids)
}

/** Old visitor pages ask before they have a credential whether an id is free. Nothing is stored. */
async function askRoom(
  deps: Deps,
  context: CommandContext,
  command: CommandOf<'room' | 'new_room'>,
): Promise<Answer> {
  const { consumer } = command
  const visitor = await deps.visitors.findVisitor(context.site.id, consumer)
  if (!visitor) return { kind: 'free_room', consumer }
  if (context.actor.kind === 'member' || (await context.holds(consumer))) return { kind: 'room_exists' }
  if (await deps.visitors.isFree(context.site.id, consumer)) return { kind: 'free_room', consumer }
  throw forbidden('This id is somebody else’s.')
}

async function openRoom(
  deps: Deps,
  context: CommandContext,
  command: CommandOf<'open_room'>,
): Promise<Answer> {
  const { userId } = member(context)
  const record = await deps.rooms.findById(context.site, command.room)
  if (!record) throw notFound('room')
  if (!context.following || context.room) throw badRequest('command', 'belongs on the room socket')
  // Follow first, read after: whatever is committed in between is told live, and told twice at worst.
  context.following.open(record)
  const ask = { memberId: userId, messages: 1, notes: true }
  const [listed, page, presence] = await Promise.all([
    deps.rooms.listed(context.site, command.room, ask),
    deps.messages.page(record.room, { audience: 'member', limit: LIMITS.page.usual }),
    visitorsOf(deps, context, [record]),
  ])
  if (!listed) throw notFound('room')
  return { kind: 'room_opened', listed: { ...listed, messages: page.entries }, presence }
}

async function closeRoom(context: CommandContext, command: CommandOf<'close_room'>): Promise<Answer> {
  member(context)
  if (!context.following || context.room) throw badRequest('command', 'belongs on the room socket')
  context.following.close(command.room)
  return { kind: 'room_closed', roomId: command.room }
}

async function fetchMessages(
  deps: Deps,
  context: CommandContext,
  command: CommandOf<'fetch_messages'>,
): Promise<Answer> {
  if (command.after !== undefined && command.before !== undefined) {
    throw badRequest('before', 'cannot go with after')
  }
  const room = await roomOf(deps, context, command.room)
  const audience = known(context).kind
  const { after, before, limit = LIMITS.page.usual } = command
  const page = await deps.messages.page(room, { audience, after, before, limit })
  const shown = context.old
    ? { ...page, entries: page.entries.filter(entry => entry.kind === 'message') }
    : page
  return { kind: 'page', room, page: shown }
}

async function newMessage(
  deps: Deps,
  context: CommandContext,
  command: CommandOf<'new_message'>,
): Promise<Answer> {
  const { message } = command
  // On a chat socket old clients put the names of the room here; the socket's own room is meant.
  const room = await roomOf(deps, context, context.room ? undefined : command.room)
  const actor = senderOf(context, message.author)
  const told = message.id === undefined ? null : await deps.messages.alreadyTold(actor, room, message.id)
  const entry =
    told ??
    (await deps.messages.send(actor, room, {
      content: message.content,
      clientId: message.client_id,
      file: message.file,
    }))
  return { kind: 'ack', room, entry }
}

/** `author` decides nothing but between the two credentials one browser holds. */
function senderOf(context: CommandContext, author: unknown): KnownActor {
  const actor = known(context)
  const { other } = context
  return other && author === authorOf(other).handle ? other : actor
}

async function newNote(deps: Deps, context: CommandContext, command: CommandOf<'new_note'>): Promise<Answer> {
  const actor = member(context)
  const room = await roomOf(deps, context, command.room)
  const { content, client_id: clientId } = command.note
  return { kind: 'ack', room, entry: await deps.messages.note(actor, room, { content, clientId }) }
}

async function typing(deps: Deps, context: CommandContext, command: CommandOf<'typing'>): Promise<null> {
  const room = await roomOf(deps, context, command.room)
  deps.announce.typing(room, authorOf(known(context)), command.on)
  return null
}

async function read(deps: Deps, context: CommandContext, command: CommandOf<'read'>): Promise<null> {
  const room = await roomOf(deps, context, command.room)
  const actor = known(context)
  const moved = await deps.messages.read(actor, room, command.seq)
  if (moved) deps.announce.readMoved(room, authorOf(actor), moved)
  return null
}
