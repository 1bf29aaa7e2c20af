import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DeskbellError } from './errors.js'
import type { Allowance, Limiter } from './limiter.js'

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
export const countHere = ({ name, points, seconds }: Allowance): Limiter =>
  limiterOver(new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }))
