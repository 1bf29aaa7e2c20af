import type { InboxRow } from '@deskbell/client/inbox-rows'

/** What has to be known from one look at the rooms to the next. Immutable. */
export interface Watch {
  /** The rooms as they were judged last; null before the first page of them. */
  readonly rows: ReadonlyMap<string, InboxRow> | null
  /** Rooms that ring, and since when (milliseconds since the epoch). */
  readonly rings: ReadonlyMap<string, number>
  /** Rooms somebody has answered. */
  readonly taken: ReadonlySet<string>
  /** Rooms that were told to be still, though somebody may wait in them. */
  readonly hushed: ReadonlySet<string>
  /** When the newest entry known was written, in milliseconds: what turns up older than this is history. */
  readonly newest: number
}

export interface Seen {
  /** False while the list of rooms is not known. */
  readonly loaded: boolean
  /** The room that somebody at this page sees now. */
  readonly room: string | null
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface Verdict {
  readonly watch: Watch
  readonly sound: 'ring' | 'tick' | 'none'
  /** Began to ring. */
  readonly rang: readonly InboxRow[]
  /** Said something that is worth one soft tick. */
  readonly told: readonly InboxRow[]
  /** Ring no more. */
  readonly over: readonly string[]
}

export const nothingWatched: Watch = {
  rows: null,
  rings: new Map(),
  taken: new Set(),
  hushed: new Set(),
  newest: 0,
}

/** After this long a bell that nobody minds is only a noise. */
export const RING_MS = 5 * 60_000
/** Who comes back after this long rings anew, whoever answered the last time. */
export const QUIET_MS = 60 * 60_000
/** Entries of several rooms may be told in another order than they were written in. */
const SLACK_MS = 2_000

/** Whether a visitor is in this room whom nobody has answered and this member has not read. */
export function isWaiting(row: InboxRow): boolean {
  return row.status === 'open' && row.unread > 0 && row.read.messages === 0 && visitorSpoke(row) !== null
}

/** When the visitor said what is the last word in this room; null when it is somebody else's. */
function visitorSpoke({ last }: InboxRow): number | null {
  return last?.kind === 'message' && last.from.kind === 'visitor' ? Date.parse(last.created) : null
}

/**
 * What the rooms are worth hearing, compared with how they were. What was there at the first look is shown, never
 * heard; what a member wrote never is.
 */
export function attend(before: Watch, rows: ReadonlyMap<string, InboxRow>, seen: Seen): Verdict {
  if (!seen.loaded) {
    const watch = { ...nothingWatched, taken: before.taken, hushed: before.hushed }
    return { watch, sound: 'none', rang: [], told: [], over: [...before.rings.keys()] }
  }
  const taken = new Set(before.taken)
  const hushed = new Set(before.hushed)
  const rings = new Map(before.rings)
  const rang: InboxRow[] = []
  const told: InboxRow[] = []
  let { newest } = before
  for (const [id, row] of rows) {
    const known = before.rows?.get(id)
    if (row === known) continue
    if (row.last) newest = Math.max(newest, Date.parse(row.last.created))
    if (row.last?.from.kind === 'member') taken.add(id)
    if (before.rows === null || !isNews(known, row, before.newest) || row.unread === 0 || seen.room === id)
      continue
    if (isBack(known, row)) {
      taken.delete(id)
      hushed.delete(id)
    }
    if (rings.has(id)) continue
    if (isBack(known, row) || (isWaiting(row) && !taken.has(id) && !hushed.has(id))) {
      rings.set(id, seen.now)
      rang.push(row)
    } else told.push(row)
  }
  const over: string[] = []
  for (const [id, since] of rings) {
    const row = rows.get(id)
    const minded = seen.room === id || (row !== undefined && isMinded(row))
    if (minded) taken.add(id)
    if (!minded && seen.now - since < RING_MS) continue
    rings.delete(id)
    over.push(id)
  }
  const sound = rang.length > 0 ? 'ring' : told.length > 0 ? 'tick' : 'none'
  return { watch: { rows, rings, taken, hushed, newest }, sound, rang, told, over }
}

/** Lets these be still, in this browser only: nobody has answered yet. */
export function hush(watch: Watch, rooms: readonly string[]): Watch {
  const rings = new Map([...watch.rings].filter(([id]) => !rooms.includes(id)))
  return { ...watch, rings, hushed: new Set([...watch.hushed, ...rooms]) }
}

/** Somebody has answered, or this member has read it, here or elsewhere. */
const isMinded = (row: InboxRow) => row.unread === 0 || row.status === 'closed' || visitorSpoke(row) === null

function isNews(known: InboxRow | undefined, row: InboxRow, newest: number): boolean {
  const spoke = visitorSpoke(row)
  if (spoke === null) return false
  // A room that was not known may be new, or an old one that was paged in.
  return known ? (row.last?.seq ?? 0) > (known.last?.seq ?? 0) : spoke > newest - SLACK_MS
}

function isBack(known: InboxRow | undefined, row: InboxRow): boolean {
  if (!known?.last) return false
  const quiet = (visitorSpoke(row) ?? 0) - Date.parse(known.last.created)
  return quiet > QUIET_MS || (known.conversation !== null && known.conversation !== row.conversation)
}
