import type { Room } from '@deskbell/protocol/room'
import { expect, test } from 'vitest'
import { entryOf, ines, visitor } from '../test/entries.js'
import { addRooms, applyRead, applyRoomChanged, emptyRows, knowRoom, rowOf } from './inbox-rows.js'

function roomOf(id: string, seq: number, more: Partial<Room> = {}): Room {
  return {
    id,
    kind: 'visitor',
    consumer: id,
    visitor: null,
    status: 'open',
    conversation: null,
    seq,
    first: 1,
    message_count: seq,
    active_at: `2026-01-01T00:00:0${seq}.000Z`,
    user: { username: 'acme', email: '', first_name: '', last_name: '' },
    messages: [entryOf(seq)],
    read: { seq: 0, messages: 0 },
    unread: seq,
    visitor_read: 0,
    ...more,
  }
}

test('a fetch that crossed newer events takes nothing back', () => {
  const old = roomOf('a', 1)
  let rows = addRooms(emptyRows('all'), [old])
  const {
    user: _user,
    messages: _messages,
    read: _read,
    unread: _unread,
    visitor_read: _seen,
    ...state
  } = roomOf('a', 3)
  rows = applyRoomChanged(rows, { command: 'room_changed', room: state, last: entryOf(3) }) ?? rows
  rows = applyRead(rows, { command: 'read', room_id: 'a', reader: ines, seq: 2, messages: 2 }, ines)
  rows = applyRead(rows, { command: 'read', room_id: 'a', reader: visitor, seq: 3 }, ines)
  const before = rows.byId.get('a')
  expect(before).toMatchObject({ seq: 3, unread: 1, visitor_read: 3, last: { seq: 3 } })
  expect(addRooms(rows, [old]).byId.get('a')).toEqual(before)
  expect(knowRoom(rows, old).byId.get('a')).toEqual(before)
})

test('events that come late or twice change nothing', () => {
  const {
    user: _user,
    messages: _messages,
    read: _read,
    unread: _unread,
    visitor_read: _seen,
    ...older
  } = roomOf('a', 2)
  const rows = addRooms(emptyRows('all'), [
    roomOf('a', 3, { read: { seq: 3, messages: 3 }, visitor_read: 3 }),
  ])
  const row = rows.byId.get('a')
  const changed = applyRoomChanged(rows, { command: 'room_changed', room: older, last: entryOf(2) })
  expect(changed?.byId.get('a')).toEqual(row)
  const read = (reader: typeof ines) =>
    applyRead(rows, { command: 'read', room_id: 'a', reader, seq: 1, messages: 1 }, ines)
  expect(read(ines).byId.get('a')).toEqual(row)
  expect(read(visitor).byId.get('a')).toEqual(row)
})

test('another member’s reading is not ours', () => {
  const rows = addRooms(emptyRows('all'), [roomOf('a', 2)])
  const other = { kind: 'member', id: 'member-2', name: 'Tomas' } as const
  expect(applyRead(rows, { command: 'read', room_id: 'a', reader: other, seq: 2, messages: 2 }, ines)).toBe(
    rows,
  )
})

test('rooms of the same moment have one order', () => {
  const at = { active_at: '2026-01-01T00:00:00.000Z' }
  const rows = addRooms(emptyRows('all'), [roomOf('b', 1, at), roomOf('a', 1, at)])
  expect(rows.list.map(row => row.id)).toEqual(['a', 'b'])
})

test('a room that is only known is not listed', () => {
  const rows = knowRoom(emptyRows('all'), roomOf('a', 1))
  expect(rows.list).toEqual([])
  expect(rows.byId.get('a')).toEqual(rowOf(roomOf('a', 1)))
})

test('an unknown room cannot be changed', () => {
  expect(applyRoomChanged(emptyRows('all'), { command: 'room_changed', room: roomOf('a', 1) })).toBeNull()
})
