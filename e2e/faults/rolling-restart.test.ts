import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lacksRedis } from '../../apps/api/test/redis.js'
import { signUp } from '../harness/account.js'
import { Balancer } from '../harness/balancer.js'
import { type Nodes, startNodes } from '../harness/nodes.js'
import { chosenSeed, random } from '../harness/random.js'
import { until } from '../harness/wait.js'
import { mustHold } from '../ledger/check.js'
import type { SentRecord } from '../ledger/history.js'
import { Crowd } from './crowd.js'
import { storedOf } from './stored.js'

const full = process.env.FAULTS === 'full'
const rounds = full ? 10 : 1
const seed = chosenSeed()

let nodes: Nodes
let balancer: Balancer
beforeAll(async () => {
  if (lacksRedis) return
  nodes = await startNodes({ env: { STOP_DELAY: '1' } })
  balancer = await Balancer.start([nodes.a.port, nodes.b.port])
}, 90_000)
afterAll(async () => {
  await balancer?.close()
  await nodes?.close()
})

/** Calls over and over, each on a connection of its own, as new visitors do. */
function callers(origin: string) {
  const failed: unknown[] = []
  let answered = 0
  let stopped = false
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const request = get(`${origin}/healthz`, { agent: false }, response => {
        response.resume()
        if (response.statusCode === 200) resolve()
        else reject(new Error(`answered ${response.statusCode}`))
      })
      request.once('error', reject)
    })
  const loop = async () => {
    while (!stopped) {
      await one().then(
        () => answered++,
        error => failed.push(error),
      )
      await sleep(20)
    }
  }
  const done = loop()
  return {
    stop: async () => {
      stopped = true
      await done
      return { failed, answered }
    },
  }
}

/** The longest that anybody waited for an answer to what they sent. Milliseconds. */
const longestWait = (sent: readonly SentRecord[]) =>
  Math.max(...sent.map(({ sentAt, ack }) => (ack === undefined ? Number.POSITIVE_INFINITY : ack.at - sentAt)))

const wasUnderWayAt = (moment: number) => (sent: SentRecord) =>
  sent.sentAt < moment && (sent.ack === undefined || sent.ack.at > moment)

/** Guarantees G1 to G7 and D3. */
test.skipIf(lacksRedis)(
  `two nodes restarted in turn, ${rounds} times, seed ${seed}: nothing is lost and no call fails`,
  {
    timeout: 60_000 + rounds * 20_000,
  },
  async () => {
    const { username: site, token } = await signUp(balancer.origin)
    const { origin } = balancer
    const crowd = new Crowd({ origin, site, token, visitors: 12, random: random(seed), pause: 60 })
    const stored = () => storedOf(nodes.a, site)
    const calls = callers(origin)
    const stops: { readonly ms: number; readonly endedAt: number }[] = []
    try {
      await crowd.start()
      for (let round = 0; round < rounds; round++) {
        for (const node of [nodes.a, nodes.b]) {
          stops.push({ ms: await node.stop(), endedAt: performance.now() })
          await node.start()
          await until('the balancer to find it', () => balancer.sends(node.port))
        }
      }
      const converged = await crowd.settle(stored, 15_000)
      const { failed, answered } = await calls.stop()
      const history = await crowd.history(stored)
      const wait = longestWait(history.sent)
      const slowest = Math.max(...stops.map(stop => stop.ms))
      const struck = stops.filter(({ endedAt }) => history.sent.some(wasUnderWayAt(endedAt))).length
      console.warn(
        `rolling restart: ${stops.length} stops, slowest ${Math.round(slowest)} ms; ${history.sent.length} sent, ` +
          `longest wait for an ack ${Math.round(wait)} ms; ${answered} calls, ${failed.length} failed; ` +
          `converged in ${Math.round(converged)} ms`,
      )
      mustHold(history, `seed ${seed}, ${stops.length} stops, ${struck} with messages on their way`)
      expect(struck, 'stops that struck').toBe(stops.length)
      expect(failed).toEqual([])
      expect(balancer.refused).toBe(0)
      expect(answered).toBeGreaterThan(50)
      expect(slowest).toBeLessThan(15_000)
      // Figures of time hold on a machine that does nothing else.
      if (full) expect(wait).toBeLessThan(3_000)
    } finally {
      crowd.stop()
      await calls.stop()
    }
  },
)
