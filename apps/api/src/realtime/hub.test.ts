import type { Event } from '@deskbell/protocol/event'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PresenceChange } from '../presence/presence.js'
import type { JournalEntry } from '../rooms/journal.js'
import { type RoomHead, type RoomRef, type SiteRef, unreadYet } from '../rooms/room.js'
import type { ReadMove } from '../rooms/room-store.js'
import type { BusMessage } from './bus.js'
import { Hub } from './hub.js'
import type { Listener } from './listener.js'

const site: SiteRef = {
  id: 'site',
  slug: 'acme',
  owner: { username: 'acme', email: '', first_name: '', last_name: '' },
}
const room = (id: string): RoomRef => ({
  id,
  site,
  kind: 'visitor',
  visitor: { id: 'v', consumer: id, name: 'Kim', email: null },
})
const entry = (seq: number): JournalEntry => ({
  id: `e${seq}`,
  seq,
  publicSeq: seq,
  conversationId: 'c',
  kind: 'message',
  clientId: `c${seq}`,
  author: { kind: 'visitor', id: 'v', name: 'Kim', handle: 'kim' },
  type: 'text',
  content: '',
  file: null,
  messageCount: seq,
  createdAt: new Date(0),
  erased: false,
})
const head = (seq: number): RoomHead => ({
  status: 'open',
  conversationId: null,
  seq,
  publicSeq: seq,
  first: 1,
  publicFirst: 1,
  messageCount: seq,
  activeAt: new Date(0),
})

/** A journal that other nodes write too, and one node with an inbox on it. */
function setup({ old = false } = {}) {
  const tops = new Map<string, number>()
  const reads: string[][] = []
  const upTo = (id: string, after: number) =>
    Array.from({ length: (tops.get(id) ?? 0) - after }, (_, at) => entry(after + at + 1))
  let hear = (_: BusMessage) => {}
  const bornRooms: string[] = []
  const hub = new Hub({
    onBorn: ({ id }) => bornRooms.push(id),
    journal: { since: async ({ id }, seq, limit) => upTo(id, seq).slice(0, limit) },
    rooms: {
      changes: async asks => {
        reads.push(asks.map(ask => ask.roomId))
        return asks.map(({ roomId, after }) => ({
          room: room(roomId),
          head: head(tops.get(roomId) ?? 0),
          entries: upTo(roomId, after),
          visitorRead: unreadYet,
          age: 0,
        }))
      },
    },
    bus: {
      publish: () => {},
      subscribe: listener => {
        hear = listener
        return () => {}
      },
      follow: () => () => {},
    },
    onTrouble: error => {
      throw error
    },
  })
  const told: Event[] = []
  const listener: Listener = {
    audience: 'member',
    old,
    reader: { kind: 'member', id: 'u' },
    send: frame => told.push(JSON.parse(frame) as Event),
  }
  hub.followSite(site, listener)
  const append = (id: string, count: number) => {
    const first = (tops.get(id) ?? 0) + 1
    const last = first + count - 1
    tops.set(id, last)
    return { siteId: 'site', roomId: id, first, last }
  }
  return {
    hub,
    listener,
    bornRooms,
    /** Another node says so. */
    say: (message: BusMessage) => hear(message),
    told,
    reads,
    /** Another node stores so many and its hint comes, unless it is lost. */
    elsewhere: (id: string, count = 1, lost = false) => {
      const stored = append(id, count)
      if (!lost) hear({ type: 'appended', ...stored })
      return () => hear({ type: 'appended', ...stored })
    },
    here: (id: string, count = 1) => {
      const { first, last } = append(id, count)
      hub.committed({ room: room(id), entries: upTo(id, first - 1), after: head(last) })
    },
    look: (reads: readonly ReadMove[] = [], presence: readonly PresenceChange[] = []) => {
      const active = [...tops].map(([roomId, seq]) => ({ siteId: 'site', roomId, seq }))
      hub.heal(hub.following(), { tops: active, active, reads, presence }, performance.now())
    },
    settled: () => new Promise(resolve => setImmediate(resolve)),
    changes: () =>
      told.flatMap(event => (event.command === 'room_changed' ? [[event.room.id, event.room.seq]] : [])),
    born: () =>
      told.flatMap(event => (event.command === 'new_room' && 'id' in event.room ? [event.room.id] : [])),
    tops,
  }
}

test('a room that another node began unheard is new here, also after many entries', async () => {
  const { elsewhere, here, settled, born } = setup()
  elsewhere('a', 10, true)
  here('a')
  await settled()
  expect(born()).toEqual(['a'])
})

test('a room whose first batch holds two entries is new on other nodes as well', async () => {
  const { elsewhere, settled, born, changes } = setup()
  elsewhere('a', 2)
  await settled()
  expect(born()).toEqual(['a'])
  expect(changes()).toEqual([['a', 2]])
})

test('a burst of hints costs two queries, and every room is told once with its newest', async () => {
  const { elsewhere, settled, reads, changes } = setup()
  elsewhere('a')
  await null
  await null
  for (let n = 0; n < 50; n++) elsewhere(n % 2 === 0 ? 'a' : 'b')
  await settled()
  expect(reads).toEqual([['a'], ['a', 'b']])
  expect(changes().at(-2)).toEqual(['a', 26])
  expect(changes().at(-1)).toEqual(['b', 25])
})

