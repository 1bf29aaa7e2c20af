import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DeskbellError } from './errors.js'
import type { Allowance, FrequentLimiter, Limiter, Limiters } from './limiter.js'

/** @param ms until there is room again */
export const tooMuch = (ms: number) =>
  new DeskbellError('rate_limited', 'Too much in a short time. Please wait a moment.', { retryAfterMs: ms })

/** A limiter over any of the library's counters. */
export function limiterOver(counter: RateLimiterAbstract): Limiter {
  return {
    take: async key => {
      try {
        await counter.consume(key)
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw tooMuch(refused.msBeforeNext)
      }
    },
    giveBack: async key => {
      await counter.reward(key)
    },
  }
}

/** Counts in memory, so for this node alone. */
export const countHere: Limiters = {
  rare: ({ name, points, seconds }) =>
    limiterOver(new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })),
  frequent: allowance => new Counts(allowance),
}

/**
 * Counts of one allowance; a key's time begins with its first take. Every frame is counted three times, and the library
 * needed 7 µs for that: a promise, a timer and an answer each.
 */
class Counts implements FrequentLimiter {
  private readonly counts = new Map<string, { taken: number; ends: number }>()
  private readonly ms: number
  private sweepAt = 0

  constructor(private readonly allowance: Allowance) {
    this.ms = allowance.seconds * 1_000
  }

  take(key: string): void {
    const now = performance.now()
    if (now >= this.sweepAt) this.sweep(now)
    let count = this.counts.get(key)
    if (count === undefined || now >= count.ends) {
      count = { taken: 0, ends: now + this.ms }
      this.counts.set(key, count)
    }
    count.taken += 1
    if (count.taken > this.allowance.points) throw tooMuch(count.ends - now)
  }

  /** Nobody's time that is over is kept for longer than once more. */
  private sweep(now: number): void {
    this.sweepAt = now + this.ms
    for (const [key, { ends }] of this.counts) if (ends <= now) this.counts.delete(key)
  }
}
