import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksRedis } from '../../apps/api/test/redis.js'
import { type Nodes, startNodes } from '../harness/nodes.js'
import { chosenSeed, random } from '../harness/random.js'
import { type Server, startServer } from '../harness/server.js'
import { until } from '../harness/wait.js'
import { mustHold } from '../ledger/check.js'
import { backAfter, type Desk, type OutageOptions, runOutages, worst } from './outages.js'
import { report } from './report.js'

const full = process.env.FAULTS === 'full'
const seed = chosenSeed()
const crowd = full ? { visitors: 100, pause: 500 } : { visitors: 10, pause: 300 }
const timeout = 400_000

async function run(what: string, desk: Desk, outage: Omit<OutageOptions, 'visitors' | 'pause'>) {
  const done = await runOutages(desk, random(seed), { ...crowd, ...outage })
  mustHold(done.history, `seed ${seed}`)
  const back = backAfter(done)
  report(
    `PostgreSQL ${what} × ${outage.times}: ${done.history.sent.length} sent, the first ack at the latest ` +
      `${worst(back)} ms after it is back, everybody has everything within ${Math.round(done.converged)} ms`,
  )
  // Nobody is told of a failure by what is over soon: only who waited for 30 s is.
  const failed = done.history.sent.filter(({ state }) => state === 'failed')
  if (outage.lasting < 20_000) expect(failed, 'sends that ended as failed').toEqual([])
  expect(worst(back), 'milliseconds from its return to the next ack').toBeLessThan(5_000)
  return done
}

/** Guarantees G1 to G7: the embedded PostgreSQL of a server that runs. */
describe('PostgreSQL ends under load', () => {
  let server: Server
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  const postmaster = async () => {
    const file = await readFile(join(server.dataDir, 'postgres/postmaster.pid'), 'utf8')
    return Number(file.split('\n')[0])
  }
  /** The server itself starts it again. */
  const isBack = async (was: number) => {
    await until(
      'another PostgreSQL',
      async () => {
        const pid = await postmaster().catch(() => was)
        return pid !== was && (await server.sql('select 1').catch(() => undefined))
      },
      20_000,
    )
  }

  for (const [what, signal, times] of [
    ['restarted', 'SIGINT', full ? 10 : 1],
    ['killed with -9', 'SIGKILL', full ? 5 : 1],
  ] as const) {
    it(`${what}: the server lives on, and nothing is lost or doubled, seed ${seed}`, {
      timeout,
    }, async () => {
      const { pid } = server
      let was = 0
      const done = await run(what, server, {
        times,
        lasting: 0,
        apart: 1_500,
        begin: async () => {
          was = await postmaster()
          process.kill(was, signal)
        },
        end: () => isBack(was),
      })
      expect(server.pid).toBe(pid)
      expect(done.outages.length).toBe(times)
    })
  }

  it(`stopped: what is written meanwhile goes out when it goes on, seed ${seed}`, { timeout }, async () => {
    const signal = async (name: 'SIGSTOP' | 'SIGCONT') => {
      for (const pid of await familyOf(await postmaster())) process.kill(pid, name)
    }
    const done = await run('stopped', server, {
      times: 1,
      lasting: full ? 60_000 : 4_000,
      apart: 1_000,
      begin: () => signal('SIGSTOP'),
      end: () => signal('SIGCONT'),
    })
    const [out] = done.outages
    const meanwhile = done.history.sent.filter(one => out && one.sentAt > out.from && one.sentAt < out.until)
    expect(meanwhile.length, 'messages written while it was stopped').toBeGreaterThan(5)
  })
})

/** Guarantees N1 and G1 to G7: a database elsewhere, and a network between. */
describe.skipIf(lacksRedis)('the line to PostgreSQL', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  }, 120_000)
  afterAll(() => nodes?.close())

  it(`cut again and again for one node: nothing is lost or doubled, seed ${seed}`, { timeout }, async () => {
    const line = nodes.lines.a.database
    await run('cut off for one node', desk(nodes), {
      times: full ? 20 : 3,
      lasting: full ? 3_000 : 800,
      apart: 1_000,
      begin: () => line.refuse(),
      end: () => line.refuse(false),
    })
    expect(line.cuts, 'connections that were cut').toBeGreaterThan(2)
  })

  it(`silent for both nodes: nothing is lost or doubled, seed ${seed}`, { timeout }, async () => {
    const lines = [nodes.lines.a.database, nodes.lines.b.database]
    await run('silent', desk(nodes), {
      times: 1,
      lasting: full ? 60_000 : 4_000,
      apart: 1_000,
      begin: () => {
        for (const line of lines) line.hold()
      },
      end: () => {
        for (const line of lines) line.hold(false)
      },
    })
    for (const line of lines) expect(line.held, 'connections that were held').toBeGreaterThan(0)
  })

  it(`50 ms long: everything goes on, only slower, seed ${seed}`, { timeout }, async () => {
    const lines = [nodes.lines.a.database, nodes.lines.b.database]
    const done = await run('50 ms away', desk(nodes), {
      times: 1,
      lasting: full ? 30_000 : 3_000,
      apart: 500,
      begin: () => {
        for (const line of lines) line.delay(25)
      },
      end: () => {
        for (const line of lines) line.delay(0)
      },
    })
    const [out] = done.outages
    const took = done.history.sent.flatMap(({ ack, sentAt }) =>
      ack && out && sentAt > out.from && ack.at < out.until ? [ack.at - sentAt] : [],
    )
    expect(took.length).toBeGreaterThan(20)
    expect(Math.min(...took), 'milliseconds of the quickest send').toBeGreaterThan(50)
  })
})

const desk = ({ a, b, sql }: Nodes): Desk => ({ origin: a.origin, otherOrigin: b.origin, sql })

/** A process and all that it has started. */
async function familyOf(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid='])
  const parents = stdout
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number) as [number, number])
  return [pid, ...parents.filter(([, parent]) => parent === pid).map(([child]) => child)]
}
