import { signUp } from '../harness/account.js'
import { aim } from './aims.js'
import { startBenched } from './benched.js'
import type { CrowdResult } from './crowd-load.js'
import type { Target } from './lanes.js'
import { startHelper } from './processes.js'
import { figure, median, printTable } from './table.js'

const PARTICIPANTS = 250

/** Part (j): 250 sockets in one room, one of which writes; how long until each has it, in turns with the bare relay. */
export async function crowd(quick: boolean): Promise<void> {
  const rounds = quick ? 2 : 5
  const messages = quick ? 50 : 200
  const server = await startBenched()
  const bare = startHelper('relays/bare-ws', [])
  try {
    const { username: site, token } = await signUp(server.origin)
    const { port } = await bare.next<{ port: number }>()
    const entrants = [
      { name: 'bare `ws`, stores nothing', target: { contestant: 'bare-ws', port, site, token } as const },
      { name: 'Deskbell', target: { contestant: 'deskbell', port: server.port, site, token } as const },
    ].map(entrant => ({ ...entrant, results: [] as CrowdResult[] }))
    for (let round = 0; round < rounds; round++)
      for (const { target, results } of entrants) results.push(await runOnce(target, round, messages))
    const middle = (results: readonly CrowdResult[], pick: (one: CrowdResult) => number) =>
      median(results.map(pick))
    const [bareP99 = 1, ownP99 = 1] = entrants.map(({ results }) => middle(results, one => one.p99))
    printTable(
      `(j) One message to ${PARTICIPANTS} participants, ${messages} times one after the other, medians of ${rounds} rounds`,
      ['', 'p50 ms', 'p99 ms', 'of bare', 'the last has it, p50 ms'],
      entrants.map(({ name, results }) => [
        name,
        figure(middle(results, one => one.p50)),
        figure(middle(results, one => one.p99)),
        `${figure(middle(results, one => one.p99) / bareP99)} ×`,
        figure(middle(results, one => one.last)),
      ]),
    )
    const name = `one message to ${PARTICIPANTS}, p99, of bare \`ws\``
    aim({ name, measured: ownP99 / bareP99, unit: '×', atMost: 2 })
  } finally {
    await Promise.all([bare.stop(), server.close()])
  }
}

async function runOnce(target: Target, round: number, messages: number): Promise<CrowdResult> {
  const load = startHelper('crowd-load', [JSON.stringify(target), String(PARTICIPANTS), `crowd-${round}`])
  try {
    await load.next()
    load.send({ messages })
    return await load.next<CrowdResult>()
  } finally {
    await load.stop()
  }
}
