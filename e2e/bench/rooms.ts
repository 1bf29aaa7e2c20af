import { signUp } from '../harness/account.js'
import { type Server, startServer } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'
import { fillRooms } from './fill.js'
import { figure, median, percentile, printTable } from './table.js'

const messages = 20

/** Part (c): one `fetch_rooms` (50 rooms with 20 messages each) in a small site and in a large one, taking turns. */
export async function rooms(quick: boolean): Promise<void> {
  const sizes = [1_000, quick ? 10_000 : 100_000]
  const rounds = quick ? 3 : 7
  const asks = quick ? 30 : 60
  const server = await startServer({ built: true })
  try {
    const sites = await Promise.all(sizes.map(async size => ({ size, ...(await siteOf(server, size)) })))
    const times = new Map<number, { p50: number[]; p99: number[]; bytes: number }>()
    for (let round = 0; round < rounds + 1; round++) {
      for (const { size, socket } of sites) {
        const { sorted, bytes } = await fetchOften(socket, asks)
        // The first round warms caches and plans.
        if (round === 0) continue
        const soFar = times.get(size) ?? { p50: [], p99: [], bytes }
        soFar.p50.push(percentile(sorted, 0.5))
        soFar.p99.push(percentile(sorted, 0.99))
        times.set(size, soFar)
      }
    }
    const small = median(times.get(sizes[0] ?? 0)?.p50 ?? [])
    printTable(
      `(c) \`fetch_rooms\` of 50 rooms × ${messages} messages, medians of ${rounds} rounds of ${asks}`,
      ['rooms of the site', 'p50 ms', `of ${figure(sizes[0] ?? 0)}`, 'p99 ms', 'answer KiB'],
      [...times].map(([size, { p50, p99, bytes }]) => [
        figure(size),
        figure(median(p50)),
        `${figure(median(p50) / small)} ×`,
        figure(median(p99)),
        figure(bytes / 1_024),
      ]),
    )
    await Promise.all(sites.map(({ socket }) => socket.close()))
  } finally {
    await server.close()
  }
}

async function siteOf(server: Server, size: number) {
  const { username, token } = await signUp(server.origin, `rooms-${size}`)
  await fillRooms(server, username, size, messages)
  const socket = await TestSocket.open(`${server.wsOrigin}/ws/room/${username}`, {
    protocols: ['deskbell.v1', `bearer.${token}`],
  })
  return { socket }
}

async function fetchOften(socket: TestSocket, times: number): Promise<{ sorted: number[]; bytes: number }> {
  const taken: number[] = []
  let bytes = 0
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    const answer = await socket.ask({ command: 'fetch_rooms' }, 'rooms')
    taken.push(performance.now() - began)
    const got = answer.rooms as { messages: unknown[] }[]
    if (got.length !== 50 || got.some(room => room.messages.length !== messages)) {
      throw new Error(`fetch_rooms answered ${got.length} rooms, not 50 with ${messages} messages each`)
    }
    if (i === 0) bytes = JSON.stringify(answer).length
  }
  return { sorted: taken.sort((a, b) => a - b), bytes }
}
