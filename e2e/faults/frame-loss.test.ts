import { afterAll, beforeAll, expect, it } from 'vitest'
import { chosenSeed, random } from '../harness/random.js'
import { type Server, startServer } from '../harness/server.js'
import { mustHold } from '../ledger/check.js'
import { runFrameLoss } from './frame-loss.js'

const full = process.env.FAULTS === 'full'

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const seed = chosenSeed()

/** Guarantee G5. */
it(`a client that misses frames heals within a heartbeat, seed ${seed}`, { timeout: 180_000 }, async () => {
  const { history, struck } = await runFrameLoss(server, random(seed), {
    milliseconds: full ? 60_000 : 3_000,
  })
  mustHold(history, `seed ${seed}, ${struck} frames lost`)
  expect(struck, `seed ${seed}: frames that were lost`).toBeGreaterThan(3)
})
