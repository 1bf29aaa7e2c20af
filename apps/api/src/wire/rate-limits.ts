import { countHere } from '../core/count.js'
import type { Limiter, MakeLimiter } from '../core/limiter.js'
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

/**
 * @param on false leaves everything through, for benches and load runs
 * @param make where it is counted
 */
export function rateLimits(on: boolean, make: MakeLimiter = countHere): RateLimits {
  const limiter = (name: keyof RateLimits): Limiter => {
    if (!on) return unlimited
    const [points, seconds] = LIMITS[name]
    const counter = make({ name, points, seconds, frequent: name.startsWith('frame') })
    if (!name.endsWith('Address')) return counter
    return {
      take: address => counter.take(networkOf(address)),
      giveBack: address => counter.giveBack(networkOf(address)),
    }
  }
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
