import type { Entry } from '@deskbell/protocol/entry'
import type { WireError } from '@deskbell/protocol/error'
import type { Messages } from '@deskbell/protocol/event'
import {
  applyEntry,
  applyPage,
  emptyJournal,
  hasEarlier,
  highest,
  type Journal,
  missingAfter,
  type Page,
  reachTop,
} from './journal.js'
import type { Clock } from './ports.js'

/** Which page is asked for; nothing means the latest. */
export interface PageRequest {
  readonly after?: number
  readonly before?: number
}

export interface RoomLogOptions {
  readonly clock: Clock
  /** A number for the next request of this socket. */
  readonly nextId: () => number
  /** Sends a `fetch_messages` under this id; false when the socket is not open. */
  readonly ask: (id: number, request: PageRequest) => boolean
  /** The journal grew by these, or something else about it changed. */
  readonly onChange: (added: readonly Entry[]) => void
}

/** An answer that takes longer than this is taken for lost when the next heartbeat comes. */
const LOST_AFTER = 5_000
const AGAIN_AFTER = 1_000
const NOTHING_CAME = 10_000

/** One room's journal and the fetching that keeps it whole: one request at a time, gaps before older pages. */
export class RoomLog {
  #options: RoomLogOptions
  #journal: Journal = emptyJournal
  #asked: { id: number; at: number; before: boolean } | null = null
  #wantsEarlier = false
  #pause: (() => void) | null = null

  constructor(options: RoomLogOptions) {
    this.#options = options
  }

  get journal(): Journal {
    return this.#journal
  }

  /** For the top of the list: nothing before, more to load, or loading. */
  get earlier(): 'none' | 'more' | 'loading' {
    if (this.#wantsEarlier) return 'loading'
    return hasEarlier(this.#journal) ? 'more' : 'none'
  }

  /** The socket is open and from here on brings live entries; `top` is the journal's top then, if it is known. */
  opened(top?: number): void {
    this.#forgetRequest()
    if (top !== undefined) this.#journal = reachTop(this.#journal, top)
    this.#fetch()
  }

  closed(): void {
    this.#forgetRequest()
    this.#wantsEarlier = false
  }

  /** Everything held is of another epoch. */
  reset(): void {
    this.closed()
    this.#journal = emptyJournal
  }

  entry(entry: Entry): void {
    const [journal, outcome] = applyEntry(this.#journal, entry)
    this.#become(journal)
    if (outcome.kind === 'gap') this.#fetch()
  }

  /** A page that came without being asked for, such as that of `room_opened`. */
  page(page: Page): void {
    this.#become(applyPage(this.#journal, page))
    this.#fetch()
  }

  /** Whether this was an answer to this log's own request. */
  answered(event: Messages): boolean {
    const asked = this.#asked
    if (!asked || event.in_reply_to !== asked.id) return false
    this.#forgetRequest()
    if (asked.before) this.#wantsEarlier = false
    const before = this.#journal
    this.#become(applyPage(before, event))
    // A page that brings nothing would be asked for again at once, for ever.
    if (highest(this.#journal) === highest(before) && this.#journal.low === before.low && before.loaded)
      this.#pauseFor(NOTHING_CAME)
    else this.#fetch()
    return true
  }

  /** Whether this error was about this log's own request. */
  refused(inReplyTo: string | number | undefined, error: WireError): boolean {
    if (!this.#asked || inReplyTo !== this.#asked.id) return false
    this.#forgetRequest()
    this.#wantsEarlier = false
    this.#pauseFor(error.retry_after_ms ?? AGAIN_AFTER)
    this.#options.onChange([])
    return true
  }

  /** A heartbeat names the journal's top for this receiver. */
  beat(top: number): void {
    this.#journal = reachTop(this.#journal, top)
    if (this.#asked && this.#options.clock.now() - this.#asked.at > LOST_AFTER) this.#forgetRequest()
    this.#fetch()
  }

  loadEarlier(): void {
    if (this.#wantsEarlier || !hasEarlier(this.#journal)) return
    this.#wantsEarlier = true
    this.#fetch()
    // Without an open socket there is nothing to wait for.
    if (!this.#asked && !this.#pause) this.#wantsEarlier = false
    this.#options.onChange([])
  }

  #fetch(): void {
    if (this.#asked || this.#pause) return
    const after = missingAfter(this.#journal)
    const before = this.#wantsEarlier && after === null
    let request: PageRequest = {}
    if (after !== null) request = { after }
    else if (before) request = { before: this.#journal.low }
    else if (this.#journal.loaded) return
    const id = this.#options.nextId()
    this.#asked = { id, at: this.#options.clock.now(), before }
    if (!this.#options.ask(id, request)) this.#asked = null
  }

  #become(journal: Journal): void {
    const before = this.#journal
    if (journal === before) return
    this.#journal = journal
    if (journal.entries === before.entries) {
      this.#options.onChange([])
      return
    }
    const { entries } = journal
    const earlier = before.entries.length === 0 ? 0 : Math.max(0, before.low - journal.low)
    const later = highest(journal) - (before.loaded ? highest(before) : journal.low - 1)
    const added = later > 0 ? entries.slice(-later) : []
    this.#options.onChange(earlier > 0 ? [...entries.slice(0, earlier), ...added] : added)
  }

  #pauseFor(ms: number): void {
    this.#pause = this.#options.clock.after(ms, () => {
      this.#pause = null
      this.#fetch()
    })
  }

  #forgetRequest(): void {
    this.#asked = null
    this.#pause?.()
    this.#pause = null
  }
}
