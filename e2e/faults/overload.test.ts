import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp } from '../harness/account.js'
import { type Server, startServer } from '../harness/server.js'
import { Worker } from '../harness/worker.js'
import type { LoadWork } from './load-process.js'
import { quantile } from './quantile.js'
import { report } from './report.js'

const full = process.env.FAULTS === 'full'
const size = full ? { lanes: 4_000, ms: 20_000 } : { lanes: 400, ms: 4_000 }

/** Guarantee S9, in figures: load, server and PostgreSQL share the cores of the machine. */
describe('three times more than can be carried', () => {
  let server: Server
  let site: string
  let load: Worker<LoadWork>
  beforeAll(async () => {
    server = await startServer()
    site = (await signUp(server.origin)).username
    load = await Worker.start<LoadWork>(join(import.meta.dirname, 'load-process.ts'), {
      origin: server.origin,
      site,
      name: 'lane',
      lanes: size.lanes,
    })
    await load.order('open')
  }, 120_000)
  afterAll(async () => {
    await load?.stop()
    await server?.close()
  })

  it('is refused cleanly, and four fifths of what can be carried go on', { timeout: 200_000 }, async () => {
    await load.order('closedLoop', { ms: 1_000 })
    const most = await load.order('closedLoop', { ms: size.ms })
    const maximum = most.carried
    const over = await load.order('flow', { rate: 3 * maximum, ms: size.ms })
    const { carried } = over
    const refused = Object.values(over.errors).reduce((sum, times) => sum + times, 0)
    report(
      `At most ${maximum} messages/s, p99 ${Math.round(quantile(most.latencies, 0.99))} ms. ${Math.round((over.sent * 1_000) / size.ms)} ` +
        `offered: ${carried} carried (${Math.round((100 * carried) / maximum)} %), p50 ${Math.round(quantile(over.latencies, 0.5))} ms, ` +
        `p99 ${Math.round(quantile(over.latencies, 0.99))} ms; refused ${JSON.stringify(over.errors)}, unanswered ${over.unanswered}`,
    )
    expect(carried).toBeGreaterThan(0.8 * maximum)
    // It was too much, and who was refused was told so, with a time to come back; nobody was hung up on.
    expect(refused).toBeGreaterThan(over.sent / 4)
    expect(Object.keys(over.errors)).toEqual(['overloaded'])
    expect(over).toMatchObject({ unanswered: 0, withoutTime: 0, closed: 0 })
    expect(over.latencies.length + refused).toBe(over.sent)
    // What was refused is not stored, and it is over as soon as it is over.
    const after = await load.order('flow', { rate: maximum / 4, ms: 1_000 })
    expect(after).toMatchObject({ errors: {}, unanswered: 0 })
    expect(server.faults).toEqual([])
  })
})
