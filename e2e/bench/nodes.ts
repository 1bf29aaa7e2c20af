import { TestRedis } from '../../apps/api/test/redis.js'
import { signUp } from '../harness/account.js'
import { aim } from './aims.js'
import { startBenched } from './benched.js'
import type { Target } from './lanes.js'
import { type Measured, measureRelay } from './measure-relay.js'
import { figure, median, printTable } from './table.js'

interface Placed {
  readonly name: string
  readonly target: Target
  readonly measured: Measured[]
}

/** Part (i): the relay of part (a) on one node and on two of one installation, which share this machine's cores. */
export async function nodes(quick: boolean): Promise<void> {
  const rounds = quick ? 3 : 5
  const ms = quick ? 1_500 : 3_000
  const redis = await TestRedis.start()
  const env = { REDIS_URL: redis.url, SECRET: 'a secret only for the bench, long enough' }
  const one = await startBenched({ env })
  try {
    const two = await startBenched({ env, database: one.database })
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
          const relaying = { pid: one.pid, dataDir: one.dataDir, others: [two.pid, redis.pid] }
          measured.push(await measureRelay(target, relaying, { ms }, `round-${round}-${at}`))
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
  const speedOf = ({ measured }: Placed) => median(measured.map(one => one.perSecond))
  const alone = placed[0] === undefined ? Number.NaN : speedOf(placed[0])
  const rows = placed.map(one => {
    const { name, measured } = one
    const middle = (pick: (one: Placed['measured'][number]) => number) => figure(median(measured.map(pick)))
    return [
      name,
      figure(speedOf(one)),
      `${figure((speedOf(one) / alone) * 100)} %`,
      middle(one => one.p50),
      middle(one => one.p99),
      middle(one => one.cpu),
      middle(one => one.others),
    ]
  })
  printTable(
    `(i) Relay on one node and on two, with Redis, 50 rooms, medians of ${rounds} rounds in turns`,
    [
      '',
      'messages/s',
      'of one node',
      'p50 ms',
      'p99 ms',
      'first node’s CPU µs/message',
      'second node and Redis',
    ],
    rows,
  )
  for (const one of placed.slice(1)) {
    const measured = (speedOf(one) / alone) * 100
    aim({ name: `two nodes, ${one.name}: of one node`, measured, unit: '%', atLeast: 100 })
  }
}
