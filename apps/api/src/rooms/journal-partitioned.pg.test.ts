import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.js'
import { makeSite, makeVisitor } from '../../test/factories.js'
import { composeEntry } from './journal.js'
import { PgJournalStore } from './journal-store.pg.js'
import { PgRoomStore } from './room-store.pg.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

/** The statements that docs/scaling.md tells people to run. */
async function statements(): Promise<string> {
  const page = await readFile(join(import.meta.dirname, '../../../../docs/scaling.md'), 'utf8')
  const found = /<!-- journal-partitioned\.pg\.test\.ts runs this -->\n```sql\n(.*?)```/s.exec(page)?.[1]
  if (found === undefined) throw new Error('docs/scaling.md has no such statements')
  return found
}

test('a journal split into parts keeps what it has, and what is promised of it', async () => {
  const store = new PgJournalStore(database.pool)
  const rooms = new PgRoomStore(database.pool)
  const made = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const site = await makeSite(database.pool)
      const visitor = await makeVisitor(database.pool, site)
      return { visitor, room: (await rooms.ensureForVisitor(site, visitor.visitorId)).room }
    }),
  )
  const say = (at: number, clientId: string) => {
    const one = made[at % made.length]
    if (!one) throw new Error('no room')
    const { room, visitor } = one
    return composeEntry(room, visitor, { kind: 'message', content: clientId, clientId, file: null })
  }
  const before = await store.append(made.map((_, at) => say(at, 'before')))
  await database.pool.query(await statements())
  const parts = await database.pool.query<{ parts: number }>(
    `select count(distinct tableoid)::int as parts from journal`,
  )
  expect(parts.rows[0]?.parts).toBeGreaterThan(4)

  // Every writer sends all of it, in batches over many rooms that overlap those of the others.
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let batch = 0; batch < 10; batch++)
      await store.append(made.map((_, at) => say((at + writer) % made.length, `m${batch}`)))
  })
  await Promise.all(writers)
  for (const [at, { room }] of made.entries()) {
    const { entries } = await store.page(room, { audience: 'visitor', limit: 100 })
    expect(entries.map(entry => entry.publicSeq)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1))
    expect(new Set(entries.map(entry => entry.clientId)).size).toBe(11)
    const [again] = await store.append([say(at, 'before')])
    const first = before[at]
    if (again?.status !== 'known' || first?.status !== 'stored') throw new Error('stored twice')
    expect(again.entry.id).toBe(first.entry.id)
  }
})
