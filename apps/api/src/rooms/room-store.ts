import type { EntryAuthor, JournalEntry } from './journal.js'
import type { Audience } from './journal-store.js'
import type { Cursor, ListCursor, RoomHead, RoomRef, SiteRef } from './room.js'

export interface RoomRecord {
  readonly room: RoomRef
  readonly head: RoomHead
}

/** A room with what a list shows of it to one member. */
export interface ListedRoom extends RoomRecord {
  readonly messages: readonly JournalEntry[]
  readonly read: Cursor
  /** The visitor's own cursor. */
  readonly visitorRead: Cursor
}

/** A room whose top has moved, with what a list shows of that. */
export interface RoomChange extends RoomRecord {
  /** The newest above the number that was asked for, rising. */
  readonly entries: readonly JournalEntry[]
  readonly visitorRead: Cursor
  /** Milliseconds since its first entry. */
  readonly age: number
}

export interface ChangeAsk {
  readonly site: SiteRef
  readonly roomId: string
  /** A number of members' numbering. */
  readonly after: number
}

export interface ListAsk {
  readonly memberId: string
  readonly after: ListCursor | null
  readonly limit: number
  /** Latest entries with each room. */
  readonly messages: number
  /** Old clients know no notes. */
  readonly notes: boolean
  readonly filter: 'all' | 'open' | 'closed'
}

export interface Reader {
  readonly kind: 'visitor' | 'member'
  readonly id: string
}

/** A visitor who comes back. */
export interface HolderAsk {
  readonly site: SiteRef
  readonly visitorId: string
}

/** Somebody who is to be greeted in a room. */
export interface GreetingAsk {
  readonly room: RoomRef
  readonly reader: Reader
}

/** What a greeting says, all of one moment. */
export interface Greeting {
  readonly head: Pick<RoomHead, 'seq' | 'publicSeq' | 'first' | 'publicFirst' | 'messageCount'>
  readonly own: Cursor
  /** The furthest that anybody of the other side has read. */
  readonly others: Cursor
  readonly epoch: string
}

/** How far somebody has read in a room. */
export interface ReadMove {
  readonly siteId: string
  readonly roomId: string
  readonly reader: EntryAuthor
  readonly cursor: Cursor
}

export interface RoomStore {
  /** A visitor's room, made if it is not there yet. It stays unlisted until its first entry. */
  ensureForVisitor(site: SiteRef, visitorId: string): Promise<RoomRecord>
  findByConsumer(site: SiteRef, consumer: string): Promise<RoomRecord | null>
  /**
   * The rooms of visitors who are known to hold their tokens, so that nobody else will be given their ids; null for any
   * other visitor. Many in one query.
   */
  findOfHolders(asks: readonly HolderAsk[]): Promise<readonly (RoomRecord | null)[]>
  findById(site: SiteRef, roomId: string): Promise<RoomRecord | null>
  /** Newest first; only rooms with entries. */
  list(site: SiteRef, ask: ListAsk): Promise<readonly ListedRoom[]>
  /** One room as {@link RoomStore.list} would show it. */
  listed(
    site: SiteRef,
    roomId: string,
    ask: Pick<ListAsk, 'memberId' | 'messages' | 'notes'>,
  ): Promise<ListedRoom | null>
  /** The newest `activeAt` of each site. */
  newest(siteIds: readonly string[]): Promise<ReadonlyMap<string, Date>>
  /** Rooms that were active in the last so many milliseconds of each site, with their tops; the newest thousand of each. */
  active(
    sites: readonly { siteId: string; ms: number }[],
  ): Promise<readonly { siteId: string; roomId: string; seq: number }[]>
  /**
   * Cursors that were moved by reading in the last so many milliseconds of each site, the latest thousand of each; and
   * those of members in rooms that were active then, whatever moved them.
   */
  reads(sites: readonly { siteId: string; ms: number }[]): Promise<readonly ReadMove[]>
  /** Many rooms in one query. Those without an entry, or not there, are left out. */
  changes(asks: readonly ChangeAsk[]): Promise<readonly RoomChange[]>
  /** Many in one query; null for a room that is gone. */
  greetings(asks: readonly GreetingAsk[]): Promise<readonly (Greeting | null)[]>
  /** Moves a cursor forward to `seq` of the audience's numbering. Null when it was there already. */
  moveCursor(room: RoomRef, reader: Reader, audience: Audience, seq: number): Promise<Cursor | null>
}
