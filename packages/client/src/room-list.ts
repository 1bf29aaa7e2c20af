import type { Author } from '@deskbell/protocol/entry'
import type { WireError } from '@deskbell/protocol/error'
import type { EventOf, RoomChanged } from '@deskbell/protocol/event'
import type { Room } from '@deskbell/protocol/room'
import {
  addRooms,
  attendedRow,
  changedRow,
  emptyRows,
  forget,
  type InboxRow,
  type InboxRows,
  knowRoom,
  newestActivity,
  putRows,
  type RoomFilter,
  readRow,
  relist,
  seenRow,
  type TouchedRow,
} from './inbox-rows.js'
import type { Clock } from './ports.js'

export interface RoomsRequest {
  readonly filter: RoomFilter
  readonly cursor?: string
}

export interface RoomListOptions {
  readonly clock: Clock
  readonly filter: RoomFilter
  /** A number for the next request of this socket. */
  readonly nextId: () => number
  /** Sends a `fetch_rooms` under this id; false when the socket is not open. */
  readonly ask: (id: number, request: RoomsRequest) => boolean
  /** Open rooms are kept up to date in other ways. */
  readonly isOpen: (id: string) => boolean
  readonly onChange: () => void
}

/** `reload`: the whole list anew. `more`: the next page. `top`: only what came in at the top unnoticed. */
type Mode = 'reload' | 'more' | 'top'

/** After a reconnect at most this many rows are fetched again; further ones are paged in once more. */
const RELOAD_MAX = 200
const LOST_AFTER = 5_000
const AGAIN_AFTER = 1_000

/** The list of rooms and the fetching that keeps it true: one request at a time. */
export class RoomList {
  #options: RoomListOptions
  #settled: InboxRows
  /** What events changed since somebody looked: taken in at once, when somebody looks again. */
  #touched = new Map<string, TouchedRow>()
  #loaded = false
  #cursor: string | null = null
  #asked: { id: number; at: number; mode: Mode } | null = null
  /** What a reload has found so far, and what changed meanwhile. */
  #reload: { found: Set<string>; wanted: number; cursor: string | null } | null = null
  #moreWanted = false
  #topWanted = false
  #checkedUpTo = ''
  #pause: (() => void) | null = null

  constructor(options: RoomListOptions) {
    this.#options = options
    this.#settled = emptyRows(options.filter)
  }

  get rows(): InboxRows {
    if (this.#touched.size > 0) {
      this.#settled = putRows(this.#settled, this.#touched)
      this.#touched = new Map()
    }
    return this.#settled
  }

  /** False until the first page has come. */
  get loaded(): boolean {
    return this.#loaded
  }

