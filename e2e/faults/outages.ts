import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, signUp } from '../harness/account.js'
import type { Random } from '../harness/random.js'
import type { History } from '../ledger/history.js'
import { Crowd } from './crowd.js'
import { type Queried, storedOf } from './stored.js'

/** One server, or two nodes of one installation. */
export interface Desk extends Queried {
  readonly origin: string
  readonly otherOrigin?: string
}

/** Milliseconds of the last moment. */
const LAST = 1_000

interface Outage {
  readonly from: number
  readonly until: number
}

export interface OutageRun {
  readonly history: History
  readonly outages: readonly Outage[]
  /** Milliseconds from the last outage's end until everybody had everything. */
  readonly converged: number
}

export interface OutageOptions {
  readonly visitors: number
  /** Milliseconds between two messages of one visitor, on average. */
  readonly pause: number
  readonly times: number
  /** Milliseconds of each. */
  readonly lasting: number
  /** Milliseconds between two of them. */
  readonly apart: number
  begin(site: Account): void | Promise<void>
  end(): void | Promise<void>
  /** A moment before everybody falls silent. */
  last?(): void
}

/** People write while something that the nodes need goes away, again and again. */
export async function runOutages(desk: Desk, random: Random, options: OutageOptions): Promise<OutageRun> {
  const { visitors, pause, times, lasting, apart } = options
  const account = await signUp(desk.origin)
  const { username: site, token } = account
  const stored = () => storedOf(desk, site)
  const { origin, otherOrigin = origin } = desk
  const crowd = new Crowd({ origin, otherOrigin, site, token, visitors, random, pause })
  const outages: Outage[] = []
  try {
    await crowd.start()
    for (let n = 0; n < times; n++) {
      await sleep(apart)
      const from = performance.now()
      await options.begin(account)
      await sleep(lasting)
      await options.end()
      outages.push({ from, until: performance.now() })
    }
    // What comes after the outage is measured, too.
    await sleep(4_000)
    options.last?.()
    if (options.last) await sleep(LAST)
    const converged = 4_000 + (await crowd.settle(stored, 15_000))
    return { history: await crowd.history(stored), outages, converged }
  } finally {
    crowd.stop()
  }
}

/** Milliseconds from the ack of what visitors wrote on the first node until the inbox on the second showed it. */
export interface Crossing {
  /** Acked during an outage. */
  readonly during: readonly number[]
  /** Acked within two seconds after one. */
  readonly healing: readonly number[]
  readonly else: readonly number[]
}

export function crossing({ history, outages }: OutageRun): Crossing {
  const shown = new Map(
    history.received.filter(({ client }) => client === 'inbox').map(({ id, at }) => [id, at]),
  )
  // What was acked just before the outage may still have been on its way.
  const within = (at: number, after = 0) =>
    outages.some(out => at >= out.from - 500 && at <= out.until + after)
  const all = history.sent.flatMap(({ sender, ack }) => {
    const at = ack && shown.get(ack.id)
    return ack && at !== undefined && isOnFirst(sender)
      ? [{ ackedAt: ack.at, took: Math.max(0, at - ack.at) }]
      : []
  })
  const took = (counts: (ackedAt: number) => boolean) =>
    all.filter(({ ackedAt }) => counts(ackedAt)).map(one => one.took)
  return {
    during: took(at => within(at)),
    healing: took(at => !within(at) && within(at, 2_000)),
    else: took(at => !within(at, 2_000)),
  }
}

/** Messages that were acked while the outage lasted. */
export const ackedDuring = ({ history, outages }: OutageRun): number =>
  history.sent.filter(({ ack }) => ack && outages.some(out => ack.at > out.from && ack.at < out.until)).length

/** Visitors take turns between the nodes; the inbox is on the second. */
const isOnFirst = (sender: string) => Number(sender.split('-')[1]) % 2 === 0

/** Milliseconds from the end of each outage to the first ack after it on the first node, which every outage strikes. */
export const backAfter = ({ history, outages }: OutageRun): number[] =>
  outages.map(({ until }) => {
    const acks = history.sent.flatMap(({ ack, sender }) =>
      ack && ack.at >= until && isOnFirst(sender) ? [ack.at] : [],
    )
    return Math.min(...acks) - until
  })

/** The one in the middle. */
export const usual = (values: readonly number[]): number =>
  Math.round(values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0)
export const worst = (values: readonly number[]): number => Math.round(Math.max(0, ...values))
