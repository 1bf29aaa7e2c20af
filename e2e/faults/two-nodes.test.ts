import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksRedis } from '../../apps/api/test/redis.js'
import { type Account, signUp, uniqueName } from '../harness/account.js'
import { type Nodes, startNodes } from '../harness/nodes.js'
import type { Server } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'
import { deadline } from '../harness/wait.js'
import { report } from './report.js'

/** Guarantees G1 to G7 and S2 over two operating-system processes. */
describe.skipIf(lacksRedis)('two nodes', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  }, 120_000)
  afterAll(() => nodes?.close())

  const inboxAt = async (node: Server, { username, token }: Account) => {
    const socket = await TestSocket.open(`${node.wsOrigin}/ws/room/${username}`, {
      protocols: ['deskbell.v1', `bearer.${token}`],
    })
    await socket.next('hello')
    return socket
  }
  const chatAt = async (node: Server, { username }: Account, consumer: string, token?: string) => {
    const bearer = token === undefined ? [] : [`bearer.${token}`]
    const socket = await TestSocket.open(`${node.wsOrigin}/ws/chat/${username}/${consumer}`, {
      protocols: ['deskbell.v1', 'visitor', ...bearer],
    })
    const bound = token ?? ((await socket.next('session')).token as string)
    await socket.next('hello')
    return { socket, token: bound }
  }
  const write = (node: Server, { username }: Account, consumer: string, token: string, content: string) =>
    fetch(`${node.origin}/api/sites/${username}/visitors/${consumer}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ content, client_id: uniqueName('c') }),
    })

  it('what is written by REST on one is heard by sockets on the other, at once and in order', async () => {
    const owner = await signUp(nodes.a.origin)
    const inbox = await inboxAt(nodes.b, owner)
    const { socket, token } = await chatAt(nodes.b, owner, 'kim')
    for (let n = 1; n <= 20; n++)
      expect((await write(nodes.a, owner, 'kim', token, `m${n}`)).status).toBe(200)
    const written = performance.now()
    const heard: unknown[] = []
    while (heard.length < 20) {
      const { message } = await socket.next('new_message')
      heard.push((message as { seq: number }).seq)
    }
    expect(heard).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    await inbox.next('new_room')
    const listed = await inbox.next(
      ({ command, room }) => command === 'room_changed' && (room as { seq: number }).seq === 20,
    )
    expect(listed).toMatchObject({ last: { content: 'm20' }, room: { message_count: 20 } })
    // A look comes every ten seconds while Redis is there.
    expect(performance.now() - written).toBeLessThan(2_000)
    await Promise.all([inbox.close(), socket.close()])
  })

  it('what people write never goes through Redis', async () => {
    const owner = await signUp(nodes.a.origin)
    const inbox = await inboxAt(nodes.b, owner)
    const { token } = await chatAt(nodes.b, owner, 'kim')
    const overheard = await nodes.redis.overhear()
    await write(nodes.a, owner, 'kim', token, 'a canary')
    expect(await inbox.next('room_changed')).toMatchObject({ last: { content: 'a canary' } })
    expect(overheard.text()).toContain('"appended"')
    expect(overheard.text()).not.toMatch(/canary/)
    overheard.end()
    await inbox.close()
  })

  it('typing and reading on one are told on the other', async () => {
    const owner = await signUp(nodes.a.origin)
    const [here, there] = [await inboxAt(nodes.a, owner), await inboxAt(nodes.b, owner)]
    const { socket } = await chatAt(nodes.a, owner, 'kim')
    const { room_id: room } = await socket.ask(
      { command: 'new_message', message: { content: 'hello', type: 'text', client_id: 'c1' } },
      'ack',
    )
    await there.next('room_changed')
    await there.ask({ command: 'open_room', room }, 'room_opened')
    socket.send({ command: 'typing', on: true })
    expect(await there.next('typing')).toMatchObject({ room_id: room, on: true, from: { name: 'kim' } })
    there.send({ command: 'read', room, seq: 1 })
    expect(await socket.next('read')).toMatchObject({ seq: 1, reader: { kind: 'member' } })
    // The same person's other inbox counts down.
    expect(await here.next('read')).toMatchObject({ seq: 1, messages: 1 })
    await Promise.all([here.close(), there.close(), socket.close()])
  })

  it('one client’s REST and sockets may land anywhere: the same id is one entry', async () => {
    const owner = await signUp(nodes.a.origin)
    const { socket: one, token } = await chatAt(nodes.a, owner, 'kim')
    const { socket: two } = await chatAt(nodes.b, owner, 'kim', token)
    const say = { command: 'new_message', message: { content: 'once', type: 'text', client_id: 'c1' } }
    const [ackOne, ackTwo] = await Promise.all([one.ask(say, 'ack'), two.ask(say, 'ack')])
    expect(ackOne).toMatchObject({ id: ackTwo.id, seq: 1 })
    for (const socket of [one, two]) await socket.next('new_message')
    expect((await write(nodes.b, owner, 'kim', token, 'twice')).status).toBe(200)
    for (const socket of [one, two]) {
      expect(await socket.next('new_message')).toMatchObject({ message: { seq: 2 } })
      await socket.close()
    }
  })

  const signedOut = async () => {
    const owner = await signUp(nodes.a.origin)
    const there = await inboxAt(nodes.b, owner)
    const began = performance.now()
    await fetch(`${nodes.a.origin}/accounts/api/logout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
      body: '{}',
    })
    const { code } = await deadline(there.closed, 2_000, () => 'the end of the socket')
    return { code, ms: performance.now() - began }
  }

  it('signing out on one closes the socket on the other within 2 s, Redis there or not', async () => {
    const there = await signedOut()
    await nodes.redis.kill()
    try {
      const away = await signedOut()
      expect([there.code, away.code]).toEqual([4401, 4401])
      report(`signed out elsewhere in ${Math.round(there.ms)} ms, without Redis in ${Math.round(away.ms)} ms`)
    } finally {
      await nodes.redis.start()
    }
  })

  it('what a member has read on one while Redis is away counts in their other inbox, also in a room nobody opened there', async () => {
    const owner = await signUp(nodes.a.origin)
    const [here, there] = [await inboxAt(nodes.a, owner), await inboxAt(nodes.b, owner)]
    const { token } = await chatAt(nodes.a, owner, 'kim')
    await write(nodes.a, owner, 'kim', token, 'hello')
    const { room } = await there.next('room_changed')
    await nodes.redis.kill()
    try {
      here.send({ command: 'read', room: (room as { id: string }).id, seq: 1 })
      expect(await there.next('read')).toMatchObject({ seq: 1, messages: 1, reader: { kind: 'member' } })
    } finally {
      await nodes.redis.start()
    }
    await Promise.all([here.close(), there.close()])
  })
})
