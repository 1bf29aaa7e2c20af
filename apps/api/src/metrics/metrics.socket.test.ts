import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.js'
import { attend, openSocket, signUp, startNode, type TestNode, visit } from '../../test/node.js'

const token = 'a-token-to-read-figures'
const bearer = { authorization: `Bearer ${token}` }

let database: TestDatabase
let node: TestNode
beforeAll(async () => {
  database = await testDatabase()
  node = await startNode(database, { config: { metricsToken: token, rateLimits: 1 } })
})
afterAll(async () => {
  await node.close()
  await database.drop()
})

const say = (content: string, clientId: string) => ({
  command: 'new_message',
  message: { content, type: 'text', client_id: clientId },
})

async function read(): Promise<string> {
  const answer = await fetch(`${node.http}/metrics`, { headers: bearer })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  return answer.text()
}

/** The value of one series, 0 while it does not exist. */
function figure(text: string, series: string): number {
  const line = text.split('\n').find(one => one.startsWith(`${series} `))
  return line === undefined ? 0 : Number(line.slice(series.length + 1))
}

/** How much each series grows by what is done. */
async function growth(work: () => Promise<void>): Promise<(series: string) => number> {
  const before = await read()
  await work()
  const after = await read()
  return series => figure(after, series) - figure(before, series)
}

test('only the token opens it, and without one there is no such address', async () => {
  const owner = await signUp(node)
  const ask = (headers: Record<string, string>, on = node) => fetch(`${on.http}/metrics`, { headers })
  for (const headers of [
    {},
    { authorization: token },
    { authorization: `Bearer ${token}x` },
    { authorization: `Bearer ${owner.token}` },
    { cookie: owner.cookie },
  ]) {
    const refused = await ask(headers)
    expect(refused.status).toBe(401)
    expect(await refused.text()).not.toContain('deskbell_')
  }
  const closed = await startNode(database)
  try {
    expect((await ask(bearer, closed)).status).toBe(404)
  } finally {
    await closed.close()
  }
})

test('a message is counted on its whole way', async () => {
  const owner = await signUp(node)
  const inbox = await attend(node, owner)
  const { socket, token: visitor } = await visit(node, owner.slug, 'kim')
  const grown = await growth(async () => {
    await socket.ask('ack', say('one', 'c1'))
    await socket.ask('ack', say('one', 'c1'))
    await socket.ask('ack', say('two', 'c2'))
    await fetch(`${node.http}/api/sites/${owner.slug}/visitors/kim/messages`, {
      headers: { authorization: `Bearer ${visitor}` },
    })
  })
  // What was sent twice is stored once. The first message also opens a conversation.
  expect(grown('deskbell_entries_appended_total{kind="message"}')).toBe(2)
  expect(grown('deskbell_append_batch_entries_sum')).toBeGreaterThanOrEqual(3)
  expect(grown('deskbell_append_seconds_count{outcome="committed"}')).toBe(3)
  expect(grown('deskbell_fan_out_seconds_count')).toBe(3)
  expect(grown('deskbell_command_seconds_count{command="new_message"}')).toBe(3)
  const route = '/api/sites/:site/visitors/:consumer/messages'
  expect(grown(`deskbell_http_requests_total{method="GET",route="${route}",status="200"}`)).toBe(1)
  const text = await read()
  expect(figure(text, 'deskbell_sockets{role="visitor"}')).toBe(1)
  expect(figure(text, 'deskbell_sockets{role="member"}')).toBe(1)
  expect(text).toMatch(/^deskbell_bus_lag_seconds 0$/m)
  expect(figure(text, 'deskbell_bus_whole')).toBe(1)
  expect(text).toMatch(/^deskbell_overloaded 0$/m)
  for (const series of [
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_heap_size_used_bytes',
    'process_resident_memory_bytes',
    'deskbell_database_connections{pool="journal",state="idle"}',
  ])
    expect(figure(text, series), series).toBeGreaterThan(0)
  expect(figure(text, 'deskbell_database_waiting{pool="main"}')).toBe(0)
  socket.close()
  inbox.close()
})

test('what has not happened yet stands at 0, so that its first time can be seen', async () => {
  const fresh = await startNode(database, { config: { metricsToken: token, rateLimits: 1 } })
  try {
    const text = await (await fetch(`${fresh.http}/metrics`, { headers: bearer })).text()
    for (const series of [
      'deskbell_entries_appended_total{kind="note"}',
      'deskbell_append_seconds_count{outcome="failed"}',
      'deskbell_frames_refused_total{reason="internal"}',
      'deskbell_rate_limited_total{limit="passwordAccount"}',
      'deskbell_slow_readers_cut_total',
    ])
      expect(text.split('\n')).toContain(`${series} 0`)
  } finally {
    await fresh.close()
  }
})

test('refusals are counted by their reason, a limit’s by its name', async () => {
  const owner = await signUp(node)
  const { socket } = await visit(node, owner.slug, 'kim')
  const grown = await growth(async () => {
    socket.send('{"command":')
    await socket.next('error', ({ error }) => error.kind === 'bad_request')
    for (let n = 0; n < 120; n++) socket.send({ command: 'typing', on: true })
    await socket.next('error', ({ error }) => error.kind === 'rate_limited')
    // Answered in order, so all of the flood is behind.
    await socket.ask('messages', { command: 'fetch_messages' })
  })
  expect(grown('deskbell_frames_refused_total{reason="bad_request"}')).toBe(1)
  const refused = grown('deskbell_frames_refused_total{reason="rate_limited"}')
  expect(refused).toBeGreaterThan(5)
  expect(grown('deskbell_rate_limited_total{limit="frameSignal"}')).toBe(refused)
  socket.close()
})

test('no label names a site or a person, and nobody can make series by asking', async () => {
  const owner = await signUp(node, `acme-${Date.now()}`)
  const { socket } = await visit(node, owner.slug, 'kim-the-visitor')
  await socket.ask('ack', say('words nobody else should read', 'c1'))
  const series = (text: string) => text.split('\n').filter(line => !line.startsWith('#')).length
  await fetch(`${node.http}/nothing/here`)
  const before = series(await read())
  for (let n = 0; n < 20; n++) {
    await fetch(`${node.http}/nothing/${n}?site=${owner.slug}`)
    await fetch(`${node.http}/widget/${owner.slug}`)
    socket.send({ command: `made-up-${n}` })
    await socket.next('error')
    const stranger = openSocket(node, `/ws/chat/nobody-${n}/kim`)
    expect((await stranger.closed).code).toBe(4404)
  }
  const text = await read()
  expect(series(text) - before).toBeLessThan(40)
  for (const secret of [owner.slug, owner.token, 'kim-the-visitor', 'words nobody', 'made-up', 'nobody-'])
    expect(text).not.toContain(secret)
  socket.close()
})
