import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FaultProxy } from './fault-proxy.js'
import { until } from './wait.js'

/** A server that sends back what it is sent. */
let echo: Server
let proxy: FaultProxy
let ends: Socket[] = []
beforeEach(async () => {
  echo = createServer(socket => {
    ends.push(socket)
    socket.on('error', () => {})
    socket.pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  proxy = await FaultProxy.start((echo.address() as { port: number }).port)
})
afterEach(async () => {
  await proxy.close()
  for (const end of ends) end.destroy()
  ends = []
  echo.close()
})

/** A client that keeps what it hears. */
async function client() {
  const socket = connect(proxy.port, '127.0.0.1')
  const heard: Buffer[] = []
  socket.on('data', some => heard.push(some as Buffer))
  socket.on('error', () => {})
  ends.push(socket)
  await once(socket, 'connect')
  return { socket, text: () => Buffer.concat(heard).toString() }
}

const closed = (socket: Socket) => new Promise(resolve => socket.once('close', resolve))

it('hands on everything in order, also the end', async () => {
  const { socket, text } = await client()
  const long = 'abcdefghij'.repeat(200_000)
  socket.end(long)
  await closed(socket)
  expect(text()).toBe(long)
  await until('both ends', () => proxy.open === 0)
})

it('cuts what is open, and counts it', async () => {
  const one = await client()
  one.socket.write('hello')
  await until('the echo', () => one.text() === 'hello')
  const gone = closed(one.socket)
  expect(proxy.cut()).toBe(1)
  await gone
  expect(proxy.cuts).toBe(1)
  await until('both ends', () => proxy.open === 0)
})

it('refuses newcomers until it lets them in again', async () => {
  proxy.refuse()
  const refused = connect(proxy.port, '127.0.0.1')
  refused.on('error', () => {})
  await closed(refused)
  expect(proxy.refused).toBe(1)
  proxy.refuse(false)
  const { socket, text } = await client()
  socket.write('now')
  await until('the echo', () => text() === 'now')
})

it('holds everything without a word, and lets it out again', async () => {
  const { socket, text } = await client()
  socket.write('before')
  await until('the echo', () => text() === 'before')
  proxy.hold()
  socket.write(' during')
  const late = await client()
  late.socket.write('late')
  await until('both held', () => proxy.held === 2)
  // Both directions were given the time that an echo takes several times over.
  await new Promise(resolve => setTimeout(resolve, 100))
  expect([text(), late.text(), socket.destroyed]).toEqual(['before', '', false])
  proxy.hold(false)
  await until('what was held', () => text() === 'before during' && late.text() === 'late')
})

it('tells nobody of an end while it holds, and of it afterwards', async () => {
  const { socket } = await client()
  await until('the other side', () => ends.length === 2)
  const other = ends.find(end => end !== socket)
  proxy.hold()
  socket.resetAndDestroy()
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(other?.destroyed).toBe(false)
  proxy.hold(false)
  await until('the end', () => other?.destroyed === true)
})

it('delays and throttles', async () => {
  const { socket, text } = await client()
  proxy.delay(60)
  let began = performance.now()
  socket.write('slowly')
  await until('the echo', () => text() === 'slowly')
  expect(performance.now() - began).toBeGreaterThan(115)
  proxy.delay(0)
  proxy.throttle(10_000)
  began = performance.now()
  socket.write('x'.repeat(2_000))
  await until('the echo', () => text().length === 2_006)
  expect(performance.now() - began).toBeGreaterThan(350)
})
