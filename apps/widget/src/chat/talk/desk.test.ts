import type { KeyValue } from '@deskbell/client/outbox-storage'
import type { SocketHandlers } from '@deskbell/client/ports'
import type { Entry } from '@deskbell/protocol/entry'
import type { Event } from '@deskbell/protocol/event'
import { beforeEach, expect, test } from 'vitest'
import type { ToHost } from '../../bridge.js'
import { Desk, type DeskOptions } from './desk.js'
import { recall, remember } from './identity.js'

/** Sockets as the server sees them, oldest first. */
interface Opened {
  readonly consumer: string
  readonly protocols: readonly string[]
  readonly sent: { command: string; message?: { content: string; client_id: string } }[]
  readonly tell: (event: Event) => void
  readonly drop: (code: number) => void
}

let sockets: Opened[]
let posted: ToHost[]
let store: KeyValue
let visible: boolean

beforeEach(() => {
  sockets = []
  posted = []
  visible = true
  const items = new Map<string, string>()
  store = {
    keys: () => [...items.keys()],
    get: key => items.get(key) ?? null,
    set: (key, value) => void (value === null ? items.delete(key) : items.set(key, value)),
  }
})

function open(url: string, protocols: readonly string[], handlers: SocketHandlers) {
  const sent: Opened['sent'] = []
  sockets.push({
    consumer: url.split('/').at(-1) ?? '',
    protocols,
    sent,
    tell: event => handlers.message(JSON.stringify(event)),
    drop: code => handlers.close(code),
  })
  return { send: (text: string) => void sent.push(JSON.parse(text)), close: () => {} }
}

function desk(more: Partial<DeskOptions> = {}): Desk {
  return new Desk({
    base: 'https://desk.example',
    site: 'acme',
    given: null,
    store,
    ports: {
      clock: { now: () => 1_000, after: () => () => {} },
      open,
      wake: () => () => {},
      random: () => 0,
    },
    post: message => posted.push(message),
    visible: () => visible,
    ...more,
  })
}

const last = (): Opened => {
  const socket = sockets.at(-1)
  if (!socket) throw new Error('no socket was opened')
  return socket
}

/** The server takes the visitor in: binds the id if it came without a token, and says hello. */
function welcome(socket: Opened): void {
  if (!socket.protocols.some(protocol => protocol.startsWith('bearer.')))
    socket.tell({ command: 'session', token: `token-of-${socket.consumer}`, consumer: socket.consumer })
  const read = { seq: 0, messages: 0 }
  const chat = { room_id: null, seq: 0, first: 1, message_count: 0, read, others_read: 0 }
  socket.tell({ command: 'hello', version: 1, epoch: 'e', now: '', heartbeat_ms: 10_000, chat })
  const page = { messages: [], room_id: null, first: 1, top: 0, more: false }
  socket.tell({ command: 'messages', ...page, in_reply_to: 1 })
}

const entry = (seq: number): Entry => ({
  id: `id-${seq}`,
  room: 'acme kim',
  author: 'ines',
  type: 'text',
  content: 'hello',
  file: null,
  created: '2026-01-01T00:00:00.000Z',
  seq,
  room_id: 'room',
  conversation: 'conversation',
  kind: 'message',
  from: { kind: 'member', id: 'ines', name: 'Ines' },
})

test('connects when it is shown, and remembers who it became', () => {
  const one = desk()
  expect(sockets).toEqual([])
  one.show(true)
  expect(last().protocols).toEqual(['deskbell.v1', 'visitor'])
  expect(store.keys()).toEqual([])
  welcome(last())
  const { consumer } = last()
  expect(recall(store, null)).toEqual({ consumer, token: `token-of-${consumer}` })

  desk().show(true)
  expect(last()).toMatchObject({
    consumer,
    protocols: ['deskbell.v1', 'visitor', `bearer.token-of-${consumer}`],
  })
})

test('hangs up when it is closed before anything was written, and not after', () => {
  const one = desk()
  one.show(true)
  welcome(last())
  one.show(false)
  expect(one.getSnapshot().chat.getSnapshot().connection.status).toBe('idle')
  one.show(true)
  welcome(last())
  one.getSnapshot().chat.send('hello')
  one.show(false)
  expect(one.getSnapshot().chat.getSnapshot().connection.status).toBe('open')
})

