import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksRedis } from '../../apps/api/test/redis.js'
import { type Nodes, startNodes } from '../harness/nodes.js'
import { chosenSeed, random } from '../harness/random.js'
import { TestSocket } from '../harness/socket.js'
import { mustHold } from '../ledger/check.js'
import { crossing, runOutages, usual, worst } from './outages.js'
import { report } from './report.js'
import { toldTo } from './told.js'

const full = process.env.FAULTS === 'full'
const seed = chosenSeed()
/** Milliseconds; the client's and the node's are the same. */
const HEARTBEAT = 10_000

/** Guarantees G3, G5 and N1. */
describe.skipIf(lacksRedis)('the bus loses one message in twenty', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes({
      built: false,
      preload: [join(import.meta.dirname, 'mutants/deaf-bus.ts')],
    })
  }, 120_000)
  afterAll(() => nodes?.close())

  const lost = () => `${nodes.a.log}${nodes.b.log}`.match(/did not hear: appended/g)?.length ?? 0

  it(`without a word: all of it is found within a heartbeat, seed ${seed}`, {
    timeout: 400_000,
  }, async () => {
    const { a, b, sql } = nodes
    // What the node itself tells, past our client, which would mend it: each room's numbers in order, without a hole.
    const told: TestSocket[] = []
    const run = await runOutages({ origin: a.origin, otherOrigin: b.origin, sql }, random(seed), {
      visitors: full ? 100 : 10,
      pause: full ? 500 : 200,
      times: 1,
      // Nothing is done: it is like this all the time.
      lasting: full ? 60_000 : 6_000,
      apart: 0,
      begin: async ({ username, token }) => {
        for (let n = 0; n < 5; n++) {
          const socket = await TestSocket.open(`${b.wsOrigin}/ws/chat/${username}/visitor-${n}`, {
            protocols: ['deskbell.v1', `bearer.${token}`],
          })
          await socket.next('hello')
          told.push(socket)
        }
      },
      end: () => {},
      // The last words of all are heard by nobody, so that only a heartbeat can tell.
      last: () => {
        for (const { pid } of [a, b]) process.kill(pid, 'SIGUSR2')
      },
    })
    mustHold(run.history, `seed ${seed}, ${lost()} lost`)
    for (const socket of told) {
      const numbers = toldTo(socket).map(({ seq }) => seq)
      expect(numbers.length, 'entries that one node told').toBeGreaterThan(5)
      expect(numbers, 'numbers as one node told them').toEqual(numbers.map((_, n) => (numbers[0] ?? 0) + n))
      await socket.close()
    }
    const { during } = crossing(run)
    report(
      `Bus: ${lost()} of ${run.history.sent.length} hints lost; to the other node ${usual(during)} ms, ` +
        `slowest ${worst(during)} ms`,
    )
    expect(lost(), `seed ${seed}: hints that were lost`).toBeGreaterThan(0)
    expect(worst(during)).toBeLessThan(HEARTBEAT + 1_000)
    expect(usual(during)).toBeLessThan(500)
  })
})
