import { signUp } from '../harness/account.js'
import { startServer } from '../harness/server.js'
import type { Contestant, Target } from './lanes.js'
import { cpuOf, cpuOfPostgres, startHelper } from './processes.js'
import type { RelayResult } from './relay-load.js'
import { figure, median, printTable } from './table.js'

export interface Measured {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly cpu: number
  readonly postgres: number
  /** Of further processes. */
  readonly others: number
}

const names: Record<Contestant, string> = {
  'bare-ws': 'bare `ws`, stores nothing',
  'socket-io': 'Socket.IO, stores nothing',
  deskbell: 'Deskbell, a chat socket a room',
  'deskbell-inbox': 'Deskbell, one inbox socket for all',
}

/** Part (a): relay of visitor to operator in 50 rooms, the contestants taking turns in rounds. */
export async function relay(quick: boolean): Promise<void> {
  const rounds = quick ? 3 : 7
  const ms = quick ? 1_500 : 3_000
  const server = await startServer({ built: true })
  const bare = startHelper('relays/bare-ws', [])
  const socketIo = startHelper('relays/socket-io', [])
  try {
    const { username: site, token } = await signUp(server.origin)
    const barePort = (await bare.next<{ port: number }>()).port
    const socketIoPort = (await socketIo.next<{ port: number }>()).port
    const entrants: { target: Target; pid: number; dataDir?: string }[] = [
      { target: { contestant: 'bare-ws', port: barePort, site, token }, pid: bare.pid },
      { target: { contestant: 'socket-io', port: socketIoPort, site, token }, pid: socketIo.pid },
      {
        target: { contestant: 'deskbell', port: server.port, site, token },
        pid: server.pid,
        dataDir: server.dataDir,
      },
      {
        target: { contestant: 'deskbell-inbox', port: server.port, site, token },
        pid: server.pid,
        dataDir: server.dataDir,
      },
    ]
    const results = new Map<Contestant, Measured[]>()
    for (let round = 0; round < rounds; round++) {
      for (const { target, pid, dataDir } of entrants) {
        const measured = await measureRelay(target, pid, dataDir, ms, `round-${round}-${target.contestant}`)
        results.set(target.contestant, [...(results.get(target.contestant) ?? []), measured])
      }
    }
    print(results, rounds)
  } finally {
    await Promise.all([bare.stop(), socketIo.stop(), server.close()])
  }
}

/** One run of the relay's load against a target, with the CPU its processes used meanwhile. */
export async function measureRelay(
  target: Target,
  pid: number,
  dataDir: string | undefined,
  ms: number,
  run: string,
  others: readonly number[] = [],
): Promise<Measured> {
  const load = startHelper('relay-load', [JSON.stringify(target), '50', run])
  try {
    await load.next()
    const postgres = () => (dataDir === undefined ? Promise.resolve(0) : cpuOfPostgres(dataDir))
    const used = async () => ({
      cpu: await cpuOf(pid),
      postgres: await postgres(),
      others: (await Promise.all(others.map(cpuOf))).reduce((sum, one) => sum + one, 0),
    })
    const before = await used()
    load.send({ ms })
    const result = await load.next<RelayResult>()
    const after = await used()
    return {
      perSecond: (result.messages / result.ms) * 1_000,
      p50: result.p50,
      p99: result.p99,
      cpu: (after.cpu - before.cpu) / result.messages,
      postgres: (after.postgres - before.postgres) / result.messages,
      others: (after.others - before.others) / result.messages,
    }
  } finally {
    await load.stop()
  }
}

function print(results: ReadonlyMap<Contestant, readonly Measured[]>, rounds: number): void {
  const middle = (contestant: Contestant, pick: (one: Measured) => number) =>
    median((results.get(contestant) ?? []).map(pick))
  const bare = {
    perSecond: middle('bare-ws', one => one.perSecond),
    cpu: middle('bare-ws', one => one.cpu),
  }
  const rows = [...results.keys()].map(contestant => {
    const perSecond = middle(contestant, one => one.perSecond)
    const cpu = middle(contestant, one => one.cpu)
    return [
      names[contestant],
      figure(perSecond),
      `${figure((perSecond / bare.perSecond) * 100)} %`,
      figure(middle(contestant, one => one.p50)),
      figure(middle(contestant, one => one.p99)),
      figure(cpu),
      `${figure(cpu / bare.cpu)} ×`,
      contestant.startsWith('deskbell') ? figure(middle(contestant, one => one.postgres)) : '–',
    ]
  })
  printTable(
    `(a) Relay of visitor to operator, 50 rooms, closed loop, medians of ${rounds} rounds`,
    [
      '',
      'messages/s',
      'of bare',
      'p50 ms',
      'p99 ms',
      'server CPU µs/message',
      'of bare',
      'PostgreSQL CPU µs/message',
    ],
    rows,
  )
}
