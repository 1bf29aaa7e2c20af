import type { CommandName } from '@deskbell/protocol/command'
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
  /** Commands of one member or visitor, over all their sockets and by REST, of every kind together. */
  readonly frameAccount: Limiter
  /** Those of them that write, that read, and that are only told. */
  readonly frameSend: Limiter
  readonly frameFetch: Limiter
  readonly frameSignal: Limiter
  readonly frameAddress: Limiter
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
 * @throws rate_limited
 */
export async function takeCommand(
  limits: CommandLimits,
  asker: { readonly account: string; readonly address: string },
  command: CommandName | undefined,
): Promise<void> {
  await limits.frameAccount.take(asker.account)
  if (command !== undefined) await limits[KIND_OF[command]].take(asker.account)
  await limits.frameAddress.take(asker.address)
}

/** How many, in how many seconds. */
const LIMITS: Record<keyof RateLimits, readonly [points: number, seconds: number]> = {
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
    frameSend: limiter('frameSend'),
    frameFetch: limiter('frameFetch'),
    frameSignal: limiter('frameSignal'),
    frameAddress: limiter('frameAddress'),
    bindAddress: limiter('bindAddress'),
  }
}

const unlimited: Limiter = { take: async () => {}, giveBack: async () => {} }