  get more(): 'none' | 'more' | 'loading' {
    if (this.#moreWanted) return 'loading'
    return this.#cursor === null ? 'none' : 'more'
  }

  /** Everything that changed while the socket was away is fetched; the old list stays until the new one is whole. */
  opened(): void {
    this.#forgetRequest()
    this.#startReload()
  }

  closed(): void {
    this.#forgetRequest()
    this.#moreWanted = false
  }

  reset(): void {
    this.closed()
    this.#settled = emptyRows(this.rows.filter)
    this.#loaded = false
    this.#cursor = null
    this.#checkedUpTo = ''
  }

  setFilter(filter: RoomFilter): void {
    if (filter === this.rows.filter) return
    this.#settled = { ...this.rows, filter, list: [] }
    this.#loaded = false
    this.#cursor = null
    this.closed()
    this.#startReload()
    this.#options.onChange()
  }

  loadMore(): void {
    if (this.#moreWanted || this.#cursor === null) return
    this.#moreWanted = true
    this.#fetch()
    if (!this.#asked && !this.#pause) this.#moreWanted = false
    this.#options.onChange()
  }

  changed(event: RoomChanged): void {
    this.#reload?.found.add(event.room.id)
    const known = this.#row(event.room.id)
    if (known) this.#touch(known, changedRow(known, event), event.room.seq >= known.seq)
    else this.#fetchTop()
  }

  /** A room came into being. */
  appeared(room: Room): void {
    this.#reload?.found.add(room.id)
    this.#become(addRooms(this.rows, [room]))
  }

  /** A room was opened, listed or not. */
  opening(room: Room): void {
    this.#become(knowRoom(this.rows, room))
  }

  read(event: EventOf<'read'>, me: Author | null): void {
    const known = this.#row(event.room_id)
    if (known) this.#touch(known, readRow(known, event, me), false)
  }

  /** A person came or is gone: if a visitor's room is known, it says so. Members have no room. */
  attended({ person, online, since }: EventOf<'presence'>): void {
    if (person.kind !== 'visitor') return
    for (const { id, visitor } of this.#settled.byId.values()) {
      if (visitor?.id !== person.id) continue
      const known = this.#row(id)
      if (known) this.#touch(known, attendedRow(known, { online, since }), false)
    }
  }

  /** A heartbeat names how far the visitor of an open room has read. */
  visitorHasRead(id: string, seq: number): void {
    const known = this.#row(id)
    if (known) this.#touch(known, seenRow(known, seq), false)
  }

  /** A heartbeat names the site's newest activity; if it is not ours, a `room_changed` was lost. */
  beat(activeAt: string | null | undefined): void {
    if (this.#asked && this.#options.clock.now() - this.#asked.at > LOST_AFTER) this.#forgetRequest()
    const known = newestActivity(this.rows) ?? ''
    if (activeAt && activeAt > known && activeAt > this.#checkedUpTo) {
      this.#checkedUpTo = activeAt
      this.#fetchTop()
    } else this.#fetch()
  }

  /** Whether this was an answer to this list's own request. */
  answered(event: EventOf<'rooms'>): boolean {
    const asked = this.#asked
    if (!asked || event.in_reply_to !== asked.id) return false
    this.#forgetRequest()
    const unknown = event.rooms.every(room => !this.rows.list.some(row => row.id === room.id))
    this.#settled = addRooms(this.rows, event.rooms)
    if (asked.mode === 'reload') this.#reloaded(event)
    else if (asked.mode === 'more') {
      this.#moreWanted = false
      this.#cursor = event.cursor
    } else if (unknown && event.cursor !== null && event.rooms.length > 0) this.#startReload()
    this.#fetch()
    this.#options.onChange()
    return true
  }

  /** Whether this error was about this list's own request. */
  refused(inReplyTo: string | number | undefined, error: WireError): boolean {
    if (!this.#asked || inReplyTo !== this.#asked.id) return false
    const { mode } = this.#asked
    this.#forgetRequest()
    if (mode === 'more') this.#moreWanted = false
    if (mode === 'top') this.#topWanted = true
    this.#pause = this.#options.clock.after(error.retry_after_ms ?? AGAIN_AFTER, () => {
      this.#pause = null
      this.#fetch()
    })
    this.#options.onChange()
    return true
  }

  #startReload(): void {
    const wanted = Math.min(this.rows.list.length, RELOAD_MAX)
    this.#reload = { found: new Set(), wanted, cursor: null }
    this.#fetch()
  }

  #reloaded(event: EventOf<'rooms'>): void {
    const reload = this.#reload
    if (!reload) return
    for (const room of event.rooms) reload.found.add(room.id)
    reload.cursor = event.cursor
    if (event.cursor !== null && reload.found.size < reload.wanted) return
    // What a reload did not reach may have changed unseen.
    const keep = (id: string) => reload.found.has(id) || this.#options.isOpen(id)
    this.#settled = relist(forget(this.rows, keep), reload.found)
    this.#cursor = event.cursor
    this.#reload = null
    this.#loaded = true
  }

  #fetchTop(): void {
    // A reload that is still to be answered brings the top as well, but perhaps as it was before.
    this.#topWanted = true
    this.#fetch()
  }

  #fetch(): void {
    if (this.#asked || this.#pause) return
    if (this.#reload) this.#ask('reload', this.#reload.cursor)
    else if (this.#topWanted) this.#ask('top', null)
    else if (this.#moreWanted) this.#ask('more', this.#cursor)
  }

  #ask(mode: Mode, cursor: string | null): void {
    const { filter } = this.rows
    const id = this.#options.nextId()
    this.#asked = { id, at: this.#options.clock.now(), mode }
    if (mode === 'top') this.#topWanted = false
    if (this.#options.ask(id, cursor === null ? { filter } : { filter, cursor })) return
    this.#asked = null
    if (mode === 'top') this.#topWanted = true
  }

  #row(id: string): InboxRow | undefined {
    return this.#touched.get(id)?.row ?? this.#settled.byId.get(id)
  }

  /** @param lists whether this brings the row into the list; else it stays where it is, listed or not */
  #touch(known: InboxRow, row: InboxRow, lists: boolean): void {
    if (row === known) return
    const listed = lists || (this.#touched.get(row.id)?.listed ?? this.#settled.list.includes(known))
    this.#touched.set(row.id, { row, listed })
    this.#options.onChange()
  }

  #become(rows: InboxRows): void {
    this.#settled = rows
    this.#options.onChange()
  }

  #forgetRequest(): void {
    this.#asked = null
    this.#pause?.()
    this.#pause = null
  }
}
