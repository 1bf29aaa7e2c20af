import { within } from '../core/within.js'
import type { PresenceStore } from '../presence/presence-store.js'
import type { JournalStore, Top } from '../rooms/journal-store.js'
import type { RoomStore } from '../rooms/room-store.js'
import type { Bus } from './bus.js'
import type { Hub } from './hub.js'

export interface WatchOptions {
  readonly hub: Pick<Hub, 'following' | 'heal' | 'rewind'>
  readonly bus: Pick<Bus, 'whole' | 'onHeard'>
  readonly journal: Pick<JournalStore, 'tops'>
  readonly rooms: Pick<RoomStore, 'active' | 'reads'>
  readonly presence: Pick<PresenceStore, 'changed'>
  readonly epoch: () => Promise<string>
  readonly onTrouble: (error: unknown) => void
  /** Milliseconds between two looks while the bus is not whole. */
  readonly poll?: number
}

/** What a look over everything found. */
export interface Seen {
  readonly epoch: string
  readonly tops: readonly Top[]
}

const POLL = 2_000
/** Milliseconds between two questions to the bus, which cost nothing. */
const TICK = 250
/** Milliseconds for one look; one that hangs must not keep the next from trying. */
const PATIENCE = 5_000

/**
 * Finds in the journal what this node was not told of, and lets the hub tell it. By five queries for the whole node:
 * with every heartbeat, as soon as the bus says that it may have missed something, and again and again while it is away.
 */
export class Watch {
  private readonly poll: number
  private timer: NodeJS.Timeout | undefined
  private unsubscribe: (() => void) | undefined
  private epoch = ''
  private wasWhole = true
  private lookedAt = 0
  private asked: Set<string> | 'all' | null = null
  private looking: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: WatchOptions) {
    this.poll = options.poll ?? POLL
  }

  start(): void {
    this.unsubscribe = this.options.bus.onHeard(siteIds => this.lookSoon(siteIds))
    this.timer = setInterval(() => this.tick(), TICK)
    this.timer.unref()
  }

  stop(): void {
    clearInterval(this.timer)
    this.unsubscribe?.()
  }

  /** Over everything that is followed here. Rejects when the database does not answer. */
  look(): Promise<Seen> {
    return this.inTurn(() => this.lookAt(undefined))
  }

  private tick(): void {
    const { whole } = this.options.bus
    const healed = whole && !this.wasWhole
    const due = !whole && performance.now() - this.lookedAt >= this.poll
    this.wasWhole = whole
    if (healed || due) this.lookSoon('all')
  }

  /** What is asked for while a look is under way is looked at in the next, all at once. */
  private lookSoon(siteIds: readonly string[] | 'all'): void {
    const waiting = this.asked !== null
    if (siteIds === 'all') {
      this.asked = 'all'
      this.lookedAt = performance.now()
    } else if (this.asked !== 'all') this.asked = new Set([...(this.asked ?? []), ...siteIds])
    if (waiting) return
    this.inTurn(() => {
      const asked = this.asked
      this.asked = null
      return this.lookAt(asked === null || asked === 'all' ? undefined : asked)
    }).catch(this.options.onTrouble)
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.looking.then(work)
    this.looking = mine.catch(() => {})
    return mine
  }

  private async lookAt(only: ReadonlySet<string> | undefined): Promise<Seen> {
    const { hub, journal, rooms, presence } = this.options
    const following = hub.following(only)
    const beganAt = performance.now()
    if (only === undefined) this.lookedAt = beganAt
    const asked = Promise.all([
      journal.tops(following.rooms),
      rooms.active(following.sites),
      rooms.reads(following.sites),
      presence.changed(following.sites),
      this.options.epoch(),
    ])
    const [tops, active, reads, people, epoch] = await within(PATIENCE, 'looking at the journal', asked)
    // Numbers of before a restore say nothing about what is written since.
    const restored = this.epoch !== '' && this.epoch !== epoch
    if (restored && only !== undefined) return this.lookAt(undefined)
    this.epoch = epoch
    if (restored) hub.rewind(tops)
    hub.heal(following, { tops, active, reads, presence: people }, beganAt)
    return { epoch, tops }
  }
}
