import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chosenSeed, random } from '../harness/random.js'
import { type Server, startServer } from '../harness/server.js'
import { mustHold } from '../ledger/check.js'
import { runKills } from './kill.js'

const full = process.env.FAULTS === 'full'
const kills = full ? 20 : 3

/** Guarantees G1, G2, G3, G6, G7. */
describe('the server ends under load', () => {
  const seed = chosenSeed()
  let server: Server
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  it(`by kill -9, ${kills} times: nothing is lost, doubled or out of order, seed ${seed}`, {
    timeout: 600_000,
  }, async () => {
    const size = full ? { kills, visitors: 200, pause: 400 } : { kills, visitors: 20, pause: 150 }
    const run = await runKills(server, random(seed), size)
    mustHold(run.history, `seed ${seed}, ${run.struck} of ${kills} kills struck messages on their way`)
    expect(run.struck, `seed ${seed}: kills that struck`).toBeGreaterThan(0)
    expect(run.history.sent.filter(record => record.state === 'acked').length).toBeGreaterThan(kills * 20)
    // Figures of time hold on a machine that does nothing else; among other tests the best of three has to do.
    expect(Math.min(...run.starts)).toBeLessThan(3_000)
    if (full) {
      expect(Math.max(...run.starts)).toBeLessThan(3_000)
      expect(run.converged).toBeLessThan(10_000)
      const { history, starts, converged } = run
      console.warn(
        `kill -9: ${run.struck} of ${kills} struck, ${history.sent.length} sent, ` +
          `slowest start ${Math.round(Math.max(...starts))} ms, converged in ${Math.round(converged)} ms`,
      )
    }
  })

  it(`by SIGTERM: it drains, and nobody notices but by the wait, seed ${seed}`, {
    timeout: 120_000,
  }, async () => {
    const run = await runKills(server, random(seed + 1), {
      kills: full ? 10 : 1,
      visitors: 20,
      pause: 60,
      gently: true,
    })
    mustHold(run.history, `seed ${seed}, stopped ${run.stops.length} times`)
    expect(Math.max(...run.stops)).toBeLessThan(15_000)
  })
})
