import { connect } from 'node:net'
import { routes } from '@deskbell/protocol/routes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chosenSeed, type Random, random } from '../harness/random.js'
import { type Server, startServer } from '../harness/server.js'
import { type Frame, TestSocket } from '../harness/socket.js'
import { mutated } from './mutate.js'
import { makeWorld, type World } from './world.js'

const full = process.env.FAULTS === 'full'
const frameCount = full ? 1_000_000 : 20_000
const callCount = full ? 100_000 : 4_000
const timeout = full ? 3_600_000 : 60_000

/** Guarantee S5: a 4xx or an error event, never a 5xx, a stack, a dead socket, or a neighbour that pays for it. */
describe('bad input', () => {
  const seed = chosenSeed()
  let server: Server
  let world: World
  beforeAll(async () => {
    server = await startServer({ env: { LOG_LEVEL: 'error' } })
    world = await makeWorld(server)
  })
  afterAll(async () => {
    await server.close()
  })

  const valid = (room: string): Frame[] => [
    { command: 'fetch_rooms', limit: 10, messages: 2, filter: 'open' },
    { command: 'room', consumer: 'kim', email: 'kim@example.test' },
    { command: 'new_room', consumer: 'somebody' },
    { command: 'open_room', room, id: 'a' },
    { command: 'close_room', room },
    { command: 'fetch_messages', room, after: 0, limit: 5 },
    { command: 'fetch_messages', before: 3 },
    { command: 'new_message', room, message: { content: 'hi', type: 'text', client_id: 'x', file: null } },
    { command: 'new_message', message: { content: 'hi', author: 'kim', id: 'x' } },
    { command: 'new_note', room, note: { content: 'a note', client_id: 'n' } },
    { command: 'typing', room, on: true },
    { command: 'read', room, seq: 1 },
  ]

  it(`in frames, ${frameCount} times, seed ${seed}`, { timeout }, async () => {
    const chance = random(seed)
    const [neighbour, talker] = [await chat('other visitor'), await chat('operator')]
    const attackers = [await chat('visitor'), await inbox('owner'), await chat('admin'), await oldDoor()]
    const tally: Record<string, number> = {}
    let words = 0
    for (let i = 0; i < frameCount; i += attackers.length) {
      for (const [k, attacker] of attackers.entries()) {
        const text = mutated(chance.pick(valid(world.roomId)) as never, chance)
        if (Buffer.byteLength(text) > 65_536) continue
        if (chance.chance(0.02)) attacker.raw.send(Buffer.from(text), { binary: true })
        else attacker.send(text)
        if ((i / attackers.length) % 50 !== 49) continue
        const context = `seed ${seed}, attacker ${k}, frame ${i}`
        await attacker.ask(
          { command: 'no_such', id: context },
          frame => frame.in_reply_to === context,
          10_000,
        )
        count(attacker, tally)
      }
      if ((i / attackers.length) % 100 === 99) {
        const client_id = `talk:${words++}`
        await talker.ask({ command: 'new_message', message: { content: client_id, client_id } }, 'ack')
      }
    }
    const got = new Set<unknown>()
    while (got.size < words) {
      const { message } = await neighbour.next('new_message')
      got.add((message as Frame).client_id)
    }
    expect(words).toBeGreaterThan(5)
    expect(server.faults.slice(0, 3), `seed ${seed}`).toEqual([])
    expect(Object.keys(tally)).not.toContain('internal')
    expect(Object.keys(tally)).not.toContain('unavailable')
    // Something was refused and something got through, or nothing was tested.
    expect(tally.bad_request).toBeGreaterThan(frameCount / 4)
    expect(tally.none).toBeGreaterThan(0)
    await Promise.all([neighbour, talker, ...attackers].map(socket => socket.close()))
  })

  it(`in calls, ${callCount} times, seed ${seed}`, { timeout }, async () => {
    const chance = random(seed + 1)
    const tally: Record<string, number> = {}
    for (let done = 0; done < callCount; done += 20) {
      const calls = Array.from({ length: 20 }, () => badCall(world, chance))
      await Promise.all(
        calls.map(async ({ path, init }) => {
          const answer = await fetch(path, init)
          const body = await answer.text()
          const context = `seed ${seed}: ${init.method} ${path.slice(0, 300)} ${String(init.body).slice(0, 500)}`
          // Without a build there is no widget to serve; `npm test` and CI build first.
          if (answer.status === 503 && /(?:is|are) not built/.test(body) && process.env.CI !== 'true') return
          expect(answer.status, `${context}\n${body}`).toBeLessThan(500)
          expect(body, context).not.toMatch(/node_modules|at [\w.<>]+ \(|\.ts:\d+/)
          tally[answer.status] = (tally[answer.status] ?? 0) + 1
        }),
      )
    }
    expect(Object.keys(tally)).toEqual(expect.arrayContaining(['400', '404']))
    expect(server.faults.slice(0, 3), `seed ${seed}`).toEqual([])
  })

  it('below HTTP: the server lives on', async () => {
    const upgrade = `GET /ws/chat/${world.site}/kim HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
    const texts = [
      'GET',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      'POST /accounts/api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /accounts/api/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n',
      `${upgrade}Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      `${upgrade}Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 99\r\n\r\n`,
      `${upgrade}Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ,,\u0001\r\n\r\n`,
      '\u0000\u0001\u0002\u0003\r\n\r\n',
    ]
    for (const text of texts) {
      const raw = connect(server.port, '127.0.0.1')
      const closed = new Promise<void>(resolve => raw.once('close', () => resolve()))
      // Being cut off is as good an answer as a 400.
      raw.on('error', () => {})
      raw.resume()
      raw.end(text)
      await closed
    }
    const broken = await chat('visitor')
    // Not a frame a client may send: reserved bits set, unmasked.
    const { _socket: tcp } = broken.raw as unknown as { _socket: { write(bytes: Buffer): void } }
    tcp.write(Buffer.from([0xff, 0x7f, 0xff, 0xff]))
    await broken.closed
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(200)
  })

  const url = (path: string) => server.wsOrigin + path
  const protocols = (name: keyof World['actors']) => ['deskbell.v1', `bearer.${world.actors[name].token}`]
  /** Everybody's own conversation; the neighbour follows the one the talker writes into. */
  function chat(name: keyof World['actors']): Promise<TestSocket> {
    const isNeighbours = name === 'other visitor' || name === 'operator'
    const consumer = isNeighbours ? world.otherConsumer : world.consumer
    return TestSocket.open(url(`/ws/chat/${world.site}/${consumer}`), { protocols: protocols(name) })
  }
  const inbox = (name: keyof World['actors']) =>
    TestSocket.open(url(`/ws/room/${world.site}`), { protocols: protocols(name) })
  const oldDoor = () => TestSocket.open(url(`/ws/room/${world.site}`))
})

