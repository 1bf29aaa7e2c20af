import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DeskbellError } from '../core/errors.js'

export interface LoadOptions {
  /** Queries that wait for a connection of the database. */
  readonly waiting: () => number
  /** Told once when it is too much and once when it is over. */
  readonly onChange?: (isOver: boolean) => void
}

/** Past so many waiting queries a new one would not be answered soon. */
const MAX_WAITING = 500
/** Milliseconds that the event loop may be late, on the average of a sample, and between two samples. */
const MAX_DELAY = 300
const SAMPLE = 500
/** Late samples that are load, and good ones that end it; fewer are a hiccup, such as a large page or a computer that slept. */
const SAMPLES = 4
/** Milliseconds after which the refused may try again; spread, so that they do not all come at once. */
const RETRY = { from: 1_000, to: 4_000 }

/**
 * Whether this node has more to do than it can. Who comes then is refused at once, before anything is looked up for
 * them, so that what was accepted stays quick.
 */
export class Load {
  private readonly loop = monitorEventLoopDelay({ resolution: 10 })
  private timer: NodeJS.Timeout | undefined
  /** Late samples less good ones. */
  private late = 0
  private isLate = false
  private told = false

  constructor(private readonly options: LoadOptions) {}

  start(): void {
    this.loop.enable()
    this.timer = setInterval(() => {
      // No sample at all: the loop stood still all the while.
      this.sample(this.loop.count === 0 ? SAMPLE : this.loop.mean / 1e6 - 10)
      this.loop.reset()
    }, SAMPLE)
    this.timer.unref()
  }

  stop(): void {
    clearInterval(this.timer)
    this.loop.disable()
  }

  /** @param delay milliseconds that the event loop was late since the last sample */
  sample(delay: number): void {
    this.late = delay > MAX_DELAY ? Math.min(this.late + 1, SAMPLES) : Math.max(this.late - 1, 0)
    if (this.late === SAMPLES) this.isLate = true
    if (this.late === 0) this.isLate = false
    const { isOver } = this
    if (isOver === this.told) return
    this.told = isOver
    this.options.onChange?.(isOver)
  }

  get isOver(): boolean {
    return this.isLate || this.options.waiting() > MAX_WAITING
  }

  /** @throws overloaded, saying when to come back */
  admit(): void {
    if (!this.isOver) return
    const retryAfterMs = Math.round(RETRY.from + Math.random() * (RETRY.to - RETRY.from))
    throw new DeskbellError('overloaded', 'Too much is going on just now. Please try again.', {
      retryAfterMs,
    })
  }
}
