import { LIMITS } from '@deskbell/protocol/limits'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/database.js'
import { Passwords } from '../../accounts/passwords.js'
import { PgFileStore } from '../../files/file-store.pg.js'
import { typeOf } from '../../files/file-type.js'
import { PgJournalStore } from '../../rooms/journal-store.pg.js'
import { PgRoomStore } from '../../rooms/room-store.pg.js'
import { fillSite } from './fill.js'
import { DEMO, seedSite } from './site.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const now = new Date('2026-03-04T05:06:07.890Z')
const passwords = new Passwords()
const rows = (text: string, siteId: string) => database.pool.query(text, [siteId]).then(answer => answer.rows)

test('fills a site that lists, pages and counts as if people had written it', async () => {
  const { site, member, password } = await seedSite(database.db, passwords, DEMO)
  expect(password).toMatch(/^\S{20}$/)
  const filled = await fillSite(database.pool, { site, member, rooms: 12, messages: 30, now })
  expect(filled).toMatchObject({ rooms: 12, there: 0 })
  expect(filled.messages).toBeGreaterThan(60)
  expect(filled.notes).toBeGreaterThan(0)
  expect(filled.files).toBeGreaterThan(0)

  // In both numberings 1 to n, and the head, the counts and the times agree with the entries.
  const wrong = await rows(
    `select j.room_id from (
       select room_id, max(seq) as top, count(*) as entries, max(public_seq) as public_top, count(public_seq) as publics,
              count(*) filter (where kind = 'message') as messages, min(created_at) as born, max(created_at) as last,
              bool_and(message_count = running) as counted, bool_and(created_at > coalesce(before, '-infinity')) as rising,
              bool_and((public_seq is null) = (kind = 'note')) as hidden
         from (select *, count(*) filter (where kind = 'message') over w as running, lag(created_at) over w as before
                 from journal where site_id = $1 window w as (partition by room_id order by seq)) e
        group by room_id) j
       join rooms r on r.site_id = $1 and r.id = j.room_id
       join room_heads h on h.site_id = $1 and h.room_id = j.room_id
       join conversations c on c.site_id = $1 and c.room_id = j.room_id
       join participants p on p.site_id = $1 and p.room_id = j.room_id
      where (h.seq, h.public_seq, h.message_count) is distinct from (entries::int, publics::int, messages::int)
         or top <> entries or public_top <> publics or not counted or not rising or not hidden
         or r.active_at <> last or (r.created_at, c.opened_at, p.joined_at) is distinct from (born, born, born)
         or h.conversation_id <> c.id or p.visitor_id <> r.visitor_id or c.closed_at is not null`,
    site.id,
  )
  expect(wrong).toEqual([])
  expect(await rows('select id from journal where site_id = $1 and created_at > now()', site.id)).toEqual([])

  const store = new PgRoomStore(database.pool)
  const ask = { memberId: member.userId, after: null, limit: 100, messages: 20, notes: true } as const
  const listed = await store.list(site, { ...ask, filter: 'all' })
  expect(listed).toHaveLength(12)
  const moments = listed.map(({ head }) => head.activeAt?.getTime() ?? 0)
  expect(moments).toEqual(moments.toSorted((a, b) => b - a))
  for (const { room, head, messages, read } of listed) {
    expect(messages.at(-1)?.createdAt).toEqual(head.activeAt)
    const page = await new PgJournalStore(database.pool).page(room, {
      audience: 'visitor',
      limit: LIMITS.page.max,
    })
    expect(page.entries.map(entry => entry.publicSeq)).toEqual(page.entries.map((_, at) => at + 1))
    expect(page).toMatchObject({ first: 1, top: page.entries.length, more: false })
    const above = await rows(
      `select count(*)::int as n from journal where site_id = $1 and room_id = '${room.id}' and kind = 'message' and seq > ${read.seq}`,
      site.id,
    )
    expect(above).toEqual([{ n: head.messageCount - read.messages }])
  }
  const theirs = listed.filter(({ messages }) => messages.at(-1)?.author.kind === 'visitor')
  expect(theirs.some(({ head, read }) => head.messageCount > read.messages)).toBe(true)
  expect(theirs.some(({ head, read }) => head.messageCount === read.messages)).toBe(true)
  const answered = listed.filter(({ messages }) => messages.at(-1)?.author.kind === 'member')
  expect(answered.some(({ head, visitorRead }) => head.seq === visitorRead.seq)).toBe(true)
})

test('once more adds nothing, more rooms adds those, and another site gets the same words', async () => {
  const first = await seedSite(database.db, passwords, 'acme')
  const ask = { site: first.site, member: first.member, rooms: 3, messages: 10, now }
  await fillSite(database.pool, ask)
  const words = (siteId: string) =>
    rows(
      `select v.consumer_id, v.name, j.seq, j.content from journal j join rooms r on r.site_id = j.site_id and r.id = j.room_id
         join visitors v on v.site_id = j.site_id and v.id = r.visitor_id where j.site_id = $1 order by 1, 3`,
      siteId,
    )
  const before = await words(first.site.id)

  const again = await seedSite(database.db, passwords, 'ACME')
  expect(again).toMatchObject({ site: { id: first.site.id }, password: null })
  const filled = await fillSite(database.pool, {
    ...ask,
    messages: 30,
    now: new Date(now.getTime() + 9_000_000),
  })
  expect(filled).toEqual({ rooms: 0, messages: 0, notes: 0, files: 0, there: 3 })
  expect(await words(first.site.id)).toEqual(before)

  const other = await seedSite(database.db, passwords, 'other')
  await fillSite(database.pool, { ...ask, site: other.site, member: other.member })
  expect(await words(other.site.id)).toEqual(before)
  expect(await fillSite(database.pool, { ...ask, rooms: 5 })).toMatchObject({ rooms: 2, there: 3 })
})

test('the pictures are pictures, and stay when drafts are swept', async () => {
  const { site, member } = await seedSite(database.db, passwords, 'gallery')
  await fillSite(database.pool, { site, member, rooms: 12, messages: 30, now })
  const files = new PgFileStore(database.db)
  await files.sweepDrafts(new Date())
  const named = await rows(
    'select file_id, type from journal where site_id = $1 and file_id is not null',
    site.id,
  )
  expect(named.length).toBeGreaterThan(0)
  for (const { file_id, type } of named) {
    const found = await files.read(site.id, file_id)
    expect(found?.file).toMatchObject({ type, size: found?.bytes.length })
    expect(found && (await typeOf(found.bytes))).toBe('image/png')
  }
})

test('a name that no site can have is refused', async () => {
  for (const name of ['api', 'two words', '..']) {
    await expect(seedSite(database.db, passwords, name)).rejects.toMatchObject({ kind: 'bad_request' })
  }
})
