import type { Author, Entry } from '@deskbell/protocol/entry'
import type { EventOf, RoomChanged } from '@deskbell/protocol/event'
import type { Presence, PublicUser, ReadCursor, Room, RoomState } from '@deskbell/protocol/room'
import { unread } from '@deskbell/protocol/unread'

/** One line of the room list. */
export interface InboxRow extends RoomState {
  readonly user: PublicUser
  /** The last message or note, when there is one. */
  readonly last: Entry | null
  /** Our own cursor, and what it leaves unread. */
  readonly read: ReadCursor
  readonly unread: number
  /** How far the visitor has read, in members' numbering. */
  readonly visitor_read: number
  /** Whether the visitor is there; null when nobody has said so. */
  readonly presence: Presence | null
}

export type RoomFilter = 'all' | 'open' | 'closed'

/** The rooms one member knows. Applying events gives what a fresh fetch gives. */
export interface InboxRows {
  readonly filter: RoomFilter
  readonly byId: ReadonlyMap<string, InboxRow>
  /** The list as shown: those that fit the filter, newest first. */
  readonly list: readonly InboxRow[]
}

/** A row that changed, and whether the list shows it. */
export interface TouchedRow {
  readonly row: InboxRow
  readonly listed: boolean
}

export function emptyRows(filter: RoomFilter): InboxRows {
  return { filter, byId: new Map(), list: [] }
}

export function rowOf(room: Room): InboxRow {
  const { messages, presence = null, ...rest } = room
  return { ...rest, presence, last: messages.findLast(entry => entry.kind !== 'event') ?? null }
}

/** Puts fetched rooms into what is known and shows them in the list. */
export function addRooms(rows: InboxRows, rooms: readonly Room[]): InboxRows {
  const byId = new Map(rows.byId)
  const ids = new Set(rows.list.map(row => row.id))
  for (const room of rooms) {
    byId.set(room.id, newest(byId.get(room.id), rowOf(room)))
    ids.add(room.id)
  }
  return relist({ ...rows, byId }, ids)
}

/** Knows a room without listing it: one opened by its address may be far down the list. */
export function knowRoom(rows: InboxRows, room: Room): InboxRows {
  const listed = rows.list.some(row => row.id === room.id)
  return put(rows, newest(rows.byId.get(room.id), rowOf(room)), listed)
}

/** Lists exactly these ids, as far as they are known and fit; what else is known stays known. */
export function relist(rows: InboxRows, ids: ReadonlySet<string>): InboxRows {
  return { ...rows, list: sorted([...rows.byId.values()].filter(row => ids.has(row.id) && fits(rows, row))) }
}

/** Knows only those rooms any more that are to be kept. */
export function forget(rows: InboxRows, keep: (id: string) => boolean): InboxRows {
  const byId = new Map([...rows.byId].filter(([id]) => keep(id)))
  return { ...rows, byId, list: rows.list.filter(row => byId.has(row.id)) }
}

/** A room's shared state changed. This and the next two answer the same object when nothing is news. */
export function changedRow(known: InboxRow, event: RoomChanged): InboxRow {
  const seen = event.visitor_read ?? 0
  if (event.room.seq < known.seq) return seenRow(known, seen)
  const last = event.last && (!known.last || event.last.seq >= known.last.seq) ? event.last : known.last
  return counted({ ...known, ...event.room, last, visitor_read: Math.max(known.visitor_read, seen) })
}

/** Somebody read further: ourselves (our own count) or the visitor. Other members' reading changes no row. */
export function readRow(known: InboxRow, event: EventOf<'read'>, me: Author | null): InboxRow {
  if (event.reader.kind === 'visitor') return seenRow(known, event.seq)
  if (event.reader.id !== me?.id || event.seq < known.read.seq) return known
  const messages = Math.max(known.read.messages, event.messages ?? 0)
  return counted({ ...known, read: { seq: event.seq, messages } })
}

/** The visitor has read up to here, in members' numbering. */
export const seenRow = (known: InboxRow, seq: number): InboxRow =>
  seq <= known.visitor_read ? known : { ...known, visitor_read: seq }

/** The visitor came or is gone. Who went at the moment they came went afterwards. */
export function attendedRow(known: InboxRow, { online, since }: Presence): InboxRow {
  const before = known.presence
  if (before && (before.since > since || (before.since === since && (online || !before.online)))) return known
  return { ...known, presence: { online, since } }
}

/** The newest time anything happened in a known room, or null. */
export function newestActivity(rows: InboxRows): string | null {
  let newest: string | null = null
  for (const { active_at } of rows.byId.values())
    if (newest === null || active_at > newest) newest = active_at
  return newest
}

function fits(rows: InboxRows, row: InboxRow): boolean {
  return rows.filter === 'all' || rows.filter === row.status
}

const put = (rows: InboxRows, row: InboxRow, listed: boolean): InboxRows =>
  putRows(rows, new Map([[row.id, { row, listed }]]))

/** Takes in many changed rows for the price of one: with 10,000 known a copy for each of them would be felt. */
export function putRows(rows: InboxRows, touched: ReadonlyMap<string, TouchedRow>): InboxRows {
  const byId = new Map(rows.byId)
  const moved: InboxRow[] = []
  for (const [id, { row, listed }] of touched) {
    byId.set(id, row)
    if (listed && fits(rows, row)) moved.push(row)
  }
  const stayed = rows.list.filter(row => !touched.has(row.id))
  return { ...rows, byId, list: merged(stayed, moved.sort(newestFirst)) }
}

/** A fetch and the events around it may cross: every part takes its own newest. */
function newest(known: InboxRow | undefined, fetched: InboxRow): InboxRow {
  if (!known) return fetched
  const state = fetched.seq >= known.seq ? fetched : known
  const { presence } = fetched.presence ? attendedRow(known, fetched.presence) : known
  return counted({
    ...state,
    presence,
    read: fetched.read.seq >= known.read.seq ? fetched.read : known.read,
    visitor_read: Math.max(fetched.visitor_read, known.visitor_read),
  })
}

function counted(row: InboxRow): InboxRow {
  return { ...row, unread: unread(row.message_count, row.read) }
}

const sorted = (list: InboxRow[]): InboxRow[] => list.sort(newestFirst)

function newestFirst(a: InboxRow, b: InboxRow): number {
  if (a.active_at === b.active_at) return a.id < b.id ? -1 : 1
  return a.active_at < b.active_at ? 1 : -1
}

/** Two sorted lists as one. */
function merged(long: readonly InboxRow[], short: readonly InboxRow[]): readonly InboxRow[] {
  const list: InboxRow[] = []
  let at = 0
  for (const row of long) {
    for (let next = short[at]; next && newestFirst(next, row) < 0; next = short[at]) {
      list.push(next)
      at += 1
    }
    list.push(row)
  }
  return list.concat(short.slice(at))
}
