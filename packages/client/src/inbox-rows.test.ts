import type { Room } from '@deskbell/protocol/room'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryOf, ines, visitor } from '../test/entries.js'
import {
  addRooms,
  attendedRow,
  changedRow,
  emptyRows,
  type InboxRow,
  knowRoom,
  putRows,
  readRow,
  rowOf,
} from './inbox-rows.js'

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

/** The shared part of a room, as `room_changed` tells it. */
function stateOf(id: string, seq: number) {
  const { user: _u, messages: _m, read: _r, unread: _n, visitor_read: _v, ...state } = roomOf(id, seq)
  return state
}

const row = (id: string, seq: number, more: Partial<Room> = {}): InboxRow => rowOf(roomOf(id, seq, more))

test('a fetch that crossed newer events takes nothing back', () => {
  const old = roomOf('a', 1)
  let known = rowOf(old)
  known = changedRow(known, { command: 'room_changed', room: stateOf('a', 3), last: entryOf(3) })
  known = readRow(known, { command: 'read', room_id: 'a', reader: ines, seq: 2, messages: 2 }, ines)
  known = readRow(known, { command: 'read', room_id: 'a', reader: visitor, seq: 3 }, ines)
  expect(known).toMatchObject({ seq: 3, unread: 1, visitor_read: 3, last: { seq: 3 } })
  known = attendedRow(known, { online: false, since: '2026-01-01T00:00:09.000Z' })
  old.presence = { online: true, since: '2026-01-01T00:00:01.000Z' }
  const rows = putRows(emptyRows('all'), new Map([['a', { row: known, listed: true }]]))
  expect(addRooms(rows, [old]).byId.get('a')).toEqual(known)
  expect(knowRoom(rows, old).byId.get('a')).toEqual(known)
})

test('events that come late or twice change nothing', () => {
  const known = row('a', 3, { read: { seq: 3, messages: 3 }, visitor_read: 3 })
  expect(changedRow(known, { command: 'room_changed', room: stateOf('a', 2), last: entryOf(2) })).toBe(known)
  const read = (reader: typeof ines) =>
    readRow(known, { command: 'read', room_id: 'a', reader, seq: 1, messages: 1 }, ines)
  expect(read(ines)).toBe(known)
  expect(read(visitor)).toBe(known)
})

test('another member’s reading is not ours', () => {
  const known = row('a', 2)
  const other = { kind: 'member', id: 'member-2', name: 'Tomas' } as const
  expect(readRow(known, { command: 'read', room_id: 'a', reader: other, seq: 2, messages: 2 }, ines)).toBe(
    known,
  )
})

test('many changed rows at once stand where each alone would stand', () => {
  const id = fc.integer({ min: 0, max: 12 }).map(n => `r${n}`)
  const touch = fc.record({ id, seq: fc.integer({ min: 0, max: 9 }), listed: fc.boolean() })
  fc.assert(
    fc.property(fc.array(touch), fc.array(touch), (before, after) => {
      const start = addRooms(
        emptyRows('all'),
        before.map(({ id, seq }) => roomOf(id, seq)),
      )
      const touched = new Map(after.map(({ id, seq, listed }) => [id, { row: row(id, seq), listed }]))
      const once = putRows(start, touched)
      let each = start
      for (const one of touched) each = putRows(each, new Map([one]))
      expect(once).toEqual(each)
      const keys = once.list.map(({ active_at, id }) => [active_at, id] as const)
      const sorted = keys.toSorted((a, b) => (a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? 1 : -1))
      expect(keys).toEqual(sorted)
    }),
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
