import { readFile } from 'node:fs/promises'
import { chatAddress, subprotocols } from '@deskbell/client/address'
import { Connection } from '@deskbell/client/connection'
import { neverWake, openWith, systemClock } from '@deskbell/client/ports'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { signUp } from '../harness/account.js'
import { type Server, startServer } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'
import { deadline, until } from '../harness/wait.js'

const full = process.env.FAULTS === 'full'

/** Guarantees S6 and S9 on a real process. */
describe('under pressure', () => {
  let server: Server
  beforeAll(async () => {
    server = await startServer()
  }, 60_000)
  afterAll(() => server?.close())

  const chat = async (site: string, consumer: string, ...more: string[]) => {
    const socket = await TestSocket.open(`${server.wsOrigin}/ws/chat/${site}/${consumer}`, {
      protocols: ['deskbell.v1', ...more],
    })
    return socket
  }
  const say = (content: string, n: number) => ({
    command: 'new_message',
    message: { content, type: 'text', client_id: `c${n}` },
  })
  /** Milliseconds from the sending of some messages to their acks, one after the other. */
  const roundTrips = async (socket: TestSocket, count: number, from: number) => {
    const times: number[] = []
    for (let n = from; n < from + count; n++) {
      const began = performance.now()
      await socket.ask(
        say('hello', n),
        frame => frame.command === 'ack' && frame.client_id === `c${n}`,
        10_000,
      )
      times.push(performance.now() - began)
    }
    return times.toSorted((one, other) => one - other)
  }
  const p99 = (times: readonly number[]) => times[Math.floor(times.length * 0.99)] ?? 0
  const megabytes = async () =>
    Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024

  const readers = full ? 100 : 4
  it(`${readers} readers who stop reading are cut, the memory stays, and nobody else notices`, {
    timeout: 300_000,
  }, async () => {
    const { username: site, token } = await signUp(server.origin)
    const writer = await chat(site, 'kim', 'visitor')
    const neighbour = await chat(site, 'ada', 'visitor')
    for (const socket of [writer, neighbour]) await socket.next('hello')
    const usual = p99(await roundTrips(neighbour, 200, 0))
    const before = await megabytes()
    const slow: TestSocket[] = []
    for (let n = 0; n < readers; n++) {
      const socket = await chat(site, 'kim', `bearer.${token}`)
      await socket.next('hello')
      socket.raw.pause()
      slow.push(socket)
    }
    // More than the kernel takes for a reader, and a megabyte on top, goes to each of them.
    const content = 'x'.repeat(9_900)
    const total = full ? 1_600 : 1_000
    let acked = 0
    const flood = async () => {
      for (let n = 0; n < total; n += 20) {
        for (let at = n; at < n + 20; at++) writer.send(say(content, at))
        for (let at = n; at < n + 20; at++) await writer.next('ack', 20_000)
        acked += 20
        writer.forget()
      }
    }
    let done = false
    const flooding = flood().finally(() => {
      done = true
    })
    const times: number[] = []
    for (let n = 0; !done; n += 20) times.push(...(await roundTrips(neighbour, 20, 1_000 + n)))
    await flooding
    expect(acked).toBe(total)
    const grown = (await megabytes()) - before
    // Whoever was cut finds the end of what the network had taken, and not the whole.
    for (const socket of slow) socket.raw.resume()
    const closed = await Promise.all(
      slow.map(socket => deadline(socket.closed, 20_000, () => 'the cut of a reader that did not read')),
    )
    for (const { code } of closed) expect([1006, 4413]).toContain(code)
    for (const socket of slow)
      expect(socket.history.filter(frame => frame.command === 'new_message').length).toBeLessThan(total)
    if (full)
      console.warn(
        `p99 of a neighbour ${usual.toFixed(1)} ms before, ${p99(times.toSorted((a, b) => a - b)).toFixed(1)} ms beside ` +
          `${readers} readers that stand still; the server grew by ${Math.round(grown)} MB`,
      )
    // A megabyte each, and what a process under such a flood keeps for itself.
    expect(grown).toBeLessThan(readers + 150)
    // Nobody beside them was cut.
    await roundTrips(neighbour, 1, 900_000)
    await Promise.all([writer.close(), neighbour.close()])
  })

  const crowd = full ? 2_000 : 150
  it(`${crowd} clients whose server is killed are all back within 30 s`, { timeout: 180_000 }, async () => {
    const { username: site } = await signUp(server.origin)
    const open = openWith(WebSocket)
    const clients = Array.from({ length: crowd }, (_, n) => {
      let token: string | null = null
      let opened = 0
      const connection = new Connection({
        url: chatAddress(server.origin, site, `visitor-${n}`),
        protocols: () => subprotocols('visitor', token),
        ports: { clock: systemClock, open, wake: neverWake, random: Math.random },
        onState: ({ status }) => {
          if (status === 'open') opened += 1
        },
        onEvent: event => {
          if (event.command === 'session') token = event.token
        },
      })
      return { connection, opened: () => opened }
    })
    try {
      const isOpen = ({ connection }: (typeof clients)[number]) => connection.state.status === 'open'
      const allOpen = () => clients.every(isOpen)
      // New ids are another story: these people have theirs.
      for (let n = 0; n < crowd; n += 50) {
        const some = clients.slice(n, n + 50)
        for (const { connection } of some) connection.start()
        await until('some of them', () => some.every(isOpen), 30_000)
      }
      // The ids are theirs before the server goes.
      await until('every id to be claimed', async () => {
        const [row] = await server.sql<{ n: number }>(
          'select count(*)::int as n from visitors v join sites s on s.id = v.site_id where s.slug = $1 and claimed_at is not null',
          [site],
        )
        return row?.n === crowd
      })
      await server.kill9()
      await until('everybody to notice', () =>
        clients.every(({ connection }) => connection.state.status !== 'open'),
      )
      await server.start()
      const began = performance.now()
      await until('everybody to be back', allOpen, 30_000)
      if (full)
        console.warn(`${crowd} clients were back ${Math.round(performance.now() - began)} ms after the start`)
      for (const { opened } of clients) expect(opened()).toBeGreaterThanOrEqual(2)
    } finally {
      for (const { connection } of clients) connection.stop()
    }
  })

  it('what cannot be looked up soon is refused at once with a time, and what was accepted is answered', {
    timeout: 60_000,
  }, async () => {
    const { username: site, token } = await signUp(server.origin)
    const ask = async () => {
      const answer = await fetch(`${server.origin}/api/sites/${site}/replies`, {
        headers: { authorization: `Bearer ${token}` },
      })
      const body = (await answer.json()) as { error?: { kind: string; retry_after_ms: number } }
      return { status: answer.status, at: performance.now(), retry: answer.headers.get('retry-after'), body }
    }
    expect((await ask()).status).toBe(200)
    const locker = new pg.Client(server.database)
    await locker.connect()
    await locker.query('begin; lock table canned_replies in access exclusive mode')
    const asked = Array.from({ length: 900 }, ask)
    // Refused while nothing moves: nobody has looked anything up for them.
    const first = await deadline(Promise.race(asked), 10_000, () => 'a refusal')
    expect(first.status).toBe(503)
    const health = await fetch(`${server.origin}/healthz`)
    expect(health.status).toBe(200)
    await locker.query('rollback')
    const unlocked = performance.now()
    await locker.end()
    const answers = await Promise.all(asked)
    const refused = answers.filter(({ status }) => status === 503)
    expect(answers.filter(({ status }) => status !== 503 && status !== 200)).toEqual([])
    expect(answers.length - refused.length).toBeGreaterThan(300)
    expect(refused.filter(({ at }) => at < unlocked).length).toBeGreaterThan(50)
    for (const { body, retry } of refused) {
      expect(body.error).toMatchObject({ kind: 'overloaded' })
      expect(Number(retry)).toBeGreaterThanOrEqual(1)
    }
    // Over as soon as it is over.
    await until('an answer', async () => (await ask()).status === 200)
  })
})
