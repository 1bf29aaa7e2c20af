import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.js'
import { makeSite, makeVisitor } from '../../test/factories.js'
import type { KnownActor } from '../core/actor.js'
import { composeEntry, type NewEntry } from './journal.js'
import { PgJournalStore } from './journal-store.pg.js'
import type { RoomRef } from './room.js'
import type { Reader } from './room-store.js'
import { PgRoomStore } from './room-store.pg.js'

let database: TestDatabase
let store: PgJournalStore
let rooms: PgRoomStore

beforeAll(async () => {
  database = await testDatabase()
  store = new PgJournalStore(database.pool)
  rooms = new PgRoomStore(database.pool)
})
afterAll(() => database.drop())

async function makeRoom() {
  const site = await makeSite(database.pool)
  const visitor = await makeVisitor(database.pool, site)
  const { room } = await rooms.ensureForVisitor(site, visitor.visitorId)
  return { site, visitor, member: site.member, room }
}

const cursorOf = async (room: RoomRef, reader: Reader) => (await rooms.greetings([{ room, reader }]))[0]?.own

const say = (room: RoomRef, actor: KnownActor, content: string, clientId?: string): NewEntry =>
  composeEntry(room, actor, { kind: 'message', content, clientId, file: null })
const note = (room: RoomRef, actor: KnownActor, content: string): NewEntry =>
  composeEntry(room, actor, { kind: 'note', content, clientId: undefined, file: null })

test('members count every entry, visitors only theirs', async () => {
  const { room, visitor, member } = await makeRoom()
  await store.append([say(room, visitor, 'a'), note(room, member, 'hush'), say(room, member, 'b')])
  await store.append([note(room, member, 'hush again'), say(room, visitor, 'c')])

  const all = await store.page(room, { audience: 'member', limit: 10 })
  expect(all.entries.map(e => [e.seq, e.publicSeq, e.content])).toEqual([
    [1, 1, 'a'],
    [2, null, 'hush'],
    [3, 2, 'b'],
    [4, null, 'hush again'],
    [5, 3, 'c'],
  ])
  expect(all).toMatchObject({ first: 1, top: 5, more: false })
  const theirs = await store.page(room, { audience: 'visitor', limit: 10 })
  expect(theirs.entries.map(e => [e.publicSeq, e.content])).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ])
  expect(theirs).toMatchObject({ first: 1, top: 3, more: false })
})

test('the same id answers the same entry, another body under it is a conflict', async () => {
  const { room, visitor } = await makeRoom()
  const [first] = await store.append([say(room, visitor, 'hello', 'one')])
  const [again] = await store.append([say(room, visitor, 'hello', 'one')])
  const [other] = await store.append([say(room, visitor, 'goodbye', 'one')])
  if (first?.status !== 'stored' || again?.status !== 'known') throw new Error('not stored, or stored twice')
  expect(again.entry).toMatchObject({ id: first.entry.id, seq: 1, createdAt: first.entry.createdAt })
  expect(other).toEqual({ status: 'conflict' })
  expect((await store.page(room, { audience: 'member', limit: 10 })).entries).toHaveLength(1)
})

test('the same id twice in one batch is stored once', async () => {
  const { room, visitor } = await makeRoom()
  const results = await store.append([
    say(room, visitor, 'hello', 'twin'),
    say(room, visitor, 'hello', 'twin'),
    say(room, visitor, 'other', 'twin'),
    say(room, visitor, 'next'),
  ])
  expect(results.map(result => result.status)).toEqual(['stored', 'known', 'conflict', 'stored'])
  expect(results.map(result => ('entry' in result ? result.entry.seq : null))).toEqual([1, 1, null, 2])
})

test('an unknown room is answered as such and takes nothing with it', async () => {
  const { room, visitor } = await makeRoom()
  const nowhere = { ...room, id: '01900000-0000-7000-8000-000000000000' }
  const results = await store.append([say(nowhere, visitor, 'x'), say(room, visitor, 'y')])
  expect(results.map(result => result.status)).toEqual(['no_room', 'stored'])
})

test('pages go up from a number and down from one, and say whether there is more', async () => {
  const { room, visitor } = await makeRoom()
  await store.append(Array.from({ length: 7 }, (_, at) => say(room, visitor, `m${at + 1}`)))
  const numbers = async (ask: { after?: number; before?: number; limit: number }) => {
    const page = await store.page(room, { audience: 'visitor', ...ask })
    return [page.entries.map(entry => entry.publicSeq), page.more]
  }
  expect(await numbers({ after: 2, limit: 3 })).toEqual([[3, 4, 5], true])
  expect(await numbers({ after: 5, limit: 3 })).toEqual([[6, 7], false])
  expect(await numbers({ after: 7, limit: 3 })).toEqual([[], false])
  expect(await numbers({ before: 4, limit: 2 })).toEqual([[2, 3], true])
  expect(await numbers({ before: 3, limit: 2 })).toEqual([[1, 2], false])
  expect(await numbers({ limit: 3 })).toEqual([[5, 6, 7], true])
})