/** Counts the kinds of error a socket was told so far, and what was none. */
function count(socket: TestSocket, tally: Record<string, number>): void {
  for (const frame of socket.history.splice(0)) {
    const kind = frame.command === 'error' ? String((frame.error as Frame).kind) : 'none'
    tally[kind] = (tally[kind] ?? 0) + 1
  }
  socket.forget()
}

function badCall(world: World, chance: Random): { path: string; init: RequestInit } {
  // Signing out would only turn the rest of the run into 401s.
  const { signOut: _, ...others } = routes
  const route = chance.pick(Object.values(others))
  const values: Record<string, string> = {
    site: world.site,
    consumer: world.consumer,
    session: world.roomId,
    file: world.roomId,
    reply: world.roomId,
    name: 'a.txt',
  }
  const strange = [
    '..',
    '%2e%2e%2f',
    '%00',
    '%',
    '%ff',
    '%c0%ae',
    'x'.repeat(300),
    '%ed%a0%80',
    '__proto__',
    'a b',
    '%0d%0aSet-Cookie:%20a=b',
    world.site.toUpperCase(),
  ]
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    chance.chance(0.3) ? chance.pick(strange) : (values[name] ?? 'x'),
  )
  const query = chance.pick([
    '',
    '',
    '?limit=-1',
    '?after=x&before=1',
    '?limit=1e9',
    '?cursor=%00',
    '?site=%ff',
    '?site[]=a&__proto__=1',
  ])
  const tail = chance.pick(['', '', '', '/', '//', '/..%2f..%2fetc/passwd', ';a=b'])
  const token = chance.pick(Object.values(world.actors)).token
  const headers: Record<string, string> = {
    authorization: chance.pick([
      `Bearer ${token}`,
      `Token ${token}`,
      'Bearer x',
      'Basic eDp5',
      `Bearer ${'z'.repeat(5_000)}`,
    ]),
    'content-type': chance.pick([
      'application/json',
      'application/json',
      'application/json; charset=utf-7',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
    ]),
  }
  const method = chance.chance(0.1)
    ? chance.pick(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'POST', 'GET'])
    : route.method
  const init: RequestInit = { method, headers, redirect: 'manual' }
  if (method !== 'GET') init.body = badBody(world, chance)
  return { path: world.server.origin + path + tail + query, init }
}

function badBody(world: World, chance: Random): string {
  const valid = [
    { username: 'a-name', email: 'a@example.test', password: 'long enough', confirmPassword: 'long enough' },
    { username: world.site, password: 'wrong horse' },
    { current: 'wrong horse', password: 'another horse' },
    { chatbotName: 'Bell', headerTextColor: '#ffffff', origins: ['https://shop.example'], bot_picture: null },
    { username: world.site },
    { content: 'hi', client_id: 'c', file: null },
    { shortcut: 'hours', text: 'From nine to five.' },
  ]
  const part = (name: string, value: string, more = '') =>
    `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
  if (chance.chance(0.7)) return mutated(chance.pick(valid), chance)
  return chance.pick([
    `${part('room', `${world.site} kim`)}${part('file', 'text', '; filename="../../x.txt"')}--x--\r\n`,
    `${part('file', 'text', '; filename="x"')}${part('room', '\u0000')}--x--\r\n`,
    part('__proto__', '{"a":1}'),
    part('file', '\u0000'.repeat(1_000), '; filename="a.png"'),
    `${part('bot_picture', '<svg onload=alert(1)>', '; filename="a.svg"\r\nContent-Type: image/png')}--x--\r\n`,
    '--x',
    '--x--\r\n',
    `${part('a', 'b').repeat(300)}--x--\r\n`,
  ])
}
