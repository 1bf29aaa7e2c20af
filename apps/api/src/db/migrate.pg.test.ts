import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmptyDatabase, emptyDatabase } from '../../test/database.js'
import { everyByte, serveAsFirstVersion, writeAsFirstVersion } from '../../test/first-version.js'
import { attend, startNode } from '../../test/node.js'
import { Passwords } from '../accounts/passwords.js'
import { migrateDatabase } from './migrate.js'
import { type Migration, parseMigration, readMigrations } from './migrations.js'

/** The schema that the first installation had. */
const FIRST = 2

/** A database that has a migration never gets its new text. Whoever adds a migration adds its line here. */
const SHIPPED: Record<string, string> = {
  '0000_first': 'a09b14b1b8e835c5',
  '0001_append': '6b9f63b08623548f',
  '0002_replies': '3ddb61493aad74ec',
  '0003_claimed': 'f064da40888c994e',
  '0004_reads': 'd523a4ef98ca5fc2',
  '0005_presence': 'fcf1f705d2a93167',
  '0006_reads_idx': 'c54f3f23c6410c27',
}

let database: EmptyDatabase
let client: pg.Client
beforeEach(async () => {
  database = await emptyDatabase()
  client = new pg.Client(database.config)
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await database.drop()
})

const migrateWith = (migrations: readonly Migration[]) =>
  migrateDatabase(database.config, undefined, undefined, migrations)

const one = (when: number, sql: string) => parseMigration(`test_${when}`, when, sql)

const columnsThere = async () => {
  const found = await client.query<{ table: string; columns: string }>(
    `select table_name as table, string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
       from information_schema.columns where table_schema = 'public' group by table_name`,
  )
  return found.rows
}

/** Every value of these columns, in an order of its own. */
async function valuesOf(columns: readonly { table: string; columns: string }[]) {
  const values: Record<string, unknown> = {}
  for (const { table, columns: names } of columns) {
    const found = await client.query(
      `select coalesce(json_agg(t order by t::text), '[]') as rows from (select ${names} from "${table}") t`,
    )
    values[table] = found.rows[0]?.rows
  }
  return values
}

