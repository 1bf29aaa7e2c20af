import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ines, visitor } from '../test/entries.js'
import { ids, inboxSite, room, row, said } from '../test/inbox-site.js'
import { memoryStore } from '../test/memory-store.js'
import { storedOutbox } from './outbox-storage.js'

test('offers no visitor role, and a token only where it has one', () => {
  const { net, start } = inboxSite()
  start()
  expect(net.last.protocols).toEqual(['deskbell.v1'])
  start({ token: () => 'secret' })
  expect(net.last.protocols).toEqual(['deskbell.v1', 'bearer.secret'])
})

test('lists rooms newest first, page by page, and knows who it is', () => {
  const { server, open } = inboxSite()
  for (const id of ['a', 'b', 'c', 'd', 'e']) server.write(id, 'hello')
  const inbox = open()
  expect(inbox.getSnapshot()).toMatchObject({ loaded: true, me: ines, more: 'more' })
  expect(ids(inbox)).toEqual(['e', 'd', 'c'])
  inbox.loadMoreRooms()
  expect(ids(inbox)).toEqual(['e', 'd', 'c', 'b', 'a'])
  expect(inbox.getSnapshot().more).toBe('none')
})

test('a new room appears, a change moves its room to the top and counts', () => {
  const { server, open } = inboxSite()
  const inbox = open()
  server.write('a', 'one')
  server.write('b', 'two')
  server.write('a', 'three')
  expect(ids(inbox)).toEqual(['a', 'b'])
  expect(row(inbox, 'a')).toMatchObject({ unread: 2, last: { content: 'three' } })
})

test('an event changes a room but not its last line', () => {
  const { server, open } = inboxSite()
  const inbox = open()
  server.write('a', 'one')
  server.close('a')
  expect(row(inbox, 'a')).toMatchObject({ status: 'closed', seq: 2, unread: 1, last: { content: 'one' } })
})

test('a room beyond the loaded pages is fetched when it changes', () => {
  const { server, open } = inboxSite()
  for (const id of ['a', 'b', 'c', 'd', 'e']) server.write(id, 'hello')
  const inbox = open()
  server.write('a', 'again')
  expect(ids(inbox)).toEqual(['a', 'e', 'd', 'c'])
})

test('a filter shows what fits it and loses what no longer does', () => {
  const { server, open } = inboxSite()
  for (const id of ['a', 'b']) server.write(id, 'hello')
  server.close('a')
  const inbox = open({ filter: 'open' })
  expect(ids(inbox)).toEqual(['b'])
  server.close('b')
  expect(ids(inbox)).toEqual([])
  inbox.setFilter('closed')
  expect(ids(inbox)).toEqual(['b', 'a'])
})

test('a heartbeat notices a room_changed that was lost, once', () => {
  const { net, server, open } = inboxSite()
  server.write('a', 'one')
  const inbox = open()
  server.lose = what => what === 'live'
  server.write('b', 'two')
  server.lose = () => false
  server.beat()
  expect(ids(inbox)).toEqual(['b', 'a'])
  const asked = net.last.named('fetch_rooms').length
  server.beat()
  expect(net.last.named('fetch_rooms')).toHaveLength(asked)
})

test('an open room shows its journal, live, and pages back', () => {
  const { net, server, open } = inboxSite()
  for (let n = 1; n <= 8; n++) server.write('a', `line ${n}`)
  const inbox = open()
  inbox.openRoom('a')
  expect(said(inbox, 'a')).toHaveLength(5)
  server.write('a', 'live')
  inbox.loadEarlier('a')
  expect(said(inbox, 'a')).toHaveLength(9)
  expect(room(inbox, 'a')?.earlier).toBe('none')
  inbox.closeRoom('a')
  expect(room(inbox, 'a')).toBeUndefined()
  expect(net.last.named('close_room')).toHaveLength(1)
})

