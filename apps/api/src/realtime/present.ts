import type { Author, Entry } from '@deskbell/protocol/entry'
import type { Ack, Event, Messages, RoomChanged } from '@deskbell/protocol/event'
import type { Room, RoomState } from '@deskbell/protocol/room'
import { unread } from '@deskbell/protocol/unread'
import type { Answer } from '../commands/answer.js'
import { fileAddress } from '../files/file-address.js'
import type { Presence } from '../presence/presence.js'
import { isOwnClientId, type JournalEntry } from '../rooms/journal.js'
import type { Audience, Page } from '../rooms/journal-store.js'
import { oldRoomName, type RoomRef, type SharedHead, type SiteRef } from '../rooms/room.js'
import type { ListedRoom } from '../rooms/room-store.js'
import { numberFor } from './audience.js'

// Turns what is stored into what is told. Pure; nothing else in the server makes wire shapes of rooms and entries.

const SYSTEM = 'deskbell'

export function presentAuthor(author: JournalEntry['author']): Author {
  return { kind: author.kind, id: author.id ?? SYSTEM, name: author.name }
}

/** An entry as the audience sees it, or null where it may not. */
export function presentEntry(room: RoomRef, entry: JournalEntry, audience: Audience): Entry | null {
  const seq = numberFor(audience, entry)
  if (seq === null) return null
  return {
    id: entry.id,
    room: oldRoomName(room),
    author: entry.author.handle,
    type: entry.type,
    content: entry.content,
    file: entry.file ? fileAddress({ siteId: room.site.id, ...entry.file }) : null,
    created: entry.createdAt.toISOString(),
    seq,
    room_id: room.id,
    conversation: entry.conversationId,
    kind: entry.kind,
    from: presentAuthor(entry.author),
    // Old clients send what an upload answered once more as it is; an id of ours would be refused in there.
    ...(isOwnClientId(entry.clientId) ? {} : { client_id: entry.clientId }),
    ...(entry.file ? { file_name: entry.file.name, file_size: entry.file.size } : {}),
    ...(entry.erased ? { erased: true } : {}),
  }
}

const presentAll = (room: RoomRef, entries: readonly JournalEntry[], audience: Audience): Entry[] =>
  entries.map(entry => presentEntry(room, entry, audience)).filter(entry => entry !== null)

function presentPage(room: RoomRef, page: Page, audience: Audience): Omit<Messages, 'command'> {
  const { first, top, more } = page
  return { messages: presentAll(room, page.entries, audience), room_id: room.id, first, top, more }
}

function presentAck(room: RoomRef, entry: JournalEntry, audience: Audience): Omit<Ack, 'command'> {
  return {
    room_id: room.id,
    client_id: entry.clientId,
    id: entry.id,
    seq: numberFor(audience, entry) ?? 0,
    created: entry.createdAt.toISOString(),
  }
}

function presentState(room: RoomRef, head: SharedHead): RoomState {
  return {
    id: room.id,
    kind: room.kind,
    consumer: room.visitor?.consumer ?? null,
    visitor: room.visitor,
    status: head.status,
    conversation: head.conversationId,
    seq: head.seq,
    first: head.first,
    message_count: head.messageCount,
    active_at: (head.activeAt ?? new Date(0)).toISOString(),
  }
}

/** @param presence the visitor's, where it is known */
export function presentRoom(
  listed: Omit<ListedRoom, 'head'> & { head: SharedHead },
  presence?: Presence,
): Room {
  const { room, head, read } = listed
  return {
    user: room.site.owner,
    ...presentState(room, head),
    messages: presentAll(room, listed.messages, 'member'),
    read: { seq: read.seq, messages: read.messages },
    unread: unread(head.messageCount, read),
    visitor_read: listed.visitorRead.seq,
    ...(presence ? { presence: { online: presence.online, since: presence.since.toISOString() } } : {}),
  }
}

/** @param visitorRead how far the visitor has read, where that may have changed */
export function presentChange(
  room: RoomRef,
  head: SharedHead,
  last: JournalEntry | undefined,
  visitorRead: number | undefined,
): RoomChanged {
  const shown = last && presentEntry(room, last, 'member')
  return {
    command: 'room_changed',
    room: presentState(room, head),
    ...(shown ? { last: shown } : {}),
    ...(visitorRead === undefined ? {} : { visitor_read: visitorRead }),
  }
}

/** The event that answers a command. `replyTo` is what the asker wanted to have repeated. */
export function presentAnswer(
  answer: Answer,
  audience: Audience,
  site: SiteRef,
  replyTo?: string | number,
): Event {
  const reply = replyTo === undefined ? {} : { in_reply_to: replyTo }
  switch (answer.kind) {
    case 'rooms':
      return {
        command: 'rooms',
        rooms: answer.rooms.map(listed =>
          presentRoom(listed, answer.presence.get(listed.room.visitor?.id ?? '')),
        ),
        cursor: answer.cursor,
        ...reply,
      }
    case 'free_room': {
      const user = { username: site.owner.username }
      return { command: 'new_room', room: { user, consumer: answer.consumer, messages: [] }, ...reply }
    }
    case 'room_exists':
      return { command: 'room_exists', ...reply }
    case 'room_opened':
      return {
        command: 'room_opened',
        room: presentRoom(answer.listed, answer.presence.get(answer.listed.room.visitor?.id ?? '')),
        ...reply,
      }
    case 'room_closed':
      return { command: 'room_closed', room_id: answer.roomId, ...reply }
    case 'page':
      return { command: 'messages', ...presentPage(answer.room, answer.page, audience), ...reply }
    case 'ack':
      return { command: 'ack', ...presentAck(answer.room, answer.entry, audience), ...reply }
  }
}
