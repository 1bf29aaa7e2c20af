import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { entriesOf, entryOf, ines, ROOM, visitor } from '../test/entries.js'
import { FakeNetwork } from '../test/fake-sockets.js'
import { memoryStore } from '../test/memory-store.js'
import { RoomServer } from '../test/room-server.js'
import { ChatClient, type ChatOptions } from './chat.js'
import { noStorage, storedOutbox } from './outbox-storage.js'

let net: FakeNetwork
let server: RoomServer

beforeEach(() => {
  net = new FakeNetwork()
  server = new RoomServer(net)
})

function start(more: Partial<ChatOptions> = {}): ChatClient {
  const chat = new ChatClient({
    url: 'wss://desk.example/ws/chat/acme/kim',
    role: 'visitor',
    ports: net.ports,
    storage: noStorage,
    token: () => null,
    pageSize: 5,
    ...more,
  })
  chat.start()
  return chat
}

function open(more: Partial<ChatOptions> = {}): ChatClient {
  const chat = start(more)
  server.accept(net.last)
  return chat
}

const said = (chat: ChatClient) => chat.getSnapshot().entries.map(entry => entry.content)
const sending = (chat: ChatClient) => chat.getSnapshot().sends.map(send => [send.content, send.status])

test('offers to be a visitor, keeps the token it is given and presents it the next time', () => {
  let token: string | null = null
  start({
    token: () => token,
    keepToken: (given, consumer) => {
      token = `${given}-of-${consumer}`
    },
  })
  expect(net.last.protocols).toEqual(['deskbell.v1', 'visitor'])
  net.last.tell({ command: 'session', token: 'secret', consumer: 'kim' })
  server.accept(net.last)
  net.last.drop()
  net.clock.advance(1_000)
  expect(net.last.protocols).toEqual(['deskbell.v1', 'visitor', 'bearer.secret-of-kim'])
})

test('shows the latest page and pages back', () => {
  server.entries = entriesOf(1, 12)
  const chat = open()
  expect(said(chat)).toEqual(['line 8', 'line 9', 'line 10', 'line 11', 'line 12'])
  expect(chat.getSnapshot().earlier).toBe('more')
  chat.loadEarlier()
  chat.loadEarlier()
  expect(chat.getSnapshot().entries).toEqual(entriesOf(1, 12))
  expect(chat.getSnapshot().earlier).toBe('none')
})

test('what is sent appears once, whichever comes first, its entry or its ack', () => {
  const chat = open()
  const id = chat.send('hello')
  expect(said(chat)).toEqual(['hello'])
  expect(chat.getSnapshot().sends).toEqual([])
  expect(net.last.named('new_message')).toEqual([
    { command: 'new_message', message: { content: 'hello', type: 'text', client_id: id } },
  ])

  server.lose = what => what === 'live'
  chat.send('again')
  expect(sending(chat)).toEqual([['again', 'sent']])
  server.beat()
  expect(said(chat)).toEqual(['hello', 'again'])
  expect(chat.getSnapshot().sends).toEqual([])
})

test('a send whose answer was lost goes out again with the same id and is stored once', () => {
  const chat = open()
  server.lose = what => what !== 'command'
  chat.send('hello')
  expect(sending(chat)).toEqual([['hello', 'sending']])
  server.lose = () => false
  net.clock.advance(5_000)
  expect(net.last.named('new_message')).toHaveLength(2)
  expect(server.entries).toHaveLength(1)
  expect(sending(chat)).toEqual([['hello', 'sent']])
})

test('what was written while away goes out in order after the reconnect', () => {
  const chat = open()
  net.last.drop()
  chat.send('one')
  chat.send('two')
  expect(server.entries).toEqual([])
  net.clock.advance(1_000)
  server.accept(net.last)
  expect(said(chat)).toEqual(['one', 'two'])
})

