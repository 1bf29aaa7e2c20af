import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/database.js'
import {
  attend,
  opened,
  openSocket,
  type SignedUp,
  signUp,
  startNode,
  type TestNode,
  visit,
} from '../../../test/node.js'
import { LocalBus } from '../../realtime/local-bus.js'

let database: TestDatabase
let node: TestNode
/** A second node of the same installation. */
let other: TestNode

beforeAll(async () => {
  database = await testDatabase()
  const bus = new LocalBus()
  node = await startNode(database, { bus: bus.join() })
  other = await startNode(database, { bus: bus.join() })
})
afterAll(async () => {
  await Promise.all([node.close(), other.close()])
  await database.drop()
})

const say = (content: string, client_id?: string) => ({
  command: 'new_message',
  message: { content, type: 'text', ...(client_id ? { client_id } : {}) },
})

async function chatting(at: { inbox?: TestNode; visitor?: TestNode } = {}) {
  const owner = await signUp(node)
  const inbox = await attend(at.inbox ?? node, owner)
  const { socket: visitor, token, hello } = await visit(at.visitor ?? node, owner.slug, 'kim')
  return { owner, inbox, visitor, token, hello }
}

test('a visitor rings, the inbox hears it, the owner answers', async () => {
  const { inbox, visitor } = await chatting()
  visitor.send(say('is anybody there?', 'c1'))
  const ack = await visitor.next('ack')
  expect(ack).toMatchObject({ client_id: 'c1', seq: 1 })
  const { room } = await inbox.next('new_room')
  expect(room).toMatchObject({ consumer: 'kim', messages: [] })
  const changed = await inbox.next('room_changed')
  expect(changed).toMatchObject({
    room: { id: ack.room_id, seq: 1, message_count: 1 },
    last: { content: 'is anybody there?' },
  })

  const listed = await inbox.ask('rooms', { command: 'fetch_rooms' })
  expect(listed.rooms[0]).toMatchObject({ id: ack.room_id, unread: 1, read: { seq: 0, messages: 0 } })
  const { room: open } = await inbox.ask('room_opened', { command: 'open_room', room: ack.room_id })
  expect(open.messages.map(message => message.content)).toEqual(['is anybody there?'])

  inbox.send({ ...say('yes, a person', 'm1'), room: ack.room_id })
  await inbox.next('ack', event => event.client_id === 'm1')
  expect((await inbox.next('new_message')).message.content).toBe('yes, a person')
  // Answering has read what stands above.
  expect(await inbox.next('read')).toMatchObject({ seq: 2, messages: 2 })
  const heard = await visitor.next('new_message', event => event.message.seq === 2)
  expect(heard.message).toMatchObject({ content: 'yes, a person', from: { kind: 'member' } })
})

test('a note and its number are the members’ own', async () => {
  const { inbox, visitor } = await chatting()
  visitor.send(say('one', 'c1'))
  const { room_id: room } = await visitor.next('ack')
  await inbox.ask('room_opened', { command: 'open_room', room })
  const noted = await inbox.ask('ack', {
    command: 'new_note',
    room,
    note: { content: 'between us', client_id: 'n1' },
  })
  expect(noted.seq).toBe(2)
  // Who notes has read; the visitor is told so in their own numbers.
  expect(await visitor.next('read')).toMatchObject({ seq: 1, reader: { kind: 'member' } })
  inbox.send({ ...say('two', 'm1'), room })
  const two = await visitor.next('new_message', event => event.message.content === 'two')
  expect(two.message.seq).toBe(2)
  expect((await inbox.next('new_message', event => event.message.content === 'two')).message.seq).toBe(3)
  expect(JSON.stringify(visitor.frames)).not.toContain('between us')
  const page = await visitor.ask('messages', { command: 'fetch_messages' })
  expect(page.messages.map(message => [message.seq, message.content])).toEqual([
    [1, 'one'],
    [2, 'two'],
  ])
  expect(page).toMatchObject({ top: 2, first: 1, more: false })
})