test('data of the first schema goes through every later migration unchanged, and this version works on it', async () => {
  const all = await readMigrations()
  await migrateWith(all.slice(0, FIRST))
  const site = await writeAsFirstVersion(client, await new Passwords().hash('correct horse'))
  const columns = await columnsThere()
  const before = await valuesOf(columns)
  expect(Object.values(before).filter(rows => (rows as unknown[]).length > 0)).toHaveLength(columns.length)

  for (let upTo = FIRST + 1; upTo <= all.length; upTo++) {
    await migrateWith(all.slice(0, upTo))
    expect(await valuesOf(columns), all[upTo - 1]?.tag).toEqual(before)
  }

  const node = await startNode(database)
  try {
    const login = await fetch(`${node.http}/accounts/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: site.slug, password: 'correct horse' }),
    })
    expect(login.status).toBe(200)
    const { token } = (await login.json()) as { token: string }
    const inbox = await attend(node, { slug: site.slug, token, cookie: '' })
    const { rooms } = await inbox.ask('rooms', { command: 'fetch_rooms' })
    expect(rooms).toMatchObject([
      { id: site.roomId, consumer: site.consumer, seq: site.top, message_count: 4 },
    ])
    await inbox.ask('room_opened', { command: 'open_room', room: site.roomId })
    const { messages } = await inbox.ask('messages', { command: 'fetch_messages', room: site.roomId })
    expect(messages.map(entry => [entry.seq, entry.kind])).toEqual([
      [1, 'message'],
      [2, 'note'],
      [3, 'message'],
      [4, 'message'],
      [5, 'message'],
    ])
    const ack = await inbox.ask('ack', {
      command: 'new_message',
      room: site.roomId,
      message: { content: 'Welcome back', client_id: 'six' },
    })
    expect(ack.seq).toBe(site.top + 1)
    const file = await fetch(`${node.http}${messages[2]?.file}`)
    expect(Buffer.from(await file.arrayBuffer()).equals(everyByte)).toBe(true)
    inbox.close()
  } finally {
    await node.close()
  }
})

test('the first version goes on serving after every later migration', async () => {
  const all = await readMigrations()
  await migrateWith(all.slice(0, FIRST))
  const site = await writeAsFirstVersion(client)
  for (let upTo = FIRST + 1; upTo <= all.length; upTo++) {
    await migrateWith(all.slice(0, upTo))
    await serveAsFirstVersion(client, site)
  }
})

test('nodes that start at once migrate once', async () => {
  const all = await readMigrations()
  await Promise.all(Array.from({ length: 4 }, () => migrateWith(all)))
  const list = await client.query('select hash from drizzle.__drizzle_migrations order by created_at')
  expect(list.rows.map(row => row.hash)).toEqual(all.map(migration => migration.hash))
})

test('a migration that fails leaves nothing, those before it stay, and the next start goes on there', async () => {
  const good = one(1, 'create table a (n int)')
  const broken = one(2, 'create table b (n int);--> statement-breakpoint\nselect 1 / 0')
  await expect(migrateWith([good, broken])).rejects.toThrow('division by zero')
  expect((await client.query("select to_regclass('a') as a, to_regclass('b') as b")).rows).toEqual([
    { a: 'a', b: null },
  ])
  await migrateWith([good, one(2, 'create table b (n int)')])
  expect((await client.query("select to_regclass('b') as b")).rows).toEqual([{ b: 'b' }])
})

test('a migration gives way to those who use the table, so that nobody waits behind it for long', async () => {
  await migrateWith([one(1, 'create table busy (n int)')])
  const holder = new pg.Client(database.config)
  await holder.connect()
  await holder.query('begin; insert into busy values (1)')
  const migrating = migrateWith([one(1, ''), one(2, 'alter table busy add column m int')])
  // It has asked for the lock, and whoever comes now stands behind it.
  const waiting = () =>
    client.query("select 1 from pg_locks where relation = 'busy'::regclass and not granted")
  while ((await waiting()).rowCount === 0);
  const began = performance.now()
  await client.query('insert into busy values (2)')
  expect(performance.now() - began).toBeLessThan(5_000)
  await holder.query('commit')
  await migrating
  await holder.end()
  expect((await client.query('select n, m from busy order by n')).rows).toEqual([
    { n: 1, m: null },
    { n: 2, m: null },
  ])
})

test('an index is built beside the writers, also while other nodes wait for the migration', async () => {
  const table = one(1, 'create table big (n int)')
  await migrateWith([table])
  await client.query('insert into big select generate_series(1, 1000)')
  const index = one(2, 'create index concurrently big_n on big (n)')
  await Promise.all([migrateWith([table, index]), migrateWith([table, index]), migrateWith([table, index])])
  const found = await client.query("select indisvalid from pg_index where indexrelid = 'big_n'::regclass")
  expect(found.rows).toEqual([{ indisvalid: true }])
})

test('an index that a kill left half-built is built anew', async () => {
  const table = one(1, 'create table big (n int)')
  await migrateWith([table])
  await client.query('insert into big values (1), (1)')
  // What PostgreSQL leaves of an index that was not finished.
  await expect(client.query('create unique index concurrently big_n on big (n)')).rejects.toThrow()
  await client.query('delete from big')
  await migrateWith([table, one(2, 'create unique index concurrently big_n on big (n)')])
  const found = await client.query("select indisvalid from pg_index where indexrelid = 'big_n'::regclass")
  expect(found.rows).toEqual([{ indisvalid: true }])
  expect(() => one(3, 'create index concurrently x on big (n);--> statement-breakpoint\nselect 1')).toThrow(
    'a migration of its own',
  )
})

test('an older version starts on an expanded database, and not on one that was contracted', async () => {
  const old = [one(1, 'create table t (a int)')]
  const expanded = [...old, one(2, 'alter table t add column b int')]
  const contracted = [...expanded, one(3, '-- contract: nobody reads a since 2\nalter table t drop column a')]
  await migrateWith(expanded)
  await migrateWith(old)
  await migrateWith(contracted)
  await expect(migrateWith(expanded)).rejects.toMatchObject({ kind: 'newer-database' })
  await expect(migrateWith(old)).rejects.toMatchObject({ kind: 'newer-database' })
  await migrateWith(contracted)
})

test('a list that drizzle wrote is understood', async () => {
  const all = await readMigrations()
  await client.query('create schema drizzle')
  await client.query(
    'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  )
  for (const { hash, when, statements } of all.slice(0, FIRST)) {
    for (const statement of statements) await client.query(statement)
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      hash,
      when,
    ])
  }
  await migrateDatabase(database.config)
  const list = await client.query('select count(*)::int from drizzle.__drizzle_migrations')
  expect(list.rows).toEqual([{ count: all.length }])
})

test('what was shipped is never changed', async () => {
  const now = Object.fromEntries((await readMigrations()).map(({ tag, hash }) => [tag, hash.slice(0, 16)]))
  expect(now).toEqual(SHIPPED)
})