test('a room belongs to its site: the same room under another site has no journal', async () => {
  const { room, visitor } = await makeRoom()
  const stranger = await makeSite(database.pool)
  await store.append([say(room, visitor, 'mine')])
  const page = await store.page({ ...room, site: stranger }, { audience: 'member', limit: 10 })
  expect(page).toEqual({ entries: [], first: 1, top: 0, more: false })
  const results = await store.append([say({ ...room, site: stranger }, visitor, 'theirs')])
  expect(results).toEqual([{ status: 'no_room' }])
})

test('the first entry opens a conversation and lists the room; later ones go on in it', async () => {
  const { room, visitor, member } = await makeRoom()
  const [first] = await store.append([say(room, visitor, 'ring')])
  const [second] = await store.append([say(room, member, 'yes?')])
  if (first?.status !== 'stored' || second?.status !== 'stored') throw new Error('not stored')
  expect(second.entry.conversationId).toBe(first.entry.conversationId)
  const open = await database.pool.query('select id from conversations where room_id = $1', [room.id])
  expect(open.rows).toEqual([{ id: first.entry.conversationId }])
  expect(first.after).toMatchObject({
    status: 'open',
    seq: 1,
    first: 1,
    messageCount: 1,
    activeAt: first.entry.createdAt,
  })
})

test('who writes has read what stands above', async () => {
  const { room, visitor, member } = await makeRoom()
  await store.append([
    say(room, visitor, 'a'),
    say(room, visitor, 'b'),
    note(room, member, 'c'),
    say(room, visitor, 'd'),
  ])
  const reader = { kind: 'member', id: member.userId } as const
  expect(await cursorOf(room, reader)).toEqual({ seq: 3, publicSeq: 2, messages: 2 })
  const [noted] = await store.append([note(room, member, 'e')])
  expect(noted).toMatchObject({ entry: { publicSeq: null }, cursor: await cursorOf(room, reader) })
})

test('8 writers racing the same and different ids over 50 rooms leave no hole and no double', async () => {
  const made = await Promise.all(Array.from({ length: 50 }, makeRoom))
  const PER_WRITER = 40
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let round = 0; round < PER_WRITER; round++) {
      // Each batch touches ten rooms in an order of its own; every second id is raced by all eight.
      const batch = Array.from({ length: 10 }, (_, at) => {
        const place = made[(round * 7 + at * (writer + 3)) % made.length]
        if (!place) throw new Error('no room')
        const shared = at % 2 === 0
        const clientId = shared
          ? `shared-${round}-${place.room.id.slice(-4)}`
          : `own-${writer}-${round}-${at}`
        const kind = at % 3 === 0 ? ('note' as const) : ('message' as const)
        const actor = kind === 'note' ? place.member : place.visitor
        return composeEntry(place.room, actor, {
          kind: shared ? 'message' : kind,
          content: clientId,
          clientId,
          file: null,
        })
      })
      await store.append(batch)
    }
  })
  await Promise.all(writers)

  const checked = await database.pool.query(
    `select count(*) filter (where top <> entries or publics <> public_top or heads.seq <> top or heads.public_seq <> coalesce(public_top, 0)
                                or heads.message_count <> messages)::int as wrong, sum(entries)::int as entries
       from (select site_id, room_id, max(seq) as top, count(*) as entries, max(public_seq) as public_top, count(public_seq) as publics,
                    count(*) filter (where kind = 'message') as messages
               from journal where site_id = any($1) group by site_id, room_id) j
       join room_heads heads using (site_id, room_id)`,
    [made.map(place => place.site.id)],
  )
  const twice = await database.pool.query(
    'select client_id from journal group by site_id, room_id, client_id having count(*) > 1',
  )
  expect(checked.rows[0]).toMatchObject({ wrong: 0 })
  expect(checked.rows[0].entries).toBeGreaterThan(8 * PER_WRITER * 5)
  expect(twice.rows).toEqual([])
})

test('one sender through eight connections: times rise with the numbers', async () => {
  const { room, visitor } = await makeRoom()
  await Promise.all(Array.from({ length: 60 }, (_, at) => store.append([say(room, visitor, `t${at}`)])))
  const { entries } = await store.page(room, { audience: 'member', limit: 100 })
  const times = entries.map(entry => entry.createdAt.getTime())
  expect(times).toHaveLength(60)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})
