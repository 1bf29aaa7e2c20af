import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { DeskbellError } from '../core/errors.js'
import { createLogger } from './log.js'
import { createServer, type ServerOptions } from './server.js'

let app: Awaited<ReturnType<typeof createServer>>['app'] | undefined
afterEach(() => app?.close())

let log = ''
async function serve(options: Partial<ServerOptions> = {}) {
  log = ''
  const made = await createServer({
    secret: 's'.repeat(32),
    publicUrl: undefined,
    trustProxy: false,
    logger: createLogger('trace', { write: line => (log += line) }),
    ...options,
  })
  app = made.app
  return made.app
}

test.each([
  [false, '127.0.0.1'],
  [1, '192.0.2.2'],
  [2, '192.0.2.1'],
  [['127.0.0.1'], '192.0.2.2'],
  [['10.0.0.0/8'], '127.0.0.1'],
] as const)('with %j trusted the address is %s', async (trustProxy, address) => {
  const server = await serve({
    trustProxy: Array.isArray(trustProxy) ? [...trustProxy] : (trustProxy as false | number),
  })
  server.get('/ip', request => ({ ip: request.ip }))
  const headers = { 'x-forwarded-for': '192.0.2.1, 192.0.2.2' }
  expect((await server.inject({ url: '/ip', headers })).json()).toEqual({ ip: address })
})

test('every answer names its request, and its log line the route without what was in the address', async () => {
  const server = await serve()
  server.get('/rooms/:consumer', () => ({}))
  const answer = await server.inject({ url: '/rooms/kim-secret?token=abc' })
  const { reqId, req } = JSON.parse(log.trim())
  expect(reqId).toBe(answer.headers['x-request-id'])
  expect(req).toEqual({ method: 'GET', route: '/rooms/:consumer' })
  await server.inject({ url: '/no/kim-secret' })
  expect(log).not.toContain('secret')
})

test('a defect is logged under the request’s id and told without words', async () => {
  const server = await serve()
  server.get('/broken', () => {
    throw new Error('something about ada')
  })
  const answer = await server.inject({ url: '/broken' })
  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toEqual({
    detail: 'Something went wrong on our side.',
    error: { kind: 'internal', message: 'Something went wrong on our side.' },
  })
  const line = log.split('\n').find(text => text.includes('unexpected'))
  expect(JSON.parse(line ?? '{}')).toMatchObject({
    reqId: answer.headers['x-request-id'],
    err: { message: 'something about ada', stack: expect.stringContaining('server.test.ts') },
  })
})

test('when to come back is a header too', async () => {
  const server = await serve()
  server.get('/busy', () => {
    throw new DeskbellError('overloaded', 'Later.', { retryAfterMs: 1_500 })
  })
  const answer = await server.inject({ url: '/busy' })
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['retry-after']).toBe('2')
})

test('answers that are data can neither be framed nor sniffed nor run', async () => {
  const server = await serve()
  server.get('/data', () => ({}))
  expect((await server.inject({ url: '/data' })).headers).toMatchObject({
    'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
  })
})

test('addresses and requests that are not well formed are refused in our shape', async () => {
  const server = await serve()
  server.get('/rooms/:consumer', () => ({}))
  for (const url of ['/rooms/%E0%A4%A', '/rooms/%', '/%c0%ae%c0%ae/etc']) {
    const answer = await server.inject({ url })
    expect(answer.statusCode, url).toBe(400)
    expect(answer.json().error).toMatchObject({ kind: 'bad_request', field: 'path' })
  }
  const long = await server.inject({ url: `/rooms/${'x'.repeat(5_000)}` })
  expect(long.statusCode).toBe(400)
})

test('bytes that are no HTTP get an error and the server lives on', async () => {
  const server = await serve()
  server.get('/data', () => ({}))
  await server.listen({ port: 0, host: '127.0.0.1' })
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const answer = await new Promise<string>((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n'))
    socket.on('data', data => (text += data))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect((await fetch(`http://127.0.0.1:${port}/data`)).status).toBe(200)
})
