import { TestRedis } from '../../apps/api/test/redis.js'
import { signUp } from '../harness/account.js'
import { startServer } from '../harness/server.js'
import type { Target } from './lanes.js'
import { type Measured, measureRelay } from './relay.js'
import { figure, median, printTable } from './table.js'

interface Placed {
  readonly name: string
  readonly target: Target
  readonly measured: Measured[]
}

/** Part (i): the relay of part (a) on one node and on two of one installation, which share this machine's cores. */
export async function nodes(quick: boolean): Promise<void> {
  const rounds = quick ? 3 : 7
  const ms = quick ? 1_500 : 3_000
  const redis = await TestRedis.start()
  const env = { REDIS_URL: redis.url, SECRET: 'a secret only for the bench, long enough' }
  const one = await startServer({ built: true, env })
  try {
    const two = await startServer({ built: true, env, database: one.database })
    try {
      const { username: site, token } = await signUp(one.origin)
      const target = { contestant: 'deskbell', port: one.port, site, token } as const
      const placed: Placed[] = [
        { name: 'everybody on one node', target, measured: [] },
        {
          name: 'every second room on the other',
          target: { ...target, other: { port: two.port, takes: 'every second room' } },
          measured: [],
        },
        {
          name: 'visitors on one, operators on the other',
          target: { ...target, other: { port: two.port, takes: 'operators' } },
          measured: [],
        },
      ]
      for (let round = 0; round < rounds; round++)
        for (const [at, { target, measured }] of placed.entries()) {
          const others = [two.pid, redis.pid]
          const run = `round-${round}-${at}`
          measured.push(await measureRelay(target, one.pid, one.dataDir, ms, run, others))
        }
      print(placed, rounds)
    } finally {
      await two.close()
    }
  } finally {
    await one.close()
    await redis.close()
  }
}

function print(placed: readonly Placed[], rounds: number): void {
  const rows = placed.map(({ name, measured }) => {
    const middle = (pick: (one: Placed['measured'][number]) => number) => figure(median(measured.map(pick)))
    return [
      name,
      middle(one => one.perSecond),
      middle(one => one.p50),
      middle(one => one.p99),
      middle(one => one.cpu),
      middle(one => one.others),
    ]
  })
  printTable(
    `(i) Relay on one node and on two, with Redis, 50 rooms, medians of ${rounds} rounds in turns`,
    ['', 'messages/s', 'p50 ms', 'p99 ms', 'first node’s CPU µs/message', 'second node and Redis'],
    rows,
  )
}