test('hints of two rooms that are lost within a moment are both found by the next look, and only once', async () => {
  const { elsewhere, look, settled, changes, reads } = setup()
  elsewhere('a')
  elsewhere('b')
  await settled()
  elsewhere('a', 1, true)
  elsewhere('b', 1, true)
  look()
  await settled()
  look()
  await settled()
  expect(changes()).toEqual([
    ['a', 1],
    ['b', 1],
    ['a', 2],
    ['b', 2],
  ])
  expect(reads).toHaveLength(2)
})

test('a room that another node began is told as new also when this node writes into it first', async () => {
  const { elsewhere, here, settled, born, changes } = setup({ old: true })
  const late = elsewhere('a', 1, true)
  here('a')
  late()
  late()
  await settled()
  expect(born()).toEqual(['a'])
  expect(changes()).toEqual([])
})

test('after a restore smaller numbers are told again', async () => {
  const { hub, here, told, tops, settled, elsewhere, changes } = setup()
  here('a', 9)
  tops.set('a', 3)
  hub.rewind([{ roomId: 'a', seq: 3 }])
  told.length = 0
  elsewhere('a')
  await settled()
  expect(changes()).toEqual([['a', 4]])
})

test('a cursor that moved unheard is told by the next look: one’s own to one’s own inbox, the visitor’s to all, each once', () => {
  const { hub, told, look } = setup()
  const read = (kind: 'member' | 'visitor', id: string, seq: number): ReadMove => ({
    siteId: 'site',
    roomId: 'a',
    reader: { kind, id, name: id, handle: id },
    cursor: { seq, publicSeq: seq, messages: seq },
  })
  const heard = () =>
    told.splice(0).map(event => event.command === 'read' && [event.reader.id, event.seq, event.messages])
  look([read('member', 'u', 3), read('member', 'somebody', 4), read('visitor', 'v', 5)])
  expect(heard()).toEqual([
    ['u', 3, 3],
    ['v', 5, undefined],
  ])
  look([read('member', 'u', 3), read('visitor', 'v', 5)])
  expect(heard()).toEqual([])
  hub.readMoved(room('a'), read('member', 'u', 6).reader, read('member', 'u', 6).cursor)
  expect(heard()).toEqual([['u', 6, 6]])
  look([read('member', 'u', 6), read('visitor', 'v', 7)])
  expect(heard()).toEqual([['v', 7, undefined]])
})

test('who came or is gone is told to the members of the site once, heard or found; what is older is not', () => {
  const { hub, told, look, say } = setup()
  const change = (online: boolean, second: number, siteId = 'site') => ({
    person: { siteId, kind: 'visitor' as const, id: 'v' },
    online,
    since: new Date(second * 1_000),
  })
  const heard = () => told.splice(0).map(event => event.command === 'presence' && [event.online, event.since])
  hub.presenceChanged(change(true, 1))
  hub.presenceChanged(change(true, 1))
  hub.presenceChanged(change(true, 1, 'another'))
  expect(heard()).toEqual([[true, '1970-01-01T00:00:01.000Z']])
  const gone = {
    type: 'presence',
    siteId: 'site',
    person: { kind: 'visitor', id: 'v' },
    online: false,
  } as const
  say({ ...gone, since: 1_000 })
  say({ ...gone, online: true, since: 1_000 })
  expect(heard()).toEqual([[false, '1970-01-01T00:00:01.000Z']])
  look([], [change(true, 1), change(true, 5)])
  look([], [change(true, 5)])
  expect(heard()).toEqual([[true, '1970-01-01T00:00:05.000Z']])
})

test('of a new room members are told whether its visitor is there, also who came too late to hear it', async () => {
  const { here, elsewhere, born, bornRooms, settled } = setup()
  here('a')
  elsewhere('b')
  await settled()
  here('a')
  expect(bornRooms).toEqual(born())
  expect(bornRooms).toEqual(['a', 'b'])
})

test('whatever is lost, doubled or late, after a look members have been told every room’s top, rising, and each birth once', async () => {
  const step = fc.record({
    room: fc.constantFrom('a', 'b', 'c'),
    count: fc.integer({ min: 1, max: 3 }),
    how: fc.constantFrom('here', 'elsewhere', 'lost', 'doubled', 'late'),
    wait: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async steps => {
      const { hub, listener, here, elsewhere, look, settled, changes, born, told, tops } = setup()
      const late: (() => void)[] = []
      hub.followRoom(room('a'), 0, listener)
      for (const { room: id, count, how, wait } of steps) {
        if (how === 'here') here(id, count)
        else {
          const again = elsewhere(id, count, how === 'lost' || how === 'late')
          if (how === 'doubled') again()
          if (how === 'late') late.push(again)
        }
        if (wait) await settled()
      }
      for (const hint of late) hint()
      look()
      await settled()
      await settled()
      for (const [id, top] of tops) {
        const seqs = changes().flatMap(([changed, seq]) => (changed === id ? [Number(seq)] : []))
        expect(seqs.at(-1)).toBe(top)
        expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
      }
      expect(born().sort()).toEqual([...tops.keys()].sort())
      const messages = told.flatMap(event => (event.command === 'new_message' ? [event.message.seq] : []))
      expect(messages).toEqual(Array.from({ length: tops.get('a') ?? 0 }, (_, at) => at + 1))
    }),
  )
})
