import { expect, test } from 'vitest'
import { chatRoom, said, sending } from '../test/chat-room.js'
import { entriesOf, entryOf } from '../test/entries.js'

test('offers to be a visitor, keeps the token it is given and presents it the next time', () => {
  const { net, server, start } = chatRoom()
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
  const { server, open } = chatRoom()
  server.entries = entriesOf(1, 12)
  const chat = open()
  expect(said(chat)).toEqual(['line 8', 'line 9', 'line 10', 'line 11', 'line 12'])
  expect(chat.getSnapshot().earlier).toBe('more')
  chat.loadEarlier()
  chat.loadEarlier()
  expect(chat.getSnapshot().entries).toEqual(entriesOf(1, 12))
  expect(chat.getSnapshot().earlier).toBe('none')
})

test('a live entry beyond a gap brings the missing ones first', () => {
  const { server, open } = chatRoom()
  const chat = open()
  server.lose = what => what === 'live'
  server.say('one')
  server.say('two')
  server.lose = () => false
  server.say('three')
  expect(said(chat)).toEqual(['one', 'two', 'three'])
})

test('a heartbeat heals what was lost without a trace', () => {
  const { server, open } = chatRoom()
  const chat = open()
  server.lose = what => what === 'live'
  server.say('one')
  expect(said(chat)).toEqual([])
  server.beat()
  expect(said(chat)).toEqual(['one'])
})

test('an answer that never comes is asked for again', () => {
  const { net, server, open } = chatRoom()
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
  const { net, server, open } = chatRoom()
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
  const { net, server, open } = chatRoom()
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
  const { net, server, open } = chatRoom()
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

test('ends at a final close and leaves no timer but the deadlines of what is unsent', () => {
  const { net, open } = chatRoom()
  const chat = open()
  net.last.drop(4401)
  expect(chat.getSnapshot().connection).toEqual({ status: 'ended', code: 4401, error: null })
  chat.send('late')
  net.clock.advance(30_000)
  expect(sending(chat)).toEqual([['late', 'failed']])
  expect(net.clock.waiting).toBe(0)
})

test('a snapshot stays the same object until something changes', () => {
  const { server, open } = chatRoom()
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