test('a send ends as failed after half a minute without a server, and its writer can try again', () => {
  const chat = start()
  const id = chat.send('hello')
  net.clock.advance(30_000)
  expect(sending(chat)).toEqual([['hello', 'failed']])
  net.clock.advance(5_000)
  server.accept(net.last)
  expect(server.entries).toEqual([])
  chat.retry(id)
  expect(said(chat)).toEqual(['hello'])
})

test('a refusal fails the send it names and no other', () => {
  const chat = open()
  server.lose = what => what === 'command'
  const id = chat.send('bad')
  const error = { kind: 'bad_request', message: 'no', field: 'message.content' } as const
  net.last.tell({ command: 'error', error, client_id: id })
  expect(chat.getSnapshot().sends).toMatchObject([{ status: 'failed', error }])
})

test('unsent messages survive a reload, failed ones as failed, sent ones not at all', () => {
  const store = memoryStore()
  const storage = storedOutbox(store)
  const before = start({ storage })
  before.send('failed')
  net.clock.advance(30_000)
  before.send('unsent')
  before.stop()

  const after = open({ storage })
  expect(said(after)).toEqual(['unsent'])
  expect(sending(after)).toEqual([['failed', 'failed']])
  expect(store.map.size).toBe(1)
  after.retry(before.getSnapshot().sends[0]?.clientId ?? '')
  expect(server.entries.map(entry => entry.content)).toEqual(['unsent', 'failed'])
  expect(store.map.size).toBe(0)
})

test('two tabs with one storage send everything, once', () => {
  const storage = storedOutbox(memoryStore())
  const one = start({ storage })
  one.send('from one')
  const two = start({ storage })
  two.send('from two')
  for (const socket of [...net.sockets]) server.accept(socket)
  server.beat()
  expect(said(one)).toEqual(['from one', 'from two'])
  expect(said(two)).toEqual(said(one))
  expect(one.getSnapshot().sends).toEqual([])
  expect(two.getSnapshot().sends).toEqual([])
})

test('a live entry beyond a gap brings the missing ones first', () => {
  const chat = open()
  server.lose = what => what === 'live'
  server.say('one')
  server.say('two')
  server.lose = () => false
  server.say('three')
  expect(said(chat)).toEqual(['one', 'two', 'three'])
})

test('a heartbeat heals what was lost without a trace', () => {
  const chat = open()
  server.lose = what => what === 'live'
  server.say('one')
  expect(said(chat)).toEqual([])
  server.beat()
  expect(said(chat)).toEqual(['one'])
})

test('an answer that never comes is asked for again', () => {
  server.entries = entriesOf(1, 3)
  server.lose = what => what === 'answer'
  const chat = open()
  server.lose = () => false
  server.beat()
  expect(chat.getSnapshot().loaded).toBe(false)
  net.clock.advance(6_000)
  server.beat()
  expect(said(chat)).toHaveLength(3)
})

test('a page that is refused for the moment is asked for again later', () => {
  server.entries = entriesOf(1, 3)
  server.lose = what => what === 'command'
  const chat = open()
  const [ask] = net.last.named('fetch_messages')
  server.lose = () => false
  const error = { kind: 'unavailable', message: '', retry_after_ms: 2_000 } as const
  net.last.tell({ command: 'error', error, ...(ask?.id === undefined ? {} : { in_reply_to: ask.id }) })
  net.clock.advance(2_000)
  expect(said(chat)).toHaveLength(3)
})

test('after a drop everything missed comes, page by page', () => {
  server.entries = entriesOf(1, 2)
  const chat = open()
  net.last.drop()
  server.entries = entriesOf(1, 40)
  net.clock.advance(1_000)
  server.accept(net.last)
  expect(chat.getSnapshot().entries).toEqual(entriesOf(1, 40))
  expect(net.last.named('fetch_messages').every(command => command.after !== undefined)).toBe(true)
})

