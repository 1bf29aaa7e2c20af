import { once } from 'node:events'
import { createServer } from 'node:http'
import { signUp } from '../harness/account.js'
import type { Server } from '../harness/server.js'
import { startBenched } from './benched.js'
import { type Measured, measureRelay } from './measure-relay.js'
import { figure, median, printTable } from './table.js'

const token = 'a-token-to-read-figures'

interface Entrant {
  readonly name: string
  readonly server: Server
  readonly site: string
  readonly token: string
  readonly measured: Measured[]
}

/** Part (h): what it costs a message that somebody looks on; the same relay as in part (a), in turns. */
export async function watched(quick: boolean): Promise<void> {
  const rounds = quick ? 3 : 5
  const ms = quick ? 1_500 : 3_000
  // A collector that throws everything away, in this process, whose time is not counted.
  const collector = createServer((request, response) =>
    request.resume().once('end', () => response.end('{}')),
  )
  collector.listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const address = collector.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const entrants: Entrant[] = []
  const enter = async (name: string, env: Record<string, string>) => {
    const server = await startBenched({ env })
    const { username: site, token } = await signUp(server.origin)
    entrants.push({ name, server, site, token, measured: [] })
  }
  try {
    await enter('nobody looks on', {})
    await enter('figures: METRICS_TOKEN', { METRICS_TOKEN: token })
    const traces = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` }
    await enter('every message traced', traces)
    const some = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.01' }
    await enter('one message in 100 traced', { ...traces, ...some })
    const idle = await selfOf(entrants)
    for (let round = 0; round < rounds; round++)
      for (const { server, site, token, measured } of entrants) {
        const target = { contestant: 'deskbell', port: server.port, site, token } as const
        const { pid, dataDir } = server
        measured.push(await measureRelay(target, { pid, dataDir }, { ms }, `round-${round}`))
      }
    print(entrants, rounds)
    printSelf(idle, await selfOf(entrants))
  } finally {
    for (const { server } of entrants) await server.close()
    collector.close()
    collector.closeAllConnections()
  }
}

function print(entrants: readonly Entrant[], rounds: number): void {
  const middle = ({ measured }: Entrant, pick: (one: Measured) => number) => median(measured.map(pick))
  const [alone] = entrants
  const base = alone === undefined ? 1 : middle(alone, one => one.cpu)
  printTable(
    `(h) What looking on costs a message, relay as in (a), medians of ${rounds} rounds in turns`,
    ['', 'messages/s', 'p50 ms', 'p99 ms', 'API CPU µs/message', 'of nobody'],
    entrants.map(entrant => [
      entrant.name,
      figure(middle(entrant, one => one.perSecond)),
      figure(middle(entrant, one => one.p50)),
      figure(middle(entrant, one => one.p99)),
      figure(middle(entrant, one => one.cpu)),
      `${figure(middle(entrant, one => one.cpu) / base)} ×`,
    ]),
  )
}

/** What the node that counts says of itself. */
async function selfOf(entrants: readonly Entrant[]): Promise<string> {
  const [, counting] = entrants
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${counting?.server.origin}/metrics`, { headers })
  if (!answer.ok) throw new Error(`/metrics answered ${answer.status}`)
  return answer.text()
}

function printSelf(idle: string, loaded: string): void {
  const value = (text: string, series: string) =>
    Number(
      text
        .split('\n')
        .find(line => line.startsWith(`${series} `))
        ?.split(' ')[1],
    )
  const mean =
    (series: string, label = '') =>
    (text: string) =>
      value(text, `${series}_sum${label}`) / value(text, `${series}_count${label}`)
  const ms = (seconds: number) => figure(seconds * 1_000)
  const mib = (series: string) => (text: string) => figure(value(text, series) / 2 ** 20)
  const rows: [string, (text: string) => string][] = [
    ['entries in a write, mean', text => figure(mean('deskbell_append_batch_entries')(text))],
    ['write, mean ms', text => ms(mean('deskbell_append_seconds', '{outcome="committed"}')(text))],
    ['fan-out of a write, mean ms', text => ms(mean('deskbell_fan_out_seconds')(text))],
    [
      'frame to answer, mean ms',
      text => ms(mean('deskbell_command_seconds', '{command="new_message"}')(text)),
    ],
    ['event-loop delay, p99 ms', text => ms(value(text, 'nodejs_eventloop_lag_p99_seconds'))],
    ['heap used, MiB', mib('nodejs_heap_size_used_bytes')],
    ['resident, MiB', mib('process_resident_memory_bytes')],
  ]
  printTable(
    '(h) What the node says of itself: before the first message, and after the last',
    ['', 'idle', 'full'],
    rows.map(([name, of]) => [name, of(idle), of(loaded)]),
  )
}
