import { setTimeout as sleep } from 'node:timers/promises'
import { signUp } from '../harness/account.js'
import type { Random } from '../harness/random.js'
import type { Server } from '../harness/server.js'
import type { History } from '../ledger/history.js'
import { Crowd } from './crowd.js'
import { storedOf } from './stored.js'

export interface FrameLossRun {
  readonly history: History
  /** Frames that came and were kept from the clients. */
  readonly struck: number
}

/** One live message in twenty never reaches its client, while the socket stays as it is. */
export async function runFrameLoss(
  server: Server,
  random: Random,
  { milliseconds, settle = 12_000 }: { milliseconds: number; settle?: number },
): Promise<FrameLossRun> {
  const { username: site, token } = await signUp(server.origin)
  let struck = 0
  let losing = false
  const passes = (frame: string) => {
    if (!losing || !frame.startsWith('{"command":"new_message"') || !random.chance(0.05)) return true
    struck++
    return false
  }
  const crowd = new Crowd({ origin: server.origin, site, token, visitors: 10, random, pause: 100, passes })
  const stored = () => storedOf(server, site)
  try {
    await crowd.start()
    losing = true
    await sleep(milliseconds)
    // Not switched off before the last message: a loss at the very end is what only a heartbeat can tell.
    await crowd.settle(stored, settle)
    return { history: await crowd.history(stored), struck }
  } finally {
    crowd.stop()
  }
}
