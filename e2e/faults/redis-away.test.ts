import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksRedis } from '../../apps/api/test/redis.js'
import { type Nodes, startNodes } from '../harness/nodes.js'
import { chosenSeed, random } from '../harness/random.js'
import { mustHold } from '../ledger/check.js'
import { ackedDuring, crossing, type OutageOptions, runOutages, usual, worst } from './outages.js'
import { report } from './report.js'

const full = process.env.FAULTS === 'full'
const seed = chosenSeed()

/** Guarantees N1 and G1 to G7, while nodes cannot tell each other anything. */
describe.skipIf(lacksRedis)('Redis is away', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  }, 120_000)
  afterAll(() => nodes?.close())

  const crowd = full ? { visitors: 100, pause: 500 } : { visitors: 10, pause: 300 }
  const run = async (what: string, outage: Omit<OutageOptions, 'visitors' | 'pause'>) => {
    const { a, b, sql } = nodes
    const desk = { origin: a.origin, otherOrigin: b.origin, sql }
    const done = await runOutages(desk, random(seed), { ...crowd, ...outage })
    mustHold(done.history, `seed ${seed}`)
    const { during, healing, else: usually } = crossing(done)
    report(
      `Redis ${what}: ${done.history.sent.length} sent, ${ackedDuring(done)} acked meanwhile; to the other node, ` +
        `slowest: ${worst(during)} ms of ${during.length} during, ${worst(healing)} ms of ${healing.length} in the ` +
        `2 s after; else ${usual(usually)} ms, slowest ${worst(usually)} ms`,
    )
    expect(ackedDuring(done), 'messages acked while Redis was away').toBeGreaterThan(20)
    expect(during.length, 'messages that crossed nodes while Redis was away').toBeGreaterThan(5)
    // The slowest tells on a machine that does nothing else; among other tests the one in the middle has to do. By
    // heartbeats alone that would be five seconds.
    const figure = full ? worst : usual
    expect(figure(during)).toBeLessThan(5_000 / (full ? 1 : 2))
    expect(figure(healing)).toBeLessThan(2_000)
    expect(figure(usually)).toBeLessThan(2_000)
    return { during }
  }
  const timeout = 400_000

  it(`killed and started again: nothing is lost or doubled, the other node hears in 5 s, seed ${seed}`, {
    timeout,
  }, async () => {
    const { during } = await run('killed', {
      times: full ? 5 : 1,
      lasting: full ? 30_000 : 7_000,
      apart: 2_500,
      begin: () => nodes.redis.kill(),
      end: () => nodes.redis.start(),
    })
    // The outage was real: without Redis nothing is told at once.
    expect(worst(during)).toBeGreaterThan(1_000)
  })

  it(`for one node only, seed ${seed}`, { timeout }, async () => {
    const { redis } = nodes.lines.b
    await run('cut off for one node', {
      times: 1,
      lasting: full ? 30_000 : 4_000,
      apart: 1_000,
      begin: () => redis.refuse(),
      end: () => redis.refuse(false),
    })
    expect(redis.cuts + redis.refused, 'connections that were cut or refused').toBeGreaterThan(1)
  })

  it(`half a second, again and again, seed ${seed}`, { timeout }, async () => {
    const lines = [nodes.lines.a.redis, nodes.lines.b.redis]
    const before = lines.map(line => line.cuts)
    await run('flickering', {
      times: full ? 60 : 6,
      lasting: 500,
      apart: 500,
      begin: () => {
        for (const line of lines) line.refuse()
      },
      end: () => {
        for (const line of lines) line.refuse(false)
      },
    })
    for (const [at, line] of lines.entries())
      expect(line.cuts - (before[at] ?? 0), 'cuts that struck').toBeGreaterThan(2)
  })

  it(`there, but silent, seed ${seed}`, { timeout }, async () => {
    const { redis } = nodes.lines.a
    await run('silent', {
      times: 1,
      lasting: full ? 30_000 : 6_000,
      apart: 1_000,
      begin: () => redis.hold(),
      end: () => redis.hold(false),
    })
    expect(redis.held, 'connections that were held').toBeGreaterThan(0)
  })
})
