import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksRedis } from '../../apps/api/test/redis.js'
import { type Nodes, startNodes } from '../harness/nodes.js'
import { chosenSeed, random } from '../harness/random.js'
import { type Server, startServer } from '../harness/server.js'
import { mustHold } from '../ledger/check.js'
import { runDuplicates } from './duplicates.js'

const full = process.env.FAULTS === 'full'
const size = full ? { visitors: 50, messages: 200 } : { visitors: 8, messages: 40 }

/** Guarantees G2 and N1: the same client id again is the same entry, on any node. */
describe.skipIf(lacksRedis)('messages sent one to five times at once, over two nodes', () => {
  const seed = chosenSeed()
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  }, 120_000)
  afterAll(() => nodes?.close())

  it(`are stored and told once on both, seed ${seed}`, { timeout: 300_000 }, async () => {
    const { a, b, sql } = nodes
    const desk = { origin: a.origin, otherOrigin: b.origin, sql }
    const { history, struck } = await runDuplicates(desk, random(seed), size)
    mustHold(history, `seed ${seed}, ${struck} messages sent more than once`)
    expect(struck).toBeGreaterThan(size.messages)
  })
})

/** Guarantee G2. */
describe('messages sent one to five times at once', () => {
  const seed = chosenSeed()
  let server: Server
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  it(`are stored and told once, seed ${seed}`, { timeout: 300_000 }, async () => {
    const { history, struck } = await runDuplicates(server, random(seed), size)
    mustHold(history, `seed ${seed}, ${struck} messages sent more than once`)
    expect(struck).toBeGreaterThan(size.messages)
  })

  /** The mutation of this promise: a database that does not know what it has stored already. */
  it(`would be caught twice in the journal without the unique key, seed ${seed}`, {
    timeout: 300_000,
  }, async () => {
    await forgetClientIds(server)
    const run = runDuplicates(server, random(seed), { visitors: 2, messages: 20 })
    await expect(run.then(({ history }) => mustHold(history, `seed ${seed}`))).rejects.toThrow(
      /stored-once|was acked as .* and as/,
    )
  })
})

/** Drops the key, and the look that `append_entries` takes before it relies on it. */
async function forgetClientIds(server: Server): Promise<void> {
  const [row] = await server.sql<{ source: string }>(
    `select pg_get_functiondef('append_entries'::regproc) as source`,
  )
  const source = row?.source ?? ''
  const known = 'WHERE NOT EXISTS (SELECT 1 FROM known k WHERE k.ord = i.ord)'
  const matched = 'i.client_id = j.client_id'
  const looks = 'j.client_id = i.client_id'
  if (!source.includes(known) || !(source.includes(matched) || source.includes(looks))) {
    throw new Error('append_entries no longer looks as this mutation expects')
  }
  // The first match is the look for what is stored; the later ones only report.
  const mutated = source.replace(looks, `${looks} AND false`)
  await server.sql('drop index journal_client_key')
  await server.sql(mutated)
}
