import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.js'
import { attend, signUp, startNode, visit } from '../../test/node.js'
import { TraceReceiver } from '../../test/trace-receiver.js'
import { createLogger } from '../wire/log.js'

let database: TestDatabase
let receiver: TraceReceiver
beforeAll(async () => {
  database = await testDatabase()
  receiver = await TraceReceiver.start()
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = receiver.url
  process.env.OTEL_EXPORTER_OTLP_HEADERS = 'x-key=secret-of-the-collector'
})
afterAll(async () => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT
  delete process.env.OTEL_EXPORTER_OTLP_HEADERS
  await receiver.close()
  await database.drop()
})

/** What of OpenTelemetry this process has loaded; vitest may load the types' package by itself. */
const loaded = () =>
  Object.keys(createRequire(import.meta.url).cache).filter(path =>
    /@opentelemetry\/(sdk|exporter|otlp)/.test(path.replaceAll('+', '/')),
  )

const say = (content: string, clientId: string) => ({
  command: 'new_message',
  message: { content, type: 'text', client_id: clientId },
})

test('where nobody listens to traces, nothing of it is even loaded', async () => {
  const node = await startNode(database)
  const { socket } = await visit(node, (await signUp(node)).slug, 'kim')
  await socket.ask('ack', say('Hello', 'c1'))
  await node.close()
  expect(loaded()).toEqual([])
})

test('a command is a span from its frame to its answer, with append and fan-out inside', async () => {
  const node = await startNode(database, { config: { traces: true } })
  expect(loaded()).not.toEqual([])
  const owner = await signUp(node)
  const inbox = await attend(node, owner)
  const { socket, hello } = await visit(node, owner.slug, 'kim-the-visitor')
  const before = Date.now()
  const ack = await socket.ask('ack', say('words nobody else should read', 'client-id-1'))
  await socket.ask('ack', say('words nobody else should read', 'client-id-1'))
  socket.send(say('another body', 'client-id-1'))
  await socket.next('error', ({ error }) => error.kind === 'conflict')
  const after = Date.now()
  await fetch(`${node.http}/api/sites/${owner.slug}/visitors/kim-the-visitor/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'by REST', client_id: 'client-id-2' }),
  })
  await node.close()

  const sends = receiver.spans.filter(span => span.name === 'new_message')
  expect(sends).toHaveLength(3)
  const [first, again, conflict] = sends.sort((a, b) => a.began - b.began)
  if (!first || !again || !conflict) throw new Error('spans are missing')
  for (const send of sends) {
    expect(send.parentSpanId).toBeUndefined()
    expect(send.began).toBeGreaterThanOrEqual(before - 5)
    expect(send.ended).toBeLessThanOrEqual(after + 5)
    for (const child of receiver.children(send)) {
      expect(child.began).toBeGreaterThanOrEqual(send.began - 1)
      expect(child.ended).toBeLessThanOrEqual(send.ended + 1)
    }
  }
  const namesIn = (span: (typeof sends)[number]) =>
    receiver
      .children(span)
      .map(child => child.name)
      .sort()
  expect(namesIn(first)).toEqual(['append', 'fan-out'])
  expect(first.failed).toBe(false)
  // What was stored before is told to nobody.
  expect(namesIn(again)).toEqual(['append'])
  expect(conflict).toMatchObject({ failed: true, attributes: { 'error.type': 'conflict' } })

  const route = '/api/sites/:site/visitors/:consumer/messages'
  const call = receiver.spans.find(span => span.name === `POST ${route}`)
  if (!call) throw new Error('the REST call has no span')
  expect(call.attributes).toMatchObject({
    'http.request.method': 'POST',
    'http.route': route,
    'http.response.status_code': 200,
  })
  expect(namesIn(call)).toEqual(['append', 'fan-out'])

  const sent = receiver.bodies.join('\n')
  expect(sent).toContain('"deskbell"')
  for (const secret of [
    'words nobody',
    'another body',
    'by REST',
    'kim-the-visitor',
    'client-id-',
    'secret-of-the-collector',
    owner.slug,
    owner.token,
    ack.room_id,
    ack.id,
    hello.epoch,
  ])
    expect(sent).not.toContain(secret)
  inbox.close()
})

test.each([500, 503])(
  'a collector that answers %i costs nobody an answer, and the log does not repeat it',
  async status => {
    receiver.status = status
    const lines: string[] = []
    const logger = createLogger('info', { write: line => lines.push(line) })
    const node = await startNode(database, { config: { traces: true }, logger })
    const { socket } = await visit(node, (await signUp(node)).slug, 'kim')
    await socket.ask('ack', say('Hello', 'c1'))
    const began = performance.now()
    await node.close()
    expect(performance.now() - began).toBeLessThan(4_000)
    const log = lines.join('')
    expect(log).toMatch(/traces could not be sent|sending the last traces took longer/)
    expect(log).not.toContain(receiver.url)
    expect(log).not.toContain('secret-of-the-collector')
    expect(log).not.toMatch(/"level":50/)
  },
)
