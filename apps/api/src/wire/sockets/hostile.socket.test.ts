import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/database.js'
import { opened, openSocket, signUp, startNode, type TestNode, visit } from '../../../test/node.js'
import { createLogger } from '../log.js'

let database: TestDatabase
let node: TestNode
let log = ''

beforeAll(async () => {
  database = await testDatabase()
  node = await startNode(database, { logger: createLogger('trace', { write: line => (log += line) }) })
})
afterAll(async () => {
  await node.close()
  await database.drop()
})

/** A connection that says what it is told to and never answers. */
async function mute(at: TestNode, ...lines: string[]): Promise<Socket> {
  const [host, port] = at.host.split(':')
  const socket = connect(Number(port), host)
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(`${[...lines, `Host: ${at.host}`].join('\r\n')}\r\n\r\n`)
  return socket
}

const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

test('with both credentials of one browser, signing out ends what the socket may do as the member', async () => {
  const owner = await signUp(node)
  const bound = openSocket(node, `/ws/chat/${owner.slug}/lee`, { protocols: [] })
  const [response] = await once(bound.ws, 'upgrade')
  const visitorCookie = String(response.headers['set-cookie']).split(';')[0]
  await opened(bound)
  bound.close()
  const both = openSocket(node, `/ws/chat/${owner.slug}/lee`, {
    protocols: [],
    headers: { cookie: `${owner.cookie}; ${visitorCookie}` },
  })
  const asOwner = (content: string) => ({ command: 'new_message', message: { content, author: owner.slug } })
  await opened(both)
  both.send(asOwner('still a member'))
  expect((await both.next('new_message')).message.author).toBe(owner.slug)
  await fetch(`${node.http}/accounts/api/logout`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner.token}` },
  })
  expect((await both.closed).code).toBe(4401)
})

test('a plain GET of a chat socket’s address binds nobody', async () => {
  const owner = await signUp(node)
  const answer = await fetch(`${node.http}/ws/chat/${owner.slug}/kim`)
  expect(answer.status).toBe(404)
  await visit(node, owner.slug, 'kim')
})

test('an upgrade of a page is not logged with what stands in its address', async () => {
  const socket = await mute(node, 'GET /docs?token=hunter2 HTTP/1.1', ...UPGRADE)
  await once(socket, 'data')
  socket.destroy()
  await fetch(`${node.http}/healthz`)
  expect(log).toContain('answered')
  expect(log).not.toContain('hunter2')
})

test('who never answers cannot keep a stopping node', async () => {
  const third = await startNode(database)
  const owner = await signUp(third)
  const chat = await mute(third, `GET /ws/chat/${owner.slug}/kim HTTP/1.1`, ...UPGRADE)
  await once(chat, 'data')
  const refused = await mute(
    third,
    `GET /ws/chat/${owner.slug}/kim HTTP/1.1`,
    ...UPGRADE,
    'Sec-WebSocket-Protocol: deskbell.v1',
  )
  await once(refused, 'data')
  const upload = await mute(
    third,
    'POST /accounts/api/login HTTP/1.1',
    'Content-Type: application/json',
    'Content-Length: 100',
  )
  const began = Date.now()
  await third.close()
  expect(Date.now() - began).toBeLessThan(8_000)
  for (const socket of [chat, refused, upload]) socket.destroy()
})

test('a database that hangs cannot keep a stopping node', async () => {
  const third = await startNode(database)
  const owner = await signUp(third)
  const { socket } = await visit(third, owner.slug, 'kim')
  const locker = await database.pool.connect()
  try {
    await locker.query('begin')
    await locker.query('lock table journal in access exclusive mode')
    socket.send({ command: 'new_message', message: { content: 'held up', client_id: 'c1' } })
    const waits =
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    // Not through the locker: within one transaction that view shows one moment.
    await expect.poll(async () => (await database.pool.query(waits)).rowCount).toBe(1)
    const began = Date.now()
    await third.close()
    expect(Date.now() - began).toBeLessThan(10_000)
    expect((await socket.closed).code).toBe(1012)
  } finally {
    await locker.query('rollback')
    locker.release()
  }
})

test('who takes files and reads nothing is refused before they fill the memory', async () => {
  const owner = await signUp(node)
  const { socket, token } = await visit(node, owner.slug, 'kim')
  const form = new FormData()
  form.set('room', `${owner.slug} kim`)
  form.set('draft', '1')
  form.set('file', new File(['x'.repeat(5 * 1024 * 1024)], 'long.txt'))
  const uploaded = await fetch(`${node.http}/chatbot/message/file/upload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  })
  const { file } = (await uploaded.json()) as { file: string }
  const silent: Socket[] = []
  for (let n = 0; n < 12; n++) {
    const reader = await mute(node, `GET ${file} HTTP/1.1`)
    await once(reader, 'readable')
    silent.push(reader)
  }
  expect((await fetch(node.http + file)).status).toBe(503)
  for (const reader of silent) {
    reader.destroy()
    await once(reader, 'close')
  }
  await expect.poll(async () => (await fetch(node.http + file)).status).toBe(200)
  socket.close()
})

test('REST is no way around the limits of the sockets, and nobody may ask for every id', async () => {
  const third = await startNode(database, {
    config: { publicUrl: undefined, trustProxy: false, rateLimits: 1, redisUrl: undefined },
  })
  const owner = await signUp(third)
  const { socket, token } = await visit(third, owner.slug, 'kim')
  const read = async () =>
    (
      await fetch(`${third.http}/api/sites/${owner.slug}/visitors/kim/messages?limit=1`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).status
  const statuses = await Promise.all(Array.from({ length: 101 }, read))
  expect(statuses.filter(status => status === 429)).toHaveLength(1)
  socket.send({ command: 'fetch_messages' })
  expect((await socket.next('error')).error.kind).toBe('rate_limited')
  // Who has read too much may still write.
  await socket.ask('ack', {
    command: 'new_message',
    message: { content: 'hello', type: 'text', client_id: 'c1' },
  })
  const nobody = await opened(openSocket(third, `/ws/room/${owner.slug}`, { protocols: [] }))
  for (let n = 0; n < 101; n++) nobody.send({ command: 'room', consumer: `id${n}` })
  expect((await nobody.next('error')).error.kind).toBe('rate_limited')
  nobody.close()
  await third.close()
})
