import { expect, test } from 'vitest'
import { ines, visitor } from '../test/entries.js'
import { inboxSite, room, row } from '../test/inbox-site.js'

test('reading here, elsewhere and by answering empties the count', () => {
  const { server, open } = inboxSite()
  const inbox = open()
  server.write('a', 'one')
  server.write('b', 'one')
  server.write('c', 'one')
  inbox.openRoom('a')
  inbox.markRead('a')
  expect(row(inbox, 'a')?.unread).toBe(0)
  server.moveRead('b', 1)
  expect(row(inbox, 'b')?.unread).toBe(0)
  inbox.send('c', 'answer')
  expect(row(inbox, 'c')?.unread).toBe(0)
})

test('a read that was lost is told once more', () => {
  const { net, server, open } = inboxSite()
  const inbox = open()
  server.write('a', 'one')
  inbox.openRoom('a')
  server.lose = what => what === 'command'
  inbox.markRead('a')
  server.lose = () => false
  server.beat()
  expect(server.rooms.get('a')?.read.seq).toBe(1)
  server.beat()
  expect(net.last.named('read')).toHaveLength(2)
})

test('what was read just before the socket was lost is told on the next one', () => {
  const { net, server, open, comeBack } = inboxSite()
  const inbox = open()
  server.write('a', 'one')
  inbox.openRoom('a')
  server.lose = what => what === 'command'
  inbox.markRead('a')
  inbox.closeRoom('a')
  net.last.drop()
  server.lose = () => false
  comeBack()
  expect(server.rooms.get('a')?.read.seq).toBe(1)
})

test('knows how far the visitor has read and that they type', () => {
  const { net, server, open } = inboxSite()
  server.write('a', 'hello')
  const inbox = open()
  inbox.openRoom('a')
  server.moveRead('a', 1, visitor)
  expect(row(inbox, 'a')?.visitor_read).toBe(1)
  net.last.tell({ command: 'typing', room_id: 'a', from: visitor, on: true })
  net.last.tell({ command: 'typing', room_id: 'a', from: ines, on: true })
  expect(room(inbox, 'a')?.typing).toEqual([visitor])
  inbox.setTyping('a', true)
  expect(net.last.named('typing')).toEqual([{ command: 'typing', room: 'a', on: true }])
})

test('knows whether the visitor is there: from the list, from events, and the latest counts', () => {
  const { net, server, open } = inboxSite()
  server.write('a', 'hello')
  server.write('b', 'hello')
  const stored = server.rooms.get('a')
  if (!stored) throw new Error('the room was written into')
  const inbox = open()
  expect(row(inbox, 'a')?.presence).toBeNull()
  const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`
  const id = row(inbox, 'a')?.visitor?.id ?? ''
  const tell = (online: boolean, second: number, person = { kind: 'visitor' as 'visitor' | 'member', id }) =>
    net.last.tell({ command: 'presence', person, online, since: at(second) })
  tell(true, 2)
  expect(row(inbox, 'a')?.presence).toEqual({ online: true, since: at(2) })
  tell(false, 1)
  tell(false, 3, { kind: 'member', id })
  tell(false, 3, { kind: 'visitor', id: 'somebody' })
  expect(row(inbox, 'a')?.presence).toEqual({ online: true, since: at(2) })
  tell(false, 2)
  tell(true, 2)
  expect(row(inbox, 'a')?.presence).toEqual({ online: false, since: at(2) })
  net.last.tell({ command: 'room_changed', room: server.state(stored) })
  expect(row(inbox, 'a')?.presence).toEqual({ online: false, since: at(2) })
})

test('what the visitor has read also comes with what they write, and with the heartbeat', () => {
  const { net, server, open } = inboxSite()
  server.write('a', 'hello')
  const inbox = open()
  inbox.openRoom('a')
  const stored = server.rooms.get('a')
  if (!stored) throw new Error('the room was written into')
  net.last.tell({ command: 'room_changed', room: server.state(stored), visitor_read: 1 })
  expect(row(inbox, 'a')?.visitor_read).toBe(1)
  server.write('a', 'again')
  net.last.tell({ command: 'heartbeat', epoch: server.epoch, tops: { a: 2 }, reads: { a: 2 } })
  expect(row(inbox, 'a')?.visitor_read).toBe(2)
  net.last.tell({ command: 'heartbeat', epoch: server.epoch, tops: { a: 2 }, reads: { a: 1 } })
  expect(row(inbox, 'a')?.visitor_read).toBe(2)
})