test('one socket’s commands are worked on in order, however fast they come', async () => {
  const { visitor } = await chatting()
  for (let n = 1; n <= 30; n++) visitor.send(say(`m${n}`, `c${n}`))
  visitor.send({ command: 'fetch_messages', id: 'last' })
  const page = await visitor.next('messages', event => event.in_reply_to === 'last')
  expect(page.messages.map(message => message.content)).toEqual(
    Array.from({ length: 30 }, (_, at) => `m${at + 1}`),
  )
})

test('the same id again answers the same entry on any node, over socket or REST; another body is a conflict', async () => {
  const { owner, visitor, token } = await chatting()
  const first = await visitor.ask('ack', say('once', 'c1'))
  const { socket: elsewhere } = await visit(other, owner.slug, 'kim', token)
  expect(await elsewhere.ask('ack', say('once', 'c1'))).toMatchObject({ id: first.id, seq: 1 })
  const rest = (content: string) =>
    fetch(`${other.http}/api/sites/${owner.slug}/visitors/kim/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ content, client_id: 'c1' }),
    })
  expect(await (await rest('once')).json()).toMatchObject({ id: first.id, seq: 1, client_id: 'c1' })
  const conflict = await rest('twice')
  expect([conflict.status, await conflict.json()]).toMatchObject([
    409,
    { error: { kind: 'conflict', field: 'message.client_id' } },
  ])
  visitor.send(say('twice', 'c1'))
  expect(await visitor.next('error')).toMatchObject({ client_id: 'c1', error: { kind: 'conflict' } })
})

test('what is written on one node is heard on the other, in order', async () => {
  const { inbox, visitor } = await chatting({ inbox: other })
  visitor.send(say('m1', 'c1'))
  const { room_id: room } = await visitor.next('ack')
  expect((await inbox.next('room_changed')).last).toMatchObject({ content: 'm1' })
  await inbox.ask('room_opened', { command: 'open_room', room })
  for (let n = 2; n <= 20; n++) visitor.send(say(`m${n}`, `c${n}`))
  await inbox.next('new_message', event => event.message.seq === 20)
  const heard = inbox.frames.flatMap(frame => (frame.command === 'new_message' ? [frame.message.seq] : []))
  expect(heard).toEqual(Array.from({ length: 19 }, (_, at) => at + 2))
})

test('typing and reading are told to the others, and stay in the room', async () => {
  const { inbox, visitor, owner } = await chatting()
  visitor.send(say('a', 'c1'))
  const { room_id: room } = await visitor.next('ack')
  await inbox.ask('room_opened', { command: 'open_room', room })
  const { socket: stranger } = await visit(node, owner.slug, 'lee')
  visitor.send({ command: 'typing', on: true })
  expect(await inbox.next('typing')).toMatchObject({
    room_id: room,
    on: true,
    from: { kind: 'visitor', name: 'kim' },
  })
  inbox.send({ command: 'read', room, seq: 1 })
  expect(await inbox.next('read')).toMatchObject({ seq: 1, messages: 1 })
  expect(await visitor.next('read')).toMatchObject({ seq: 1, reader: { kind: 'member' } })
  const { messages } = await stranger.ask('messages', { command: 'fetch_messages' })
  expect(messages).toEqual([])
  expect(stranger.frames.map(frame => frame.command)).toEqual(['session', 'hello', 'messages'])
})

test('a dead token, a guessed id, another site’s member: let in to be told why, and final', async () => {
  const owner = await signUp(node)
  const stranger = await signUp(node)
  await visit(node, owner.slug, 'kim')
  const refused = async (path: string, token?: string) => {
    const socket = openSocket(
      node,
      path,
      token === undefined ? { protocols: ['deskbell.v1', 'visitor'] } : { token },
    )
    const { error } = await socket.next('error')
    return [error.kind, (await socket.closed).code]
  }
  expect(await refused(`/ws/chat/${owner.slug}/kim`)).toEqual(['forbidden', 4403])
  expect(await refused(`/ws/chat/${owner.slug}/kim`, 'not.a.token')).toEqual(['unauthorized', 4401])
  expect(await refused(`/ws/chat/${owner.slug}/kim`, stranger.token)).toEqual(['forbidden', 4403])
  expect(await refused(`/ws/room/${owner.slug}`, stranger.token)).toEqual(['forbidden', 4403])
  expect(await refused(`/ws/room/${owner.slug}`)).toEqual(['unauthorized', 4401])
  expect(await refused('/ws/chat/nobody-here/kim')).toEqual(['not_found', 4404])
})

test('an id is theirs when the browser has answered its first ping; when the server died before, the next gets it', async () => {
  const owner = await signUp(node)
  const past = "update visitors set created_at = now() - interval '11 seconds' where consumer_id = any($1)"
  const protocols = ['deskbell.v1', 'visitor']
  await visit(node, owner.slug, 'here')
  const claimed = async () =>
    (
      await database.pool.query(
        "select 1 from visitors where consumer_id = 'here' and claimed_at is not null",
      )
    ).rowCount
  await expect.poll(claimed).toBe(1)
  // Heard nothing yet: what a server that dies leaves behind.
  const gone = openSocket(node, `/ws/chat/${owner.slug}/gone`, { protocols, autoPong: false })
  const { token } = await gone.next('session')
  await database.pool.query(past, [['here', 'gone']])
  const again = (consumer: string) => openSocket(node, `/ws/chat/${owner.slug}/${consumer}`, { protocols })
  expect((await again('here').closed).code).toBe(4403)
  const next = await again('gone').next('session')
  expect(next.token).not.toBe(token)
  // Who comes back with the lost token is told, and their socket, should it still live, ends when it answers.
  gone.ws.pong()
  expect((await gone.closed).code).toBe(4401)
  const { socket } = await visit(node, owner.slug, 'gone', next.token)
  expect(await socket.ask('ack', say('mine', 'c1'))).toMatchObject({ seq: 1 })
  expect((await openSocket(node, `/ws/chat/${owner.slug}/gone`, { token }).closed).code).toBe(4401)
})

test('an old client is refused with the HTTP status', async () => {
  const owner = await signUp(node)
  await visit(node, owner.slug, 'kim')
  const status = (path: string) =>
    new Promise(resolve => {
      const socket = openSocket(node, path, { protocols: [] })
      socket.ws.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode)
        socket.close()
      })
    })
  expect(await status(`/ws/chat/${owner.slug}/kim`)).toBe(403)
  expect(await status('/ws/chat/nobody-here/kim')).toBe(404)
  expect(await status(`/ws/chat/${owner.slug}/a%20b`)).toBe(400)
})

test('a cookie from another page is not taken', async () => {
  const owner = await signUp(node)
  const from = (origin: string) =>
    openSocket(node, `/ws/room/${owner.slug}`, { headers: { cookie: owner.cookie, origin } })
  const foreign = from('https://evil.example')
  expect((await foreign.next('error')).error.kind).toBe('forbidden')
  expect((await foreign.closed).code).toBe(4403)
  await from(node.http).next('hello')
})

test.each([
  ['no JSON', '{', 'frame'],
  ['an empty frame', '', 'frame'],
  ['a list', '[]', 'frame'],
  ['no command', '{}', 'command'],
  ['an unknown command', '{"command":"drop_tables"}', 'command'],
  ['a prototype key', '{"command":"typing","on":true,"__proto__":{"admin":true}}', 'frame'],
  ['a wrong type', '{"command":"typing","on":"yes"}', 'on'],
  ['a missing message', '{"command":"new_message"}', 'message'],
  ['a number as content', '{"command":"new_message","message":{"content":1}}', 'message.content'],
  ['a blank message', '{"command":"new_message","message":{"content":"  "}}', 'message.content'],
  ['a NUL', '{"command":"new_message","message":{"content":"a\\u0000b"}}', 'message.content'],
  ['half a character', '{"command":"new_message","message":{"content":"\\ud800"}}', 'message.content'],
  ['too much', JSON.stringify(say('x'.repeat(10_001))), 'message.content'],
  [
    'a bad client id',
    '{"command":"new_message","message":{"content":"a","client_id":"a b"}}',
    'message.client_id',
  ],
  [
    'a file of nobody',
    '{"command":"new_message","message":{"content":"a","file":"../../etc/passwd"}}',
    'message.file',
  ],
  ['a number below 0', '{"command":"read","seq":-1}', 'seq'],
  ['both directions', '{"command":"fetch_messages","after":1,"before":2}', 'before'],
  ['an unknown key', '{"command":"typing","on":true,"whom":"all"}', 'whom'],
])('%s is an error that names the field, and the socket lives', async (_, frame, field) => {
  const owner = await signUp(node)
  const { socket } = await visit(node, owner.slug, 'kim')
  socket.send(frame)
  expect((await socket.next('error')).error).toMatchObject({ kind: 'bad_request', field })
  await socket.ask('ack', say('still here', 'c1'))
})

test('a visitor may not do what members do', async () => {
  const { visitor } = await chatting()
  for (const command of [
    { command: 'fetch_rooms' },
    { command: 'open_room', room: '01900000-0000-7000-8000-000000000000' },
    { command: 'new_note', note: { content: 'x' } },
  ]) {
    visitor.send(command)
    expect((await visitor.next('error')).error.kind).toBe('forbidden')
  }
  visitor.send({ command: 'fetch_messages', room: '01900000-0000-7000-8000-000000000000' })
  expect((await visitor.next('error')).error.kind).toBe('not_found')
})

test('a frame over the limit closes its socket with 1009 and nobody else’s', async () => {
  const { inbox, visitor } = await chatting()
  visitor.send(JSON.stringify(say('x'.repeat(70_000))))
  expect((await visitor.closed).code).toBe(1009)
  await inbox.ask('rooms', { command: 'fetch_rooms' })
})

test('signing out closes the session’s sockets on every node within 2 s', async () => {
  const { owner, inbox } = await chatting()
  const elsewhere = await attend(other, owner)
  const began = Date.now()
  await fetch(`${node.http}/accounts/api/logout`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner.token}` },
  })
  expect((await inbox.closed).code).toBe(4401)
  expect((await elsewhere.closed).code).toBe(4401)
  expect(Date.now() - began).toBeLessThan(2_000)
})

