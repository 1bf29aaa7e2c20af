import { DeskbellError, OutcomeUnknown } from '../core/errors.js'
import type { NewEntry } from './journal.js'
import type { Appended, JournalStore } from './journal-store.js'

interface Waiting {
  readonly entry: NewEntry
  resolve(result: Appended): void
  reject(reason: unknown): void
}

export interface GroupCommitOptions {
  readonly store: Pick<JournalStore, 'append'>
  /** Called once per commit, in commit order, before any sender learns of it: this is where telling begins. */
  readonly committed: (batch: readonly { entry: NewEntry; result: Appended }[]) => void
  /** Whether an error means that nobody knows if the write happened. */
  readonly isOutcomeUnknown: (error: unknown) => boolean
  /** Entries in one write. */
  readonly maxBatch?: number
  /** Entries waiting; past that a send is refused as overloaded rather than kept waiting. */
  readonly maxWaiting?: number
}

/**
 * Writes entries in batches: one write is under way at a time and what arrives meanwhile joins the next one.
 * So one sender's entries keep their order, and under load one commit carries many messages.
 */
export class GroupCommit {
  private waiting: Waiting[] = []
  private running: Promise<void> | null = null

  constructor(private readonly options: GroupCommitOptions) {}

  /** Entries that wait for the next write. */
  get size(): number {
    return this.waiting.length
  }

  /** Resolves after the commit. Rejects with OutcomeUnknown when the connection broke in between. */
  append(entry: NewEntry): Promise<Appended> {
    if (this.waiting.length >= (this.options.maxWaiting ?? 10_000)) {
      return Promise.reject(
        new DeskbellError('overloaded', 'Too much is going on, try again.', { retryAfterMs: 1_000 }),
      )
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject })
      this.running ??= this.run()
    })
  }

  /** Resolves when everything handed in so far has ended one way or the other. */
  async drain(): Promise<void> {
    while (this.running) await this.running
  }

  private async run(): Promise<void> {
    // Everything that this turn of the event loop still brings goes into the first batch.
    await new Promise(resolve => setImmediate(resolve))
    while (this.waiting.length > 0) {
      await this.write(this.waiting.splice(0, this.options.maxBatch ?? 500))
    }
    this.running = null
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    try {
      this.settle(batch, await this.options.store.append(batch.map(waiting => waiting.entry)))
    } catch (error) {
      const unknown = this.options.isOutcomeUnknown(error)
      if (unknown || batch.length === 1) {
        const reason = unknown
          ? new OutcomeUnknown('the database went away during a write', { cause: error })
          : error
        for (const waiting of batch) waiting.reject(reason)
        return
      }
      // One bad entry must not take its neighbours with it. The order stays.
      for (const waiting of batch) await this.write([waiting])
    }
  }

  private settle(batch: readonly Waiting[], results: readonly Appended[]): void {
    const pairs = batch.map((waiting, at) => ({
      waiting,
      result: results[at] ?? ({ status: 'no_room' } as const),
    }))
    this.options.committed(pairs.map(({ waiting, result }) => ({ entry: waiting.entry, result })))
    for (const { waiting, result } of pairs) waiting.resolve(result)
  }
}
