import { setTimeout as sleep } from 'node:timers/promises'
import { signUp } from '../harness/account.js'
import type { Random } from '../harness/random.js'
import type { Server } from '../harness/server.js'
import type { History } from '../ledger/history.js'
import { Crowd } from './crowd.js'
import { storedOf } from './stored.js'

export interface KillRun {
  readonly history: History
  /** Kills that struck while messages were on their way. */
  readonly struck: number
  /** Milliseconds from each start to the first answer. */
  readonly starts: readonly number[]
  /** Milliseconds from each SIGTERM to the exit. */
  readonly stops: readonly number[]
  /** Milliseconds from the last fault until everybody had everything. */
  readonly converged: number
}

interface KillOptions {
  readonly kills: number
  readonly visitors: number
  /** Milliseconds between two messages of one visitor, on average. */
  readonly pause: number
  /** As Ctrl-C and systemd do it, instead of -9. */
  readonly gently?: boolean
  /** Milliseconds everybody gets to catch up in the end. */
  readonly settle?: number
}

/** Kills the server with -9 under load, again and again, and starts it on the same data. */
export async function runKills(
  server: Server,
  random: Random,
  { kills, visitors, pause, gently = false, settle = 12_000 }: KillOptions,
): Promise<KillRun> {
  const { username: site, token } = await signUp(server.origin)
  const crowd = new Crowd({ origin: server.origin, site, token, visitors, random, pause })
  const stored = () => storedOf(server, site)
  try {
    await crowd.start()
    const starts: number[] = []
    const stops: number[] = []
    let struck = 0
    for (let i = 0; i < kills; i++) {
      await sleep(random.int(300, 1_200))
      if (gently) stops.push(await server.stop())
      else await server.kill9()
      if (crowd.ledger.pending > 0) struck++
      starts.push(await server.start())
    }
    await sleep(500)
    const converged = await crowd.settle(stored, settle)
    return { history: await crowd.history(stored), struck, starts, stops, converged }
  } finally {
    crowd.stop()
  }
}
