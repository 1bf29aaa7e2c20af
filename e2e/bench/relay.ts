import { signUp } from '../harness/account.js'
import { aim } from './aims.js'
import { startBenched } from './benched.js'
import type { Contestant, Target } from './lanes.js'
import { type Measured, measureRelay, type Relaying } from './measure-relay.js'
import { startHelper } from './processes.js'
import { figure, median, printTable } from './table.js'

const names: Record<Contestant, string> = {
  'bare-ws': 'bare `ws`, stores nothing',
  'socket-io': 'Socket.IO, stores nothing',
  deskbell: 'Deskbell, a chat socket a room',
  'deskbell-inbox': 'Deskbell, one inbox socket for all',
}

/** Messages a second, in the second table: each contestant can carry them. */
const RATE = 2_000

type Results = Map<Contestant, Measured[]>

/** Part (a): relay of visitor to operator in 50 rooms, the contestants taking turns in rounds. */
export async function relay(quick: boolean): Promise<void> {
  const rounds = quick ? 3 : 5
  const ms = quick ? 1_500 : 3_000
  const server = await startBenched()
  const bare = startHelper('relays/bare-ws', [])
  const socketIo = startHelper('relays/socket-io', [])
  try {
    const { username: site, token } = await signUp(server.origin)
    const barePort = (await bare.next<{ port: number }>()).port
    const socketIoPort = (await socketIo.next<{ port: number }>()).port
    const target = (contestant: Contestant, port: number): Target => ({ contestant, port, site, token })
    const deskbell = { pid: server.pid, dataDir: server.dataDir }
    const entrants = [
      { target: target('bare-ws', barePort), relaying: { pid: bare.pid } },
      { target: target('socket-io', socketIoPort), relaying: { pid: socketIo.pid } },
      { target: target('deskbell', server.port), relaying: deskbell },
      { target: target('deskbell-inbox', server.port), relaying: deskbell },
    ]
    printFull(await inTurns(entrants, rounds, { ms }), rounds)
    const two = entrants.filter(({ target: { contestant } }) => /^(bare-ws|deskbell)$/.test(contestant))
    printSameRate(await inTurns(two, rounds, { ms, rate: RATE }), rounds)
  } finally {
    await Promise.all([bare.stop(), socketIo.stop(), server.close()])
  }
}

async function inTurns(
  entrants: readonly { target: Target; relaying: Relaying }[],
  rounds: number,
  order: { ms: number; rate?: number },
): Promise<Results> {
  const results: Results = new Map()
  for (let round = 0; round < rounds; round++) {
    for (const { target, relaying } of entrants) {
      const { contestant } = target
      const run = `${order.rate === undefined ? 'full' : 'rate'}-${round}-${contestant}`
      const measured = await measureRelay(target, relaying, order, run)
      results.set(contestant, [...(results.get(contestant) ?? []), measured])
    }
  }
  return results
}

const middleOf = (results: Results) => (contestant: Contestant, pick: (one: Measured) => number) =>
  median((results.get(contestant) ?? []).map(pick))

function printFull(results: Results, rounds: number): void {
  const middle = middleOf(results)
  const speed = (contestant: Contestant) => middle(contestant, one => one.perSecond)
  const api = (contestant: Contestant) => middle(contestant, one => one.cpu)
  const both = (contestant: Contestant) => middle(contestant, one => one.cpu + one.postgres)
  const share = (speed('deskbell') / speed('bare-ws')) * 100
  printTable(
    `(a) Relay of visitor to operator, 50 rooms, closed loop, medians of ${rounds} rounds`,
    [
      ...['', 'messages/s', 'of bare', 'p50 ms', 'p99 ms', 'server CPU µs/message', 'of bare'],
      ...['PostgreSQL CPU µs/message', 'both, of bare'],
    ],
    [...results.keys()].map(contestant => {
      const stores = contestant.startsWith('deskbell')
      return [
        names[contestant],
        figure(speed(contestant)),
        `${figure((speed(contestant) / speed('bare-ws')) * 100)} %`,
        figure(middle(contestant, one => one.p50)),
        figure(middle(contestant, one => one.p99)),
        figure(api(contestant)),
        `${figure(api(contestant) / api('bare-ws'))} ×`,
        stores ? figure(middle(contestant, one => one.postgres)) : '–',
        stores ? `${figure(both(contestant) / api('bare-ws'))} ×` : '–',
      ]
    }),
  )
  aim({ name: 'throughput, of the bare relay', measured: share, unit: '%', atLeast: 40 })
  const cpu = api('deskbell') / api('bare-ws')
  aim({ name: 'API CPU a stored message, of the bare relay', measured: cpu, unit: '×', atMost: 1.5 })
  const all = both('deskbell') / api('bare-ws')
  aim({ name: 'API and PostgreSQL together, of the bare relay', measured: all, unit: '×', atMost: 2.5 })
}

function printSameRate(results: Results, rounds: number): void {
  const middle = middleOf(results)
  const p99 = (contestant: Contestant) => middle(contestant, one => one.p99)
  printTable(
    `(a) The same relay at ${figure(RATE)} messages/s, medians of ${rounds} rounds`,
    ['', 'p50 ms', 'p99 ms', 'of bare', 'server CPU µs/message'],
    [...results.keys()].map(contestant => [
      names[contestant],
      figure(middle(contestant, one => one.p50)),
      figure(p99(contestant)),
      `${figure(p99(contestant) / p99('bare-ws'))} ×`,
      figure(middle(contestant, one => one.cpu)),
    ]),
  )
  const measured = p99('deskbell') / p99('bare-ws')
  aim({ name: 'p99 at the same rate, of the bare relay', measured, unit: '×', atMost: 2 })
}
