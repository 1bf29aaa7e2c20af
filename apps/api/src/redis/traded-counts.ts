import type { Redis } from 'ioredis'
import { tooMuch } from '../core/count.js'
import type { Allowance, FrequentLimiter } from '../core/limiter.js'

interface Count {
  /** Taken on this node. */
  own: number
  /** How much of that the others know. */
  traded: number
  /** What the others have taken, as far as known here. */
  others: number
}

/** Milliseconds between two trades. */
const EVERY = 500
/** The part of an allowance that is used up before anybody else is told: most people stay below it. */
const QUIET = 1 / 4

/**
 * Counts here at once and trades sums with the other nodes through Redis: for what happens so often that it cannot wait
 * for an answer each time. Over many nodes somebody gets what they can use between two trades on top.
 */
export class TradedCounts {
  private readonly windows: Window[] = []
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {
    this.timer = setInterval(() => void this.trade(), EVERY)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  limiter(allowance: Allowance): FrequentLimiter {
    const window = new Window(allowance)
    this.windows.push(window)
    return window
  }

  /** Tells what was taken since the last time and learns what the others took. */
  async trade(): Promise<void> {
    if (this.redis.status !== 'ready') return
    await Promise.all(this.windows.map(window => this.tradeOne(window)))
  }

  private async tradeOne(window: Window): Promise<void> {
    const loud = window.takeLoud()
    if (loud.length === 0) return
    const batch = this.redis.pipeline()
    const told = loud.map(([key, count]) => {
      const more = count.own - count.traded
      count.traded = count.own
      const name = `${this.prefix}:${window.name}:${window.number}:${key}`
      batch.incrby(name, more).pexpire(name, 2 * window.ms)
      return { count, more, own: count.own }
    })
    const answers = await batch.exec().catch(() => null)
    for (const [at, { count, more, own }] of told.entries()) {
      const [error, sum] = answers?.[2 * at] ?? [new Error('no answer'), null]
      // Told once more the next time: rather counted twice than not at all.
      if (error) count.traded -= more
      else count.others = Math.max(count.others, Number(sum) - own)
    }
  }
}

/** The counts of one allowance in the time that runs, the same on every node whose clock is right. */
class Window implements FrequentLimiter {
  readonly ms: number
  number = 0
  private counts = new Map<string, Count>()
  private loud = new Map<string, Count>()

  constructor(private readonly allowance: Allowance) {
    this.ms = allowance.seconds * 1_000
  }

  get name(): string {
    return this.allowance.name
  }

  take(key: string): void {
    const now = Date.now()
    this.turnTo(Math.floor(now / this.ms))
    const count = this.counts.get(key) ?? { own: 0, traded: 0, others: 0 }
    this.counts.set(key, count)
    count.own += 1
    const { points } = this.allowance
    if (count.own > points * QUIET) this.loud.set(key, count)
    if (count.own + count.others > points) throw tooMuch((this.number + 1) * this.ms - now)
  }

  takeLoud(): [string, Count][] {
    this.turnTo(Math.floor(Date.now() / this.ms))
    const loud = [...this.loud]
    this.loud.clear()
    return loud
  }

  private turnTo(number: number): void {
    if (number === this.number) return
    this.number = number
    this.counts = new Map()
    this.loud = new Map()
  }
}