test('a node that stops sends everybody away and finishes what it began', async () => {
  const third = await startNode(database)
  const owner = await signUp(third)
  const { socket } = await visit(third, owner.slug, 'kim')
  for (let n = 1; n <= 10; n++) socket.send(say(`m${n}`, `c${n}`))
  await socket.next('ack')
  await third.close()
  expect((await socket.next('reconnect')).after_ms).toBeGreaterThan(0)
  expect((await socket.closed).code).toBe(1012)
  const acked = socket.frames.filter(frame => frame.command === 'ack').length
  const stored = await database.pool.query(
    'select count(*)::int as n from journal j join sites s on s.id = j.site_id where s.slug = $1',
    [owner.slug],
  )
  expect(stored.rows[0].n).toBeGreaterThanOrEqual(acked)
})

test('frames that come while a socket is still being opened wait for their turn', async () => {
  const owner: SignedUp = await signUp(node)
  const socket = openSocket(node, `/ws/chat/${owner.slug}/kim`, { protocols: ['deskbell.v1', 'visitor'] })
  socket.ws.on('open', () => socket.send({ ...say('at once', 'c1'), id: 1 }))
  await opened(socket)
  await socket.next('ack')
  expect(socket.frames[0]?.command).toBe('session')
  expect(socket.frames[1]?.command).toBe('hello')
})
