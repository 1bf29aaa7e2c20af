import { signUp } from '../harness/account.js'
import type { Server } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'
import { aim } from './aims.js'
import { startBenched } from './benched.js'
import { fillRooms } from './fill.js'
import { figure, median, percentile, printTable } from './table.js'

/** Messages of every room but the long one, which has all others. */
const SHORT = 5
/** What has to be the same in an installation of any size. */
const AT_MOST = 1.3

interface Installation {
  readonly socket: TestSocket
  /** Ids of some of the short rooms. */
  readonly short: readonly string[]
  readonly long: { readonly id: string; readonly messages: number }
}

/** Asks once and waits for the answer; `n` counts up. */
type Ask = (installation: Installation, n: number) => Promise<unknown>

const openRoom = (socket: TestSocket, room: string) =>
  socket.ask({ command: 'open_room', room }, frame => frame.command === 'room_opened')

const fetchAfter = async ({ socket, long }: Installation, after: number) => {
  const page = await socket.ask({ command: 'fetch_messages', room: long.id, after }, 'messages')
  const [first] = page.messages as { seq: number }[]
  if (first?.seq !== after + 1) throw new Error(`the page after ${after} begins with ${first?.seq}`)
}

const asks: Record<string, Ask> = {
  '`fetch_rooms`, 50 rooms': async ({ socket }) => {
    const { rooms } = await socket.ask({ command: 'fetch_rooms' }, 'rooms')
    if ((rooms as unknown[]).length !== 50) throw new Error('fetch_rooms did not answer 50 rooms')
  },
  'opening a short room': ({ socket, short }, n) => openRoom(socket, short[n % short.length] ?? ''),
  'opening the long room': ({ socket, long }) => openRoom(socket, long.id),
  '`after:` 50 below the top of the long room': installation =>
    fetchAfter(installation, installation.long.messages - 50),
  '`after:` anywhere in the long room': (installation, n) =>
    fetchAfter(installation, Math.floor(((n * 0.618) % 1) * (installation.long.messages - 50))),
}

/** Part (c): the same questions to a small installation and to a large one, taking turns. */
export async function growth(quick: boolean): Promise<void> {
  const sizes = [
    { rooms: 1_000, messages: 10_000 },
    quick ? { rooms: 10_000, messages: 200_000 } : { rooms: 100_000, messages: 2_000_000 },
  ]
  const rounds = quick ? 3 : 7
  const times = quick ? 30 : 60
  const servers: Server[] = []
  try {
    const installations: Installation[] = []
    for (const { rooms, messages } of sizes) {
      const server = await startBenched()
      servers.push(server)
      installations.push(await install(server, rooms, messages))
    }
    const taken = installations.map(() => new Map<string, { p50: number[]; p99: number[] }>())
    for (let round = 0; round < rounds + 1; round++)
      for (const [at, installation] of installations.entries())
        for (const [name, ask] of Object.entries(asks)) {
          const sorted = await often(installation, ask, times, round)
          // The first round warms caches and plans.
          if (round === 0) continue
          const soFar = taken[at]?.get(name) ?? { p50: [], p99: [] }
          soFar.p50.push(percentile(sorted, 0.5))
          soFar.p99.push(percentile(sorted, 0.99))
          taken[at]?.set(name, soFar)
        }
    print(sizes, taken, rounds, times)
    await Promise.all(installations.map(({ socket }) => socket.close()))
  } finally {
    for (const server of servers) await server.close()
  }
}

async function install(server: Server, rooms: number, messages: number): Promise<Installation> {
  const { username, token } = await signUp(server.origin)
  const long = messages - rooms * SHORT
  await fillRooms(server, username, 1, long, 'long')
  await fillRooms(server, username, rooms, SHORT)
  const ids = await server.sql<{ id: string; seq: number }>(
    `(select room_id as id, seq from room_heads where seq = $1)
     union all (select room_id, seq from room_heads where seq = $2 order by md5(room_id::text) limit 400)`,
    [long, SHORT],
  )
  const socket = await TestSocket.open(`${server.wsOrigin}/ws/room/${username}`, {
    protocols: ['deskbell.v1', `bearer.${token}`],
  })
  const [first] = ids
  if (first?.seq !== long) throw new Error('the long room is not there')
  const short = ids.filter(({ seq }) => seq === SHORT).map(({ id }) => id)
  return { socket, short, long: { id: first.id, messages: long } }
}

async function often(installation: Installation, ask: Ask, times: number, round: number): Promise<number[]> {
  const taken: number[] = []
  for (let n = round * times; n < (round + 1) * times; n++) {
    const began = performance.now()
    await ask(installation, n)
    taken.push(performance.now() - began)
  }
  installation.socket.forget()
  return taken.sort((a, b) => a - b)
}

function print(
  sizes: readonly { rooms: number; messages: number }[],
  taken: readonly ReadonlyMap<string, { p50: number[]; p99: number[] }>[],
  rounds: number,
  times: number,
): void {
  const rows = Object.keys(asks).map(name => {
    const [small, large] = taken.map(one => one.get(name))
    const ratio = median(large?.p50 ?? []) / median(small?.p50 ?? [])
    aim({ name: `${name}, large of small`, measured: ratio, unit: '×', atMost: AT_MOST })
    return [
      name,
      figure(median(small?.p50 ?? [])),
      figure(median(large?.p50 ?? [])),
      `${figure(ratio)} ×`,
      figure(median(small?.p99 ?? [])),
      figure(median(large?.p99 ?? [])),
    ]
  })
  const [small = '', large = ''] = sizes.map(
    ({ rooms, messages }) => `${figure(rooms)} rooms, ${figure(messages)} messages`,
  )
  printTable(
    `(c) A small installation (${small}) and a large one (${large}), medians of ${rounds} rounds of ${times}`,
    ['', 'small, p50 ms', 'large, p50 ms', 'of small', 'small, p99 ms', 'large, p99 ms'],
    rows,
  )
}
