import { DeskbellError, OutcomeUnknown } from '../core/errors.js'
import type { NewEntry } from './journal.js'
import type { Appended, JournalStore } from './journal-store.js'
import type { RoomRef } from './room.js'
import { SetAside, type Waiting } from './set-aside.js'

export interface GroupCommitOptions {
  readonly store: Pick<JournalStore, 'append' | 'free'>
  /** Called once per commit, in commit order, before any sender learns of it: this is where telling begins. */
  readonly committed: (batch: readonly { entry: NewEntry; result: Appended }[]) => void
  readonly onTellFailed: (error: unknown) => void
  /** Whether an error means that nobody knows if the write happened. */
  readonly isOutcomeUnknown: (error: unknown) => boolean
  /** Whether an error means that somebody keeps the rows of a room, and nothing was written. */
  readonly isLocked: (error: unknown) => boolean
  /** Entries in one write. */
  readonly maxBatch?: number
  /** Entries waiting; past that a send is refused as overloaded rather than kept waiting. */
  readonly maxWaiting?: number
}

/**
 * Writes entries in batches: one write is under way at a time and what arrives meanwhile joins the next one.
 * So one sender's entries keep their order, and under load one commit carries many messages. The next write is sent
 * off before the last one is told: then the database has work while this process tells. A room that somebody keeps
 * locked is set aside, and the others go on.
 */
export class GroupCommit {
  private waiting: Waiting[] = []
  private running: Promise<void> | null = null
  private readonly aside = new SetAside({
    attempt: part => this.attempt(part),
    free: rooms => this.free(rooms),
  })

  constructor(private readonly options: GroupCommitOptions) {}

  /** Entries that wait for the next write. */
  get size(): number {
    return this.waiting.length
  }

  /** Resolves after the commit. Rejects with OutcomeUnknown when the connection broke in between. */
  append(entry: NewEntry): Promise<Appended> {
    if (this.waiting.length + this.aside.size >= (this.options.maxWaiting ?? 10_000)) {
      return Promise.reject(
        new DeskbellError('overloaded', 'Too much is going on, try again.', { retryAfterMs: 1_000 }),
      )
    }
    return new Promise((resolve, reject) => {
      const waiting = { entry, resolve, reject }
      if (this.aside.takes(waiting)) return
      this.waiting.push(waiting)
      this.running ??= this.run()
    })
  }

  /** Resolves when everything handed in so far has ended one way or the other. */
  async drain(): Promise<void> {
    while (this.running) await this.running
    await this.aside.drain()
  }

  private async run(): Promise<void> {
    // Everything that this turn of the event loop still brings goes into the first batch.
    await new Promise(resolve => setImmediate(resolve))
    let tell: (() => void) | null = null
    while (this.waiting.length > 0 || tell) {
      const batch = this.waiting.splice(0, this.options.maxBatch ?? 500)
      const writing: Promise<() => void> | null = batch.length > 0 ? this.write(batch) : null
      // A pool hands out its connection in the next tick; only then the write is on its way.
      if (writing && tell) await new Promise<void>(resolve => process.nextTick(resolve))
      tell?.()
      tell = writing && (await writing)
    }
    this.running = null
  }

  /** @returns settles what went well at once, and has to be called before anything that is written later is settled */
  private async write(given: readonly Waiting[]): Promise<() => void> {
    let tell = () => {}
    const batch = given.filter(waiting => !this.aside.takes(waiting))
    const locked = await this.attempt(batch, (written, results) => {
      tell = () => this.settle(written, results)
    })
    if (locked.length > 0) await this.writeFree(locked)
    return tell
  }

  private async writeFree(locked: readonly Waiting[]): Promise<void> {
    const free = await this.free(locked.map(waiting => waiting.entry.room))
    this.setAside(locked.filter(waiting => !free.has(waiting.entry.room.id)))
    this.setAside(await this.attempt(locked.filter(waiting => free.has(waiting.entry.room.id))))
  }

  private setAside(locked: readonly Waiting[]): void {
    for (const waiting of locked) this.aside.put(waiting)
    // Those that came meanwhile stand behind them.
    if (locked.length > 0) this.waiting = this.waiting.filter(waiting => !this.aside.takes(waiting))
  }

  /** The ids of those rooms that nobody keeps; none where the question itself waits for too long. */
  private async free(rooms: readonly RoomRef[]): Promise<ReadonlySet<string>> {
    try {
      return await this.options.store.free(rooms)
    } catch {
      return new Set()
    }
  }

  /**
   * Writes and settles them, one way or the other.
   * @returns those that were not written because a room among them is locked, in their order
   */
  private async attempt<W extends Waiting>(
    batch: readonly W[],
    settle: GroupCommit['settle'] = (written, results) => this.settle(written, results),
  ): Promise<readonly W[]> {
    if (batch.length === 0) return []
    try {
      settle(batch, await this.options.store.append(batch.map(waiting => waiting.entry)))
      return []
    } catch (error) {
      if (this.options.isLocked(error)) return batch
      const unknown = this.options.isOutcomeUnknown(error)
      if (unknown || batch.length === 1) {
        const reason = unknown
          ? new OutcomeUnknown('the database went away during a write', { cause: error })
          : error
        for (const waiting of batch) waiting.reject(reason)
        return []
      }
    }
    // One bad entry must not take its neighbours with it. The order stays.
    const left: W[] = []
    for (const waiting of batch) {
      const behind = left.some(one => one.entry.room.id === waiting.entry.room.id)
      left.push(...(behind ? [waiting] : await this.attempt([waiting])))
    }
    return left
  }

  private settle(batch: readonly Waiting[], results: readonly Appended[]): void {
    const outcomes = batch.map(({ entry }, at) => ({
      entry,
      result: results[at] ?? ({ status: 'no_room' } as const),
    }))
    try {
      this.options.committed(outcomes)
    } catch (error) {
      // It is stored: who was not told finds out by the next heartbeat.
      this.options.onTellFailed(error)
    }
    for (const [at, { resolve }] of batch.entries()) resolve(outcomes[at]?.result ?? { status: 'no_room' })
  }
}
