import { expect, test } from 'vitest'
import { chatRoom } from '../test/chat-room.js'
import { entryOf, ines, ROOM, visitor } from '../test/entries.js'

test('counts what others wrote, until it is read here or elsewhere', () => {
  const { net, server, open } = chatRoom()
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
  const { server, open } = chatRoom()
  const chat = open()
  server.say('one')
  chat.send('answer')
  expect(chat.getSnapshot().unread).toBe(0)
  expect(open().getSnapshot().unread).toBe(0)
})

test('what was read while the socket was away is told afterwards', () => {
  const { net, server, open } = chatRoom()
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
  const { net, open } = chatRoom()
  const chat = open()
  chat.send('hello')
  net.last.tell({ command: 'read', room_id: ROOM, reader: ines, seq: 1 })
  expect(chat.getSnapshot().othersRead).toBe(1)
  net.last.tell({ command: 'read', room_id: ROOM, reader: ines, seq: 0 })
  expect(chat.getSnapshot().othersRead).toBe(1)
})

test('a heartbeat says how far they have read, and whoever answers has read what stands above', () => {
  const { net, server, open } = chatRoom()
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
  const { net, server, open } = chatRoom()
  server.entries = [entryOf(1, { from: visitor }), entryOf(2)]
  const chat = open({ role: 'member' })
  expect(chat.getSnapshot().othersRead).toBe(1)
  const tomas = { kind: 'member', id: 'member-2', name: 'Tomas' } as const
  net.last.tell({ command: 'read', room_id: ROOM, reader: tomas, seq: 2 })
  expect(chat.getSnapshot().othersRead).toBe(1)
})

test('shows who types until they stop, write, or were not heard for six seconds', () => {
  const { net, server, open } = chatRoom()
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
  const { net, open } = chatRoom()
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