test('a room opened before the socket is, or by its address alone, opens all the same', () => {
  const { net, server, start } = inboxSite()
  for (const id of ['a', 'b', 'c', 'd']) server.write(id, 'hello')
  const inbox = start()
  inbox.openRoom('a')
  server.accept(net.last)
  expect(said(inbox, 'a')).toEqual(['hello'])
  expect(row(inbox, 'a')?.visitor?.name).toBe('Kim')
  expect(ids(inbox)).toEqual(['d', 'c', 'b'])
})

test('a room that does not exist says so', () => {
  const { open } = inboxSite()
  const inbox = open()
  inbox.openRoom('nowhere')
  expect(room(inbox, 'nowhere')?.error?.kind).toBe('not_found')
})

test('an open room whose answer was lost is asked for again', () => {
  const { server, open } = inboxSite()
  server.write('a', 'hello')
  const inbox = open()
  server.lose = what => what === 'command'
  inbox.openRoom('a')
  server.lose = () => false
  server.beat()
  expect(said(inbox, 'a')).toEqual(['hello'])
})

test('what changes while the list is being fetched anew is in it', () => {
  const { net, server, open, comeBack } = inboxSite()
  for (const id of ['a', 'b', 'c', 'd']) server.write(id, 'hello')
  const inbox = open()
  net.last.drop()
  server.lose = what => what === 'answer'
  comeBack()
  server.lose = () => false
  const [ask] = net.last.named('fetch_rooms')
  server.write('e', 'meanwhile')
  server.write('b', 'meanwhile')
  const rooms = ['e', 'd'].flatMap(id => server.rooms.get(id) ?? []).map(stored => server.room(stored, 1))
  net.last.tell({ command: 'rooms', rooms, cursor: null, in_reply_to: Number(ask?.id) })
  expect(ids(inbox)).toEqual(['b', 'e', 'd'])
})

test('after a reconnect open rooms and the list have caught up', () => {
  const { net, server, open, comeBack } = inboxSite()
  for (const id of ['a', 'b', 'c', 'd']) server.write(id, 'hello')
  const inbox = open()
  inbox.loadMoreRooms()
  inbox.openRoom('a')
  net.last.drop()
  for (let n = 0; n < 12; n++) server.write('a', `missed ${n}`)
  server.close('c')
  server.write('f', 'new')
  comeBack()
  expect(said(inbox, 'a')).toHaveLength(13)
  expect(row(inbox, 'c')?.status).toBe('closed')
  expect(ids(inbox)).toEqual(['f', 'c', 'a', 'd', 'b'])
})

test('a room that was closed is shown at once when it is opened again, and catches up', () => {
  const { server, open } = inboxSite()
  server.write('a', 'one')
  const inbox = open()
  inbox.openRoom('a')
  inbox.closeRoom('a')
  server.write('a', 'two')
  server.lose = what => what === 'command'
  inbox.openRoom('a')
  expect(said(inbox, 'a')).toEqual(['one'])
  server.lose = () => false
  server.beat()
  expect(said(inbox, 'a')).toEqual(['one', 'two'])
})

test('sends and notes go to their room, in order, each shown once', () => {
  const { net, server, open, comeBack } = inboxSite()
  server.write('a', 'hello')
  const inbox = open()
  inbox.openRoom('a')
  net.last.drop()
  inbox.send('a', 'answer')
  inbox.note('a', 'careful')
  expect(room(inbox, 'a')?.sends.map(send => send.status)).toEqual(['queued', 'queued'])
  comeBack()
  expect(said(inbox, 'a')).toEqual(['hello', 'answer', 'careful'])
  expect(room(inbox, 'a')?.entries.at(-1)?.kind).toBe('note')
  expect(room(inbox, 'a')?.sends).toEqual([])
})

test('a send into a room that is left meanwhile still arrives, and its unsent text survives a reload', () => {
  const { net, server, open } = inboxSite()
  server.write('a', 'hello')
  const storage = storedOutbox(memoryStore())
  const before = open({ storage })
  before.openRoom('a')
  net.last.drop()
  before.send('a', 'answer')
  before.closeRoom('a')
  before.stop()
  open({ storage })
  expect(server.rooms.get('a')?.entries.map(entry => entry.content)).toEqual(['hello', 'answer'])
  expect(storage.all()).toEqual([])
})

