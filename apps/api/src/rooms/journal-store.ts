import type { JournalEntry, NewEntry } from './journal.js'
import type { Cursor, RoomRef, SharedHead } from './room.js'

/** What became of one entry of a batch; `after` is the room once the whole batch was in. */
export type Appended =
  | {
      readonly status: 'stored'
      readonly entry: JournalEntry
      readonly after: SharedHead
      /** The author's own: who writes has read what stands above. */
      readonly cursor: Cursor
    }
  | { readonly status: 'known'; readonly entry: JournalEntry }
  | { readonly status: 'conflict' }
  | { readonly status: 'no_room' }

export type Audience = 'member' | 'visitor'

/** Either upwards from `after`, or downwards from `before` (absent: from the top). */
export interface PageAsk {
  readonly audience: Audience
  readonly after?: number | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** Entries in rising order. Numbers are the audience's own. */
export interface Page {
  readonly entries: readonly JournalEntry[]
  readonly first: number
  readonly top: number
  readonly more: boolean
}

/** The top of a room's journal in both numberings, and how far each side has read as the other one counts. */
export interface Top {
  readonly siteId: string
  readonly roomId: string
  readonly seq: number
  readonly publicSeq: number
  /** The furthest that any member has read, in visitors' numbering. */
  readonly membersRead: number
  /** How far the visitor has read, in members' numbering. */
  readonly visitorRead: number
}

export interface JournalStore {
  /** One atomic write: all of the batch or nothing; answers in the batch's order. */
  append(batch: readonly NewEntry[]): Promise<readonly Appended[]>
  /** Ids of those of the rooms that can be appended to now: nobody else keeps their rows locked. */
  free(rooms: readonly RoomRef[]): Promise<ReadonlySet<string>>
  page(room: RoomRef, ask: PageAsk): Promise<Page>
  /** Entries above a number in members' numbering, rising, at most `limit`. */
  since(room: RoomRef, seq: number, limit: number): Promise<readonly JournalEntry[]>
  /** The entry that was sent with this key, if the room has it. */
  byClientId(room: RoomRef, clientId: string): Promise<JournalEntry | null>
  tops(rooms: readonly { siteId: string; roomId: string }[]): Promise<readonly Top[]>
}
