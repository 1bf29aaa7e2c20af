import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DeskbellError } from '../core/errors.js'
import type { Limiter } from '../core/limiter.js'
import { networkOf } from './network.js'

/**
 * Every limit, by account and by address. Addresses get much more: 200 visitors behind one office address must be
 * able to chat.
 */
export interface RateLimits {
  /** Wrong passwords for one account. */
  readonly passwordAccount: Limiter
  /** Wrong passwords from one address. */
  readonly passwordAddress: Limiter
  readonly signUpAddress: Limiter
  readonly uploadAccount: Limiter
  readonly uploadAddress: Limiter
  /** Socket frames of one member or visitor, over all their sockets. */
  readonly frameAccount: Limiter
  readonly frameAddress: Limiter
  /** New visitors from one address. */
  readonly bindAddress: Limiter
}

/** How many, in how many seconds. */
const LIMITS: Record<keyof RateLimits, readonly [points: number, seconds: number]> = {
  passwordAccount: [10, 60],
  passwordAddress: [100, 60],
  signUpAddress: [30, 600],
  uploadAccount: [30, 60],
  uploadAddress: [600, 60],
  frameAccount: [200, 10],
  frameAddress: [10_000, 10],
  bindAddress: [600, 60],
}

/** @param on false leaves everything through, for benches and load runs */
export function rateLimits(on: boolean): RateLimits {
  const limiter = (name: keyof RateLimits) => (on ? inMemory(name) : unlimited)
  return {
    passwordAccount: limiter('passwordAccount'),
    passwordAddress: limiter('passwordAddress'),
    signUpAddress: limiter('signUpAddress'),
    uploadAccount: limiter('uploadAccount'),
    uploadAddress: limiter('uploadAddress'),
    frameAccount: limiter('frameAccount'),
    frameAddress: limiter('frameAddress'),
    bindAddress: limiter('bindAddress'),
  }
}

const unlimited: Limiter = { take: async () => {}, giveBack: async () => {} }

/** In memory, so for each node; Redis can stand behind the same two functions. */
function inMemory(name: keyof RateLimits): Limiter {
  const [points, duration] = LIMITS[name]
  const counter = new RateLimiterMemory({ keyPrefix: name, points, duration })
  const counted = (key: string) => (name.endsWith('Address') ? networkOf(key) : key)
  return {
    take: async key => {
      try {
        await counter.consume(counted(key))
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw new DeskbellError('rate_limited', 'Too much in a short time. Please wait a moment.', {
          retryAfterMs: refused.msBeforeNext,
        })
      }
    },
    giveBack: async key => {
      await counter.reward(counted(key))
    },
  }
}