test('the state of one open room stays the same object while another changes', () => {
  const { server, open } = inboxSite()
  server.write('a', 'hello')
  server.write('b', 'hello')
  const inbox = open()
  inbox.openRoom('a')
  inbox.openRoom('b')
  const before = room(inbox, 'a')
  inbox.send('b', 'answer')
  expect(room(inbox, 'a')).toBe(before)
  expect(said(inbox, 'b')).toEqual(['hello', 'answer'])
})

test('listeners hear every event after it was applied', () => {
  const { server, open } = inboxSite()
  const inbox = open()
  const heard: string[] = []
  inbox.listen(event => {
    if (event.command === 'new_room') heard.push(`${event.command} ${ids(inbox).length}`)
  })
  server.write('a', 'hello')
  expect(heard).toEqual(['new_room 1'])
})

test('another epoch forgets everything and loads anew', () => {
  const { server, open, comeBack } = inboxSite()
  server.write('a', 'hello')
  const inbox = open()
  inbox.openRoom('a')
  server.rooms.clear()
  server.write('b', 'restored')
  server.epoch = '00000000-0000-4000-8000-0000000000ee'
  server.beat()
  comeBack()
  expect(ids(inbox)).toEqual(['b'])
  expect(room(inbox, 'a')?.error?.kind).toBe('not_found')
})

test('stopping leaves no timer behind', () => {
  const { net, server, open } = inboxSite()
  server.write('a', 'hello')
  const inbox = open()
  inbox.openRoom('a')
  net.last.tell({ command: 'typing', room_id: 'a', from: visitor, on: true })
  inbox.send('a', 'answer')
  inbox.stop()
  expect(net.clock.waiting).toBe(0)
})

// G7 for the list and the open rooms: what is shown after any run of losses is what a fresh inbox is given.
test('live equals reload', () => {
  const roomId = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const action = fc.record({
    room: roomId,
    what: fc.constantFrom(
      'write',
      'write',
      'event',
      'note',
      'close',
      'open',
      'leave',
      'send',
      'read',
      'elsewhere',
      'drop',
      'beat',
      'more',
    ),
  })
  const losses = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 })
  const filters = fc.constantFrom('all' as const, 'open' as const)
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), losses, filters, (actions, lost, filter) => {
      const { net, server, open } = inboxSite()
      let losing = 0
      server.lose = () => lost[losing++ % lost.length] ?? false
      const inbox = open({ filter })
      for (const [at, { room, what }] of actions.entries()) {
        if (what === 'write') server.write(room, `line ${at}`)
        else if (what === 'event') server.write(room, '', ines, { kind: 'event' })
        else if (what === 'note') server.write(room, `note ${at}`, ines, { kind: 'note' })
        else if (what === 'close') server.close(room)
        else if (what === 'open') inbox.openRoom(room)
        else if (what === 'leave') inbox.closeRoom(room)
        else if (what === 'send' && server.rooms.has(room)) inbox.send(room, `sent ${at}`)
        else if (what === 'read') inbox.markRead(room)
        else if (what === 'elsewhere') server.moveRead(room, at)
        else if (what === 'drop') net.last.drop()
        else if (what === 'beat') server.beat()
        else if (what === 'more') inbox.loadMoreRooms()
      }
      server.lose = () => false
      net.last.drop()
      for (let round = 0; round < 12; round++) {
        net.clock.advance(6_000)
        if (!server.isOpen(net.last)) server.accept(net.last)
        server.beat()
        inbox.loadMoreRooms()
        for (const id of inbox.getSnapshot().open.keys()) inbox.loadEarlier(id)
      }
      const fresh = open({ filter })
      fresh.loadMoreRooms()
      expect(inbox.getSnapshot().list).toEqual(fresh.getSnapshot().list)
      for (const [id, shown] of inbox.getSnapshot().open) {
        expect(shown.entries).toEqual(server.rooms.get(id)?.entries ?? [])
        expect(shown.sends).toEqual([])
      }
    }),
    { numRuns: 300 },
  )
})
