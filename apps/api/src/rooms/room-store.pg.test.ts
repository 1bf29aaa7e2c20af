import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.js'
import { makeSite, makeVisitor } from '../../test/factories.js'
import type { KnownActor } from '../core/actor.js'
import { newId } from '../core/ids.js'
import { composeEntry } from './journal.js'
import { PgJournalStore } from './journal-store.pg.js'
import type { RoomRef, SiteRef } from './room.js'
import { PgRoomStore } from './room-store.pg.js'

let database: TestDatabase
let journal: PgJournalStore
let rooms: PgRoomStore

beforeAll(async () => {
  database = await testDatabase()
  journal = new PgJournalStore(database.pool)
  rooms = new PgRoomStore(database.pool)
})
afterAll(() => database.drop())

const write = async (room: RoomRef, actor: KnownActor, ...contents: string[]) =>
  journal.append(
    contents.map(content =>
      composeEntry(room, actor, { kind: 'message', content, clientId: undefined, file: null }),
    ),
  )

async function ring(site: SiteRef, ...contents: string[]) {
  const visitor = await makeVisitor(database.pool, site)
  const { room } = await rooms.ensureForVisitor(site, visitor.visitorId)
  if (contents.length > 0) await write(room, visitor, ...contents)
  return { room, visitor }
}

test('rooms that were active lately are found with their tops, of the sites that are asked for', async () => {
  const [mine, theirs] = [await makeSite(database.pool), await makeSite(database.pool)]
  const { room } = await ring(mine, 'a', 'b')
  const { room: old } = await ring(mine, 'c')
  await ring(theirs, 'd')
  await ring(mine)
  await database.pool.query("update rooms set active_at = now() - interval '20 seconds' where id = $1", [
    old.id,
  ])
  const recent = { siteId: mine.id, roomId: room.id, seq: 2 }
  expect(await rooms.active([])).toEqual([])
  expect(await rooms.active([{ siteId: mine.id, ms: 10_000 }])).toEqual([recent])
  expect(await rooms.active([{ siteId: mine.id, ms: 30_000 }])).toEqual([
    recent,
    { siteId: mine.id, roomId: old.id, seq: 1 },
  ])
})

test('cursors that moved lately are found: by reading in any room, by a member’s writing in rooms active then', async () => {
  const [mine, theirs] = [await makeSite(database.pool), await makeSite(database.pool)]
  const { room, visitor } = await ring(mine, 'a', 'b')
  const { room: answered } = await ring(mine, 'c')
  const { room: quiet, visitor: reader } = await ring(mine, 'd', 'e')
  const { room: other } = await ring(theirs, 'f')
  const member = { kind: 'member', id: mine.member.userId } as const
  await rooms.moveCursor(room, member, 'member', 1)
  await write(answered, mine.member, 'yes?')
  await write(quiet, mine.member, 'no')
  await rooms.moveCursor(quiet, { kind: 'visitor', id: reader.visitorId }, 'visitor', 3)
  await rooms.moveCursor(other, { kind: 'member', id: theirs.member.userId }, 'member', 1)
  await database.pool.query("update rooms set active_at = now() - interval '1 hour' where id = any($1)", [
    [quiet.id, room.id],
  ])
  const found = (ms: number) =>
    rooms
      .reads([{ siteId: mine.id, ms }])
      .then(reads => reads.map(read => [read.roomId, read.reader.handle, read.cursor.seq]).toSorted())
  const owner = mine.member.username
  expect(await rooms.reads([])).toEqual([])
  expect(await found(60_000)).toEqual(
    [
      [room.id, owner, 1],
      [answered.id, owner, 2],
      [quiet.id, reader.consumer, 3],
    ].toSorted(),
  )
  await database.pool.query("update read_cursors set read_at = read_at - interval '1 hour'")
  expect(await found(60_000)).toEqual([[answered.id, owner, 2]])
  // Writing leaves the time of reading alone, so that it moves no index.
  await write(room, visitor, 'more')
  await database.pool.query("update rooms set active_at = now() - interval '1 hour'")
  expect(await found(60_000)).toEqual([])
})

