import type { CommandName } from '@deskbell/protocol/command'
import { countHere } from '../core/count.js'
import type { FrequentLimiter, Limiter, Limiters } from '../core/limiter.js'
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
  /** Commands of one member or visitor, over all their sockets and by REST, of every kind together. */
  readonly frameAccount: FrequentLimiter
  /** Those of them that write, that read, and that are only told. */
  readonly frameSend: FrequentLimiter
  readonly frameFetch: FrequentLimiter
  readonly frameSignal: FrequentLimiter
  readonly frameAddress: FrequentLimiter
  /** New visitors from one address. */
  readonly bindAddress: Limiter
}

export type CommandLimits = Pick<
  RateLimits,
  'frameAccount' | 'frameAddress' | 'frameSend' | 'frameFetch' | 'frameSignal'
>

/** What a command costs: a write is told to many, a page is read from the disk, a signal is neither. */
const KIND_OF: Record<CommandName, 'frameSend' | 'frameFetch' | 'frameSignal'> = {
  new_message: 'frameSend',
  new_note: 'frameSend',
  fetch_rooms: 'frameFetch',
  fetch_messages: 'frameFetch',
  room: 'frameFetch',
  new_room: 'frameFetch',
  open_room: 'frameFetch',
  close_room: 'frameSignal',
  typing: 'frameSignal',
  read: 'frameSignal',
}

/**
 * Counts a command of an account, by its kind and with all others; undefined is a frame that is no command.
 * @param asker `network` as `networkOf` makes it of their address
 * @throws rate_limited
 */
export function takeCommand(
  limits: CommandLimits,
  asker: { readonly account: string; readonly network: string },
  command: CommandName | undefined,
): void {
  limits.frameAccount.take(asker.account)
  if (command !== undefined) limits[KIND_OF[command]].take(asker.account)
  limits.frameAddress.take(asker.network)
}

/** How many, in how many seconds. */
const LIMITS = {
  passwordAccount: [10, 60],
  passwordAddress: [100, 60],
  signUpAddress: [30, 600],
  uploadAccount: [30, 60],
  uploadAddress: [600, 60],
  frameAccount: [200, 10],
  frameSend: [100, 10],
  frameFetch: [100, 10],
  frameSignal: [100, 10],
  frameAddress: [10_000, 10],
  bindAddress: [600, 60],
} as const satisfies Record<keyof RateLimits, readonly [points: number, seconds: number]>

/**
 * @param times the usual allowances; `Infinity` lets everything through, for load runs
 * @param limiters where it is counted
 */
export function rateLimits(times: number, limiters: Limiters = countHere): RateLimits {
  const { rare, frequent } = times === Number.POSITIVE_INFINITY ? unlimited : limiters
  const allowance = (name: keyof RateLimits) => {
    const [points, seconds] = LIMITS[name]
    return { name, points: points * times, seconds }
  }
  const account = (name: keyof RateLimits) => rare(allowance(name))
  const address = (name: keyof RateLimits): Limiter => {
    const counter = rare(allowance(name))
    return {
      take: address => counter.take(networkOf(address)),
      giveBack: address => counter.giveBack(networkOf(address)),
    }
  }
  return {
    passwordAccount: account('passwordAccount'),
    passwordAddress: address('passwordAddress'),
    signUpAddress: address('signUpAddress'),
    uploadAccount: account('uploadAccount'),
    uploadAddress: address('uploadAddress'),
    frameAccount: frequent(allowance('frameAccount')),
    frameSend: frequent(allowance('frameSend')),
    frameFetch: frequent(allowance('frameFetch')),
    frameSignal: frequent(allowance('frameSignal')),
    frameAddress: frequent(allowance('frameAddress')),
    bindAddress: address('bindAddress'),
  }
}

const unlimited: Limiters = {
  rare: () => ({ take: async () => {}, giveBack: async () => {} }),
  frequent: () => ({ take: () => {} }),
}
