import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.js'
import { makeSite } from '../../test/factories.js'
import { newId } from '../core/ids.js'
import { PgReplyStore } from './reply-store.pg.js'

let database: TestDatabase
let store: PgReplyStore
beforeAll(async () => {
  database = await testDatabase()
  store = new PgReplyStore(database.db)
})
afterAll(() => database.drop())

const siteId = async () => (await makeSite(database.pool)).id
const reply = (shortcut: string) => ({ id: newId(), shortcut, text: `Words of ${shortcut}` })

test('replies are sorted by their shortcuts, whatever their case', async () => {
  const site = await siteId()
  for (const shortcut of ['zoo', 'Bell', 'a-b', 'apple', 'ab', '9']) await store.add(site, reply(shortcut), 9)
  expect((await store.list(site)).map(one => one.shortcut)).toEqual([
    '9',
    'a-b',
    'ab',
    'apple',
    'Bell',
    'zoo',
  ])
})

test('a shortcut is one reply’s of a site, in any case; on another site it is free', async () => {
  const [site, other] = [await siteId(), await siteId()]
  expect(await store.add(site, reply('hello'), 9)).toMatchObject({
    shortcut: 'hello',
    text: 'Words of hello',
  })
  expect(await store.add(site, reply('HELLO'), 9)).toBe('taken')
  expect(await store.add(other, reply('Hello'), 9)).toMatchObject({ shortcut: 'Hello' })
  const second = reply('bye')
  await store.add(site, second, 9)
  expect(await store.change(site, second.id, { shortcut: 'Hello' })).toBe('taken')
  expect(await store.change(site, second.id, { shortcut: 'BYE' })).toMatchObject({ shortcut: 'BYE' })
})

test('of twenty at once with one shortcut one is stored', async () => {
  const site = await siteId()
  const answers = await Promise.all(Array.from({ length: 20 }, () => store.add(site, reply('same'), 99)))
  expect(answers.filter(answer => answer === 'taken')).toHaveLength(19)
  expect(await store.list(site)).toHaveLength(1)
})

test('a site never has more than it may, however many come at once', async () => {
  const site = await siteId()
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => store.add(site, reply(`r${n}`), 7)))
  expect(answers.filter(answer => answer === 'full')).toHaveLength(13)
  const [first] = await store.list(site)
  expect(first && (await store.remove(site, first.id))).toBe(true)
  expect(await store.add(site, reply('room-again'), 7)).toMatchObject({ shortcut: 'room-again' })
})

test('a change leaves what it does not name, and says when', async () => {
  const site = await siteId()
  const first = reply('first')
  await store.add(site, first, 9)
  await database.pool.query("update canned_replies set updated_at = now() - interval '1 day' where id = $1", [
    first.id,
  ])
  const changed = await store.change(site, first.id, { text: 'Other words' })
  expect(changed).toMatchObject({ id: first.id, shortcut: 'first', text: 'Other words' })
  const [stored] = await store.list(site)
  expect(stored).toEqual(changed)
  expect(Date.now() - (stored?.updatedAt.getTime() ?? 0)).toBeLessThan(60_000)
  expect(await store.change(site, first.id, {})).toMatchObject({ shortcut: 'first', text: 'Other words' })
})

test('another site’s reply is not there', async () => {
  const [site, other] = [await siteId(), await siteId()]
  const mine = reply('mine')
  await store.add(site, mine, 9)
  expect(await store.change(other, mine.id, { text: 'theirs' })).toBeNull()
  expect(await store.remove(other, mine.id)).toBe(false)
  expect(await store.list(other)).toEqual([])
  expect(await store.list(site)).toMatchObject([{ text: 'Words of mine' }])
  expect(await store.remove(site, mine.id)).toBe(true)
  expect(await store.remove(site, mine.id)).toBe(false)
})
