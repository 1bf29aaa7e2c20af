import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chosenSeed, random } from '../harness/random.js'
import { type Server, startServer } from '../harness/server.js'
import { mustHold } from '../ledger/check.js'
import { runKills } from './kill.js'

let server: Server
beforeAll(async () => {
  const preload = [join(import.meta.dirname, 'mutants/tell-before-commit.ts')]
  server = await startServer({ built: false, preload })
})
afterAll(() => server.close())

const seed = chosenSeed()

/** The mutation of G1. */
it(`a server that tells before it commits is caught, seed ${seed}`, { timeout: 120_000 }, async () => {
  const run = await runKills(server, random(seed), { kills: 2, visitors: 10, pause: 60, settle: 1_000 })
  expect(() => mustHold(run.history, `seed ${seed}`)).toThrow(/acked-is-stored/)
})