test('another epoch forgets what was held and loads anew, also when a heartbeat tells it', () => {
  server.entries = entriesOf(1, 9)
  const chat = open()
  server.entries = [entryOf(1, { content: 'restored' })]
  server.epoch = '00000000-0000-4000-8000-0000000000ee'
  server.beat()
  net.clock.advance(1_000)
  server.accept(net.last)
  expect(net.sockets).toHaveLength(2)
  expect(said(chat)).toEqual(['restored'])
})

test('counts what others wrote, until it is read here or elsewhere', () => {
  const chat = open()
  server.say('one')
  server.say('two')
  expect(chat.getSnapshot().unread).toBe(2)
  chat.markRead()
  expect(chat.getSnapshot().unread).toBe(0)
  expect(net.last.named('read')).toEqual([{ command: 'read', seq: 2 }])
  chat.markRead()
  expect(net.last.named('read')).toHaveLength(1)
  server.say('three')
  expect(chat.getSnapshot().unread).toBe(1)
  net.last.tell({ command: 'read', room_id: ROOM, reader: visitor, seq: 3, messages: 3 })
  expect(chat.getSnapshot().unread).toBe(0)
})

test('own messages are never unread', () => {
  const chat = open()
  server.say('one')
  chat.send('answer')
  expect(chat.getSnapshot().unread).toBe(0)
  expect(open().getSnapshot().unread).toBe(0)
})

test('what was read while the socket was away is told afterwards', () => {
  const chat = open()
  server.say('one')
  net.last.drop()
  chat.markRead()
  net.clock.advance(1_000)
  server.accept(net.last)
  expect(net.last.named('read')).toEqual([{ command: 'read', seq: 1 }])
  expect(chat.getSnapshot().unread).toBe(0)
})

test('knows how far the other side has read', () => {
  const chat = open()
  chat.send('hello')
  net.last.tell({ command: 'read', room_id: ROOM, reader: ines, seq: 1 })
  expect(chat.getSnapshot().othersRead).toBe(1)
  net.last.tell({ command: 'read', room_id: ROOM, reader: ines, seq: 0 })
  expect(chat.getSnapshot().othersRead).toBe(1)
})

test('a heartbeat says how far they have read, and whoever answers has read what stands above', () => {
  const chat = open()
  chat.send('one')
  const reads = { [ROOM]: 1 }
  net.last.tell({ command: 'heartbeat', epoch: server.epoch, tops: { [ROOM]: 1 }, reads })
  expect(chat.getSnapshot().othersRead).toBe(1)
  chat.send('two')
  server.say('answer')
  expect(chat.getSnapshot().othersRead).toBe(3)
  net.last.tell({ command: 'heartbeat', epoch: server.epoch, tops: { [ROOM]: 3 }, reads })
  expect(chat.getSnapshot().othersRead).toBe(3)
})

test('a member’s other side is the visitor, not a colleague', () => {
  server.entries = [entryOf(1, { from: visitor }), entryOf(2)]
  const chat = open({ role: 'member' })
  expect(chat.getSnapshot().othersRead).toBe(1)
  const tomas = { kind: 'member', id: 'member-2', name: 'Tomas' } as const
  net.last.tell({ command: 'read', room_id: ROOM, reader: tomas, seq: 2 })
  expect(chat.getSnapshot().othersRead).toBe(1)
})

test('shows who types until they stop, write, or were not heard for six seconds', () => {
  const chat = open()
  const typing = (on: boolean) => net.last.tell({ command: 'typing', room_id: ROOM, from: ines, on })
  typing(true)
  expect(chat.getSnapshot().typing).toEqual([ines])
  typing(false)
  expect(chat.getSnapshot().typing).toEqual([])
  typing(true)
  server.say('there')
  expect(chat.getSnapshot().typing).toEqual([])
  typing(true)
  net.clock.advance(4_000)
  typing(true)
  net.clock.advance(5_999)
  expect(chat.getSnapshot().typing).toEqual([ines])
  net.clock.advance(1)
  expect(chat.getSnapshot().typing).toEqual([])
})

