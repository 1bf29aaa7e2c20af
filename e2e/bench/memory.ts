import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { signUp } from '../harness/account.js'
import { deadline } from '../harness/wait.js'
import { aim } from './aims.js'
import { startBenched } from './benched.js'
import { startHelper } from './processes.js'
import { figure, median, printTable } from './table.js'

interface PerSocket {
  readonly rss: number
  readonly heap: number
}

const probe = ['--expose-gc', '--import', join(import.meta.dirname, 'memory-probe.mjs')]

/** Part (b): what one idle visitor's socket costs at 5,000 of them, against a server that only holds it. */
export async function memory(quick: boolean): Promise<void> {
  const count = quick ? 1_000 : 5_000
  const rounds = quick ? 1 : 3
  const results = { bare: [] as PerSocket[], deskbell: [] as PerSocket[] }
  for (let round = 0; round < rounds; round++) {
    results.bare.push(await bareSockets(count))
    results.deskbell.push(await deskbellSockets(count))
  }
  const middle = (all: readonly PerSocket[], pick: (one: PerSocket) => number) =>
    median(all.map(pick)) / 1_024
  const [bareRss, bareHeap] = [middle(results.bare, one => one.rss), middle(results.bare, one => one.heap)]
  const row = (name: string, all: readonly PerSocket[]) => {
    const [rss, heap] = [middle(all, one => one.rss), middle(all, one => one.heap)]
    return [name, figure(rss), `${figure(rss / bareRss)} ×`, figure(heap), `${figure(heap / bareHeap)} ×`]
  }
  printTable(
    `(b) Memory of the server process an idle visitor socket, at ${figure(count)}, medians of ${rounds} rounds`,
    ['', 'resident KiB', 'of bare', 'JS heap KiB', 'of bare'],
    [row('bare `ws`', results.bare), row('Deskbell', results.deskbell)],
  )
  const measured = middle(results.deskbell, one => one.rss) / bareRss
  aim({ name: 'an idle socket, of bare `ws`', measured, unit: '×', atMost: 2 })
}

export async function bareSockets(count: number): Promise<PerSocket> {
  const bare = startHelper('relays/bare-ws', [], probe)
  try {
    const { port } = await bare.next<{ port: number }>()
    return await measure(bare.child, `ws://127.0.0.1:${port}/room-{i}`, count, [])
  } finally {
    await bare.stop()
  }
}

export async function deskbellSockets(count: number): Promise<PerSocket> {
  const server = await startBenched({ nodeOptions: probe, ipc: true })
  try {
    const { username } = await signUp(server.origin)
    const address = `${server.wsOrigin}/ws/chat/${username}/visitor-{i}`
    return await measure(server.child, address, count, ['deskbell.v1', 'visitor'])
  } finally {
    await server.close()
  }
}

async function measure(child: ChildProcess, address: string, count: number, protocols: readonly string[]) {
  // The first sockets pay for what is loaded and compiled once.
  const warm = startHelper('idle-load', [address.replace('{i}', 'warm-{i}'), '200', ...protocols])
  await warm.next()
  await warm.stop()
  await settled(child)
  const before = await settled(child)
  const load = startHelper('idle-load', [address, String(count), ...protocols])
  try {
    await load.next()
    const after = await settled(child)
    load.send({})
    const { open } = await load.next<{ open: number }>()
    if (open !== count) throw new Error(`only ${open} of ${count} sockets stayed open`)
    return { rss: (after.rss - before.rss) / count, heap: (after.heapUsed - before.heapUsed) / count }
  } finally {
    await load.stop()
  }
}

/** Memory after garbage is collected, twice with a pause: what was just opened or closed has to come to rest. */
async function settled(child: ChildProcess): Promise<NodeJS.MemoryUsage> {
  await ask(child)
  await sleep(1_500)
  return ask(child)
}

async function ask(child: ChildProcess): Promise<NodeJS.MemoryUsage> {
  const answer = deadline(once(child, 'message'), 30_000, () => 'the memory of a server')
  child.send({})
  const [usage] = (await answer) as [NodeJS.MemoryUsage]
  return usage
}