test('many rooms are read at once: what is above a number, the head, how far the visitor has read', async () => {
  const site = await makeSite(database.pool)
  const { room: one, visitor } = await ring(site, 'a', 'b')
  await write(one, site.member, 'c')
  const { room: two } = await ring(site, 'd')
  const { room: empty } = await ring(site)
  const ask = (room: RoomRef, after: number) => ({ site, roomId: room.id, after })
  const found = await rooms.changes([ask(two, 0), ask(one, 1), ask(empty, 0)])
  const byId = new Map(found.map(change => [change.room.id, change]))
  expect(byId.size).toBe(2)
  expect(byId.get(one.id)).toMatchObject({
    room: one,
    head: { seq: 3, messageCount: 3 },
    entries: [
      { seq: 2, content: 'b' },
      { seq: 3, content: 'c' },
    ],
    visitorRead: { seq: 2 },
  })
  expect(byId.get(two.id)?.entries.map(entry => entry.content)).toEqual(['d'])
  expect(byId.get(two.id)?.age).toBeGreaterThanOrEqual(0)
  expect(byId.get(two.id)?.age).toBeLessThan(20_000)
  await write(one, visitor, ...Array.from({ length: 30 }, (_, at) => `m${at}`))
  const [many] = await rooms.changes([ask(one, 3)])
  // The newest; whoever lacks the others reads the journal.
  expect(many?.entries.map(entry => entry.seq)).toEqual(Array.from({ length: 20 }, (_, at) => at + 14))
})

test('a room belongs to its site: asked for under another one it is not there', async () => {
  const [mine, theirs] = [await makeSite(database.pool), await makeSite(database.pool)]
  const { room } = await ring(mine, 'a')
  expect(await rooms.changes([{ site: theirs, roomId: room.id, after: 0 }])).toEqual([])
})

test('greetings tell each asker head, own cursor, the other side’s furthest and the epoch, in the order they were asked for', async () => {
  const site = await makeSite(database.pool)
  const [{ room, visitor }, { room: other, visitor: second }] = [
    await ring(site, 'a', 'b', 'c'),
    await ring(site, 'd'),
  ]
  const member = { kind: 'member', id: site.member.userId } as const
  await rooms.moveCursor(room, member, 'member', 2)
  const gone = { ...room, id: newId() }
  const found = await rooms.greetings([
    { room: other, reader: { kind: 'visitor', id: second.visitorId } },
    { room: gone, reader: member },
    { room, reader: { kind: 'visitor', id: visitor.visitorId } },
    { room, reader: member },
  ])
  const [installation] = (await database.pool.query('select epoch from installation')).rows
  expect(found[1]).toBeNull()
  expect(found[0]).toMatchObject({ head: { seq: 1 }, own: { seq: 1 }, others: { seq: 0 } })
  expect(found[2]).toMatchObject({
    head: { seq: 3, publicSeq: 3 },
    own: { seq: 3 },
    others: { seq: 2, publicSeq: 2 },
  })
  expect(found[3]).toMatchObject({
    own: { seq: 2, messages: 2 },
    others: { seq: 3 },
    epoch: installation.epoch,
  })
})

test('rooms of holders are found by site and visitor, each for whom it was asked, once they have shown to hold their id', async () => {
  const [mine, theirs] = [await makeSite(database.pool), await makeSite(database.pool)]
  const [{ room, visitor }, { visitor: silent }, { room: last, visitor: third }] = [
    await ring(mine),
    await ring(mine),
    await ring(mine),
  ]
  const claim = (claimed: boolean, id: string) =>
    database.pool.query(`update visitors set claimed_at = ${claimed ? 'now()' : 'null'} where id = $1`, [id])
  for (const [claimed, id] of [
    [true, visitor.visitorId],
    [false, silent.visitorId],
    [true, third.visitorId],
  ] as const)
    await claim(claimed, id)
  const asks = [
    { site: mine, visitorId: third.visitorId },
    { site: mine, visitorId: silent.visitorId },
    { site: theirs, visitorId: visitor.visitorId },
    { site: mine, visitorId: visitor.visitorId },
  ]
  const found = await rooms.findOfHolders(asks)
  expect(found.map(record => record?.room.id)).toEqual([last.id, undefined, undefined, room.id])
  expect(found[3]?.room.site).toBe(mine)
})
