import { expect, test } from 'vitest'
import { chatRoom, said, sending } from '../test/chat-room.js'
import { memoryStore } from '../test/memory-store.js'
import { storedOutbox } from './outbox-storage.js'

test('what is sent appears once, whichever comes first, its entry or its ack', () => {
  const { net, server, open } = chatRoom()
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
  const { net, server, open } = chatRoom()
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
  const { net, server, open } = chatRoom()
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
  const { net, server, start } = chatRoom()
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
  const { net, server, open } = chatRoom()
  const chat = open()
  server.lose = what => what === 'command'
  const id = chat.send('bad')
  const error = { kind: 'bad_request', message: 'no', field: 'message.content' } as const
  net.last.tell({ command: 'error', error, client_id: id })
  expect(chat.getSnapshot().sends).toMatchObject([{ status: 'failed', error }])
})

test('unsent messages survive a reload, failed ones as failed, sent ones not at all', () => {
  const { net, server, start, open } = chatRoom()
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
  const { net, server, start } = chatRoom()
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