test('a visitor who is known connects unseen', () => {
  remember(store, { consumer: 'v-ann', token: 't' })
  desk().show(false)
  expect(last().consumer).toBe('v-ann')
})

test('a stranger does not', () => {
  desk().show(false)
  expect(sockets).toEqual([])
})

test('a dead token: somebody new goes on, with what was not sent', () => {
  remember(store, { consumer: 'v-ghost', token: 'dead' })
  const one = desk()
  one.show(true)
  one.getSnapshot().chat.send('typed before')
  last().drop(4401)
  const { consumer } = last()
  expect(consumer).not.toBe('v-ghost')
  welcome(last())
  expect(last().sent.map(frame => frame.message?.content)).toContain('typed before')
  expect(recall(store, null).consumer).toBe(consumer)
  expect(one.getSnapshot().refusal).toBeNull()
  expect(sockets).toHaveLength(2)
})

test('a dead token that another tab has replaced already: be the same', () => {
  remember(store, { consumer: 'v-ghost', token: 'dead' })
  desk().show(true)
  remember(store, { consumer: 'v-new', token: 'good' })
  last().drop(4403)
  expect(last()).toMatchObject({ consumer: 'v-new', protocols: ['deskbell.v1', 'visitor', 'bearer.good'] })
})

test('two tabs that open at once become one visitor', () => {
  const [one, two] = [desk(), desk()]
  one.show(true)
  two.show(true)
  const [first, second] = sockets
  if (!first || !second) throw new Error('two sockets were expected')
  expect(first.consumer).not.toBe(second.consumer)
  welcome(first)
  welcome(second)
  expect(last()).toMatchObject({ consumer: first.consumer })
  expect(two.identity.consumer).toBe(first.consumer)
})

test('a server that refuses everybody is not asked for ever', () => {
  const one = desk()
  one.show(true)
  for (let n = 0; n < 10; n++) last().drop(4403)
  expect(sockets).toHaveLength(3)
  expect(one.getSnapshot().refusal).toBe('elsewhere')
})

test('a given visitor who belongs to another browser is told so and stays that one', () => {
  const one = desk({ given: 'kim' })
  one.show(true)
  expect(last().consumer).toBe('kim')
  last().drop(4401)
  expect(one.getSnapshot().refusal).toBe('elsewhere')
  expect(sockets).toHaveLength(1)
})

test('a site that is gone says so', () => {
  const one = desk()
  one.show(true)
  last().drop(4404)
  expect(one.getSnapshot().refusal).toBe('closed')
})

test('what is seen is read; what is not is told to the host page', () => {
  const one = desk()
  one.show(true)
  welcome(last())
  last().tell({ command: 'new_message', message: entry(1) })
  expect(last().sent).toContainEqual({ command: 'read', seq: 1 })
  visible = false
  last().tell({ command: 'new_message', message: entry(2) })
  visible = true
  one.attend()
  one.show(false)
  last().tell({ command: 'new_message', message: entry(3) })
  expect(posted.filter(message => message.type === 'unread').map(message => message.count)).toEqual([1, 0, 1])
})

test('the host page is marked once something was written, not before', () => {
  const one = desk()
  one.show(true)
  welcome(last())
  expect(posted).toEqual([])
  one.getSnapshot().chat.send('hello')
  one.getSnapshot().chat.send('again')
  expect(posted).toEqual([{ type: 'keep', key: 'acted', value: '1' }])
})

test('tells the host page what happened and never what was said', () => {
  const one = desk()
  one.show(true)
  welcome(last())
  one.send(' hello ')
  const { client_id = '' } = last().sent.find(frame => frame.command === 'new_message')?.message ?? {}
  const at = '2026-01-01T00:00:00.000Z'
  last().tell({ command: 'ack', room_id: 'room', client_id, id: 'id-1', seq: 1, created: at })
  const from = { kind: 'visitor', id: 'kim', name: 'Kim' } as const
  last().tell({ command: 'new_message', message: { ...entry(1), from, client_id } })
  last().tell({ command: 'new_message', message: entry(2) })
  const events = posted.filter(({ type }) => type === 'sent' || type === 'message')
  expect(events).toEqual([
    { type: 'sent', at },
    { type: 'message', from: 'visitor', at },
    { type: 'message', from: 'member', at },
  ])
  expect(JSON.stringify(events)).not.toContain('hello')
})

