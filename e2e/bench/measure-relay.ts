import type { Target } from './lanes.js'
import { cpuOf, cpuOfPostgres, startHelper } from './processes.js'
import type { RelayOrder, RelayResult } from './relay-load.js'

/** The processes whose work is counted. */
export interface Relaying {
  readonly pid: number
  /** Of Deskbell: whose PostgreSQL counts. */
  readonly dataDir?: string
  /** Further processes. */
  readonly others?: readonly number[]
}

/** Milliseconds, and µs of CPU for each message. */
export interface Measured {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly cpu: number
  readonly postgres: number
  readonly others: number
}

/** One run of the relay's load against a target, with the CPU its processes used meanwhile. */
export async function measureRelay(
  target: Target,
  { pid, dataDir, others = [] }: Relaying,
  order: RelayOrder,
  run: string,
): Promise<Measured> {
  const load = startHelper('relay-load', [JSON.stringify(target), '50', run])
  try {
    await load.next()
    const used = async () => ({
      cpu: await cpuOf(pid),
      postgres: dataDir === undefined ? 0 : await cpuOfPostgres(dataDir),
      others: (await Promise.all(others.map(cpuOf))).reduce((sum, one) => sum + one, 0),
    })
    const before = await used()
    load.send(order)
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
