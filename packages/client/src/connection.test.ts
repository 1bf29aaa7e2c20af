import type { Event } from '@deskbell/protocol/event'
import { beforeEach, expect, test } from 'vitest'
import { FakeNetwork, hello } from '../test/fake-sockets.js'
import { Connection, type ConnectionState } from './connection.js'

let net: FakeNetwork
let states: ConnectionState[]
let events: Event[]
let token: string | null

beforeEach(() => {
  net = new FakeNetwork()
  states = []
  events = []
  token = null
})

function connect(): Connection {
  const connection = new Connection({
    url: 'wss://desk.example/ws/chat/acme/kim',
    protocols: () => (token === null ? ['deskbell.v1'] : ['deskbell.v1', token]),
    ports: net.ports,
    onState: state => states.push(state),
    onEvent: event => events.push(event),
  })
  connection.start()
  return connection
}

test('is idle, connecting, then open with the hello it got', () => {
  const connection = connect()
  expect(states).toEqual([{ status: 'connecting', attempt: 0 }])
  net.last.tell(hello())
  expect(connection.state).toEqual({ status: 'open', hello: hello() })
  expect(events).toEqual([])
})

test('sends only on an open socket', () => {
  const connection = connect()
  expect(connection.send({ command: 'fetch_messages' })).toBe(false)
  net.last.tell(hello())
  expect(connection.send({ command: 'fetch_messages' })).toBe(true)
  expect(net.last.sent).toEqual([{ command: 'fetch_messages' }])
})

test('waits longer after each attempt and asks for the token anew', () => {
  connect()
  net.last.drop()
  expect(states.at(-1)).toEqual({ status: 'waiting', attempt: 1, until: net.clock.now() + 250 })
  token = 'bearer.t'
  net.clock.advance(250)
  expect(net.sockets).toHaveLength(2)
  expect(net.last.protocols).toEqual(['deskbell.v1', 'bearer.t'])
  net.last.drop()
  expect(states.at(-1)).toEqual({ status: 'waiting', attempt: 2, until: net.clock.now() + 500 })
})

test('a socket that held for a heartbeat starts the waiting anew, one that did not goes on', () => {
  connect()
  net.last.drop()
  net.clock.advance(250)
  net.last.tell(hello())
  net.last.drop()
  expect(states.at(-1)).toMatchObject({ status: 'waiting', attempt: 2 })
  net.clock.advance(500)
  net.last.tell(hello())
  net.clock.advance(10_000)
  net.last.drop()
  expect(states.at(-1)).toEqual({ status: 'waiting', attempt: 1, until: net.clock.now() + 250 })
})

test('gives up on a socket that never says hello', () => {
  connect()
  net.clock.advance(9_999)
  expect(states.at(-1)?.status).toBe('connecting')
  net.clock.advance(1)
  expect(states.at(-1)?.status).toBe('waiting')
  expect(net.last.gone).toBe(true)
})

test('drops a socket that was silent for two and a half heartbeats, and any frame counts as a sign of life', () => {
  const connection = connect()
  net.last.tell(hello())
  net.clock.advance(24_000)
  net.last.tell({ command: 'room_exists' })
  net.clock.advance(24_999)
  expect(connection.state.status).toBe('open')
  net.clock.advance(1)
  expect(connection.state.status).toBe('waiting')
  expect(net.last.gone).toBe(true)
})

test('frames of a socket that was given up are not heard', () => {
  connect()
  const old = net.last
  net.clock.advance(10_000)
  old.say(JSON.stringify(hello()))
  old.drop()
  expect(states.at(-1)?.status).toBe('waiting')
  expect(net.sockets).toHaveLength(1)
})

test('comes back when a draining server said, and not before', () => {
  connect()
  net.last.tell(hello())
  net.last.tell({ command: 'reconnect', after_ms: 3_000 })
  net.last.drop(1012)
  net.clock.advance(3_000)
  expect(net.sockets).toHaveLength(1)
  net.clock.advance(250)
  expect(net.sockets).toHaveLength(2)
})

test('servers that are restarted in turn do not make the wait grow', () => {
  connect()
  for (let restarts = 1; restarts <= 8; restarts++) {
    net.last.tell(hello())
    net.last.tell({ command: 'reconnect', after_ms: 400 })
    net.last.drop(1012)
    net.clock.advance(650)
    expect(net.sockets).toHaveLength(1 + restarts)
  }
})

test.each([4401, 4403, 4404])('close code %i is final and says why', code => {
  const connection = connect()
  const error = { kind: 'forbidden', message: 'no' } as const
  net.last.tell({ command: 'error', error })
  net.last.drop(code)
  expect(connection.state).toEqual({ status: 'ended', code, error })
  net.clock.advance(600_000)
  expect(net.sockets).toHaveLength(1)
  expect(net.clock.waiting).toBe(0)
  expect(net.listeningForWake).toBe(0)
})

test.each([1000, 1001, 1006, 1009, 1012, 4406, 4408, 4413, 4429])('close code %i is not final', code => {
  connect()
  net.last.tell(hello())
  net.last.drop(code)
  expect(states.at(-1)?.status).toBe('waiting')
})

test('a hint ends a wait at once', () => {
  connect()
  net.last.drop()
  net.wakeUp()
  expect(net.sockets).toHaveLength(2)
  net.clock.advance(250)
  expect(net.sockets).toHaveLength(2)
})

test('a hint after a sleep finds the dead socket without waiting for a timer', () => {
  const connection = connect()
  net.last.tell(hello())
  const slept = net.clock.now() + 60_000
  net.clock.now = () => slept
  net.wakeUp()
  expect(connection.state.status).toBe('waiting')
})

test('stopping leaves nothing behind', () => {
  const connection = connect()
  net.last.tell(hello())
  connection.stop()
  expect(connection.state).toEqual({ status: 'idle' })
  expect(net.last.gone).toBe(true)
  expect(net.clock.waiting).toBe(0)
  expect(net.listeningForWake).toBe(0)
})

test('frames that are none are ignored, unknown ones are passed on', () => {
  connect()
  net.last.tell(hello())
  for (const text of ['', '{', 'null', '7', '"hello"', '[]', '{"a":1}']) net.last.say(text)
  expect(events).toEqual([])
  net.last.say('{"command":"from_the_future"}')
  expect(events).toEqual([{ command: 'from_the_future' }])
})