test('words that cannot be sent are told as such', () => {
  const one = desk()
  one.send(' ')
  one.send('x'.repeat(10_001))
  expect(posted).toEqual([
    { type: 'error', kind: 'not_sent' },
    { type: 'error', kind: 'not_sent' },
  ])
  expect(sockets).toEqual([])
})

test('what the page sends connects, though nothing is shown', () => {
  const one = desk()
  one.show(false)
  one.send('hello')
  welcome(last())
  expect(last().sent.map(frame => frame.message?.content)).toContain('hello')
})

test('a line that stays down is told once, a site that is gone as well', () => {
  const fire: (() => void)[] = []
  const clock = {
    now: () => 1_000,
    after(_: number, run: () => void) {
      fire.push(run)
      return () => {}
    },
  }
  const ports = { clock, open, wake: () => () => {}, random: () => 0 }
  const one = desk({ ports })
  one.show(true)
  for (let n = 0; n < 4; n++) {
    last().drop(1006)
    fire.at(-1)?.()
  }
  expect(posted).toEqual([{ type: 'error', kind: 'unreachable' }])
  last().drop(4404)
  expect(posted.at(-1)).toEqual({ type: 'error', kind: 'closed' })
})

test('an answer that nobody saw is for the ear, once the visitor has written', () => {
  const missed: number[] = []
  const one = desk({ onMissed: ({ seq }) => missed.push(seq) })
  one.show(true)
  welcome(last())
  last().tell({ command: 'new_message', message: entry(1) })
  expect(missed).toEqual([])
  visible = false
  last().tell({ command: 'new_message', message: entry(2) })
  visible = true
  one.show(false)
  last().tell({ command: 'new_message', message: entry(3) })
  expect(missed).toEqual([2, 3])
})

test('a screen reader is told each new message while the chat is shown, and then it is taken away', () => {
  const fire: (() => void)[] = []
  const clock = {
    now: () => 1_000,
    after(ms: number, run: () => void) {
      if (ms === 8_000) fire.push(run)
      return () => {}
    },
  }
  const one = desk({ ports: { clock, open, wake: () => () => {}, random: () => 0 } })
  const spoken = () => one.getSnapshot().spoken.map(({ seq }) => seq)
  one.show(true)
  welcome(last())
  last().tell({ command: 'new_message', message: entry(1) })
  last().tell({ command: 'new_message', message: entry(2) })
  expect(spoken()).toEqual([1, 2])
  fire.at(-1)?.()
  expect(spoken()).toEqual([])
  one.show(false)
  last().tell({ command: 'new_message', message: entry(3) })
  expect(spoken()).toEqual([])
})

test('somebody whom a dead token made new is told so', () => {
  remember(store, { consumer: 'v-ghost', token: 'dead' })
  const one = desk()
  one.show(true)
  expect(one.getSnapshot().renewed).toBe(false)
  last().drop(4401)
  expect(one.getSnapshot().renewed).toBe(true)
})

test('a page that is left hangs up, and goes on as it was when it comes back', () => {
  const mine = desk()
  mine.show(true)
  welcome(last())
  mine.getSnapshot().chat.send('Hello.')
  mine.rest()
  expect(mine.getSnapshot().chat.getSnapshot().connection.status).toBe('idle')
  expect(sockets).toHaveLength(1)
  mine.resume()
  expect(sockets).toHaveLength(2)
  welcome(last())
  // It had no answer yet.
  expect(last().sent.map(({ command }) => command)).toContain('new_message')
})

test('who was not connected is not connected by coming back either', () => {
  const mine = desk()
  mine.rest()
  mine.resume()
  expect(sockets).toHaveLength(0)
})