test('tells that we type at the first letter, while it goes on, and when it stops', () => {
  const chat = open()
  const told = () => net.last.named('typing').map(command => command.on)
  chat.setTyping(true)
  chat.setTyping(true)
  expect(told()).toEqual([true])
  net.clock.advance(3_000)
  chat.setTyping(true)
  expect(told()).toEqual([true, true])
  net.clock.advance(5_000)
  expect(told()).toEqual([true, true, false])
  chat.setTyping(true)
  chat.send('hello')
  net.clock.advance(9_000)
  expect(told()).toEqual([true, true, false, true])
})

test('ends at a final close and leaves no timer but the deadlines of what is unsent', () => {
  const chat = open()
  net.last.drop(4401)
  expect(chat.getSnapshot().connection).toEqual({ status: 'ended', code: 4401, error: null })
  chat.send('late')
  net.clock.advance(30_000)
  expect(sending(chat)).toEqual([['late', 'failed']])
  expect(net.clock.waiting).toBe(0)
})

test('a snapshot stays the same object until something changes', () => {
  const chat = open()
  const before = chat.getSnapshot()
  expect(chat.getSnapshot()).toBe(before)
  let told = 0
  const stop = chat.subscribe(() => told++)
  server.say('one')
  expect(told).toBeGreaterThan(0)
  expect(chat.getSnapshot()).not.toBe(before)
  stop()
  const until = told
  server.say('two')
  expect(told).toBe(until)
})

// G2, G3, G4, G5, G6 and G7 for one client: whatever is lost in whatever order, at the end everything is there once.
test('after any run of losses it holds what a fresh client is given', () => {
  const action = fc.constantFrom('say', 'send', 'drop', 'accept', 'beat', 'pass', 'earlier', 'read', 'reload')
  const losses = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), losses, (actions, lost) => {
      net = new FakeNetwork()
      server = new RoomServer(net)
      let losing = 0
      server.lose = () => lost[losing++ % lost.length] ?? false
      const storage = storedOutbox(memoryStore())
      let chat = open({ storage })
      const written: string[] = []
      let failed = false
      for (const [at, what] of actions.entries()) {
        if (what === 'say') server.say(`said ${at}`)
        else if (what === 'send') {
          chat.send(`sent ${at}`)
          written.push(`sent ${at}`)
        } else if (what === 'drop') net.last.drop()
        else if (what === 'accept') {
          net.clock.advance(500)
          if (!server.sockets.includes(net.last)) server.accept(net.last)
        } else if (what === 'beat') server.beat()
        else if (what === 'pass') net.clock.advance(2_500)
        else if (what === 'earlier') chat.loadEarlier()
        else if (what === 'read') chat.markRead()
        else {
          chat.stop()
          chat = start({ storage })
        }
      }
      server.lose = () => false
      net.last.drop()
      for (let round = 0; round < 12; round++) {
        net.clock.advance(6_000)
        if (!server.sockets.includes(net.last)) server.accept(net.last)
        server.beat()
        for (const send of chat.getSnapshot().sends) {
          if (send.status !== 'failed') continue
          failed = true
          chat.retry(send.clientId)
        }
        chat.loadEarlier()
      }
      const { entries, sends, unread } = chat.getSnapshot()
      expect(sends).toEqual([])
      expect(entries).toEqual(server.entries)
      const mine = entries.filter(entry => entry.from.kind === 'visitor').map(entry => entry.content)
      expect([...mine].sort()).toEqual([...written].sort())
      // What its writer sent again by hand comes where they did so.
      if (!failed) expect(mine).toEqual(written)
      const fresh = open()
      expect(unread).toBe(fresh.getSnapshot().unread)
    }),
    { numRuns: 300 },
  )
})
