import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { chosenSeed, random } from '../harness/random.js'
import { type Server, startServer } from '../harness/server.js'
import { mustHold } from '../ledger/check.js'
import { runFrameLoss } from './frame-loss.js'

/** The mutation of G3 and G5: a client that shows what comes as it comes, and never looks whether something is missing. */
vi.mock('../../packages/client/src/journal.js', async load => ({
  ...(await load<typeof import('../../packages/client/src/journal.js')>()),
  applyEntry: (journal: { entries: object[] }, entry: object) => [
    { ...journal, entries: [...journal.entries, entry] },
    { kind: 'stored' },
  ],
  missingAfter: () => null,
}))

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const seed = chosenSeed()

it(`a client that checks for no gap is caught, seed ${seed}`, { timeout: 120_000 }, async () => {
  const { history, struck } = await runFrameLoss(server, random(seed), { milliseconds: 2_000, settle: 500 })
  expect(struck).toBeGreaterThan(3)
  expect(() => mustHold(history, `seed ${seed}`)).toThrow(/same-order/)
})
