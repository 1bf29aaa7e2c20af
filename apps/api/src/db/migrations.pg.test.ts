import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type EmptyDatabase, emptyDatabase } from '../../test/database.js'
import { judgeMigration } from '../../test/judge-migration.js'
import { makeMigrationList, parseMigration, readMigrations } from './migrations.js'

let database: EmptyDatabase
let client: pg.Client
beforeAll(async () => {
  database = await emptyDatabase()
  client = new pg.Client(database.config)
  await client.connect()
  await makeMigrationList(client)
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const judge = (sql: string) => judgeMigration(client, parseMigration('test', 1, sql))

describe('what hurts a version that is still serving is refused', () => {
  beforeEach(async () => {
    await client.query(`
      drop schema public cascade; create schema public;
      create table parents (id int primary key);
      create table big (id int primary key, parent int, name text default '', old int not null default 1);
      insert into big select n, n, 'n' || n from generate_series(1, 100) n;
      insert into parents select generate_series(1, 100)`)
  })

  test.each([
    [
      'an index that keeps writers out',
      'create index on big (name)',
      /^big: an index is built while nobody may write/,
    ],
    ['a column that goes', 'alter table big drop column name', /^big\.name: is gone/],
    ['a column with another name', 'alter table big rename column name to title', /^big\.name: is gone/],
    ['a table that goes', 'drop table big', /^big: is gone/],
    ['a table with another name', 'alter table big rename to large', /^big: is gone/],
    [
      'a column with another type',
      'alter table big alter column name type varchar(20)',
      /^big\.name: has another type/m,
    ],
    ['a unique key', 'alter table big add unique (name)', /^big: an index is built while nobody may write/],
    [
      'a column that was optional',
      'alter table big alter column name set not null',
      /^big\.name: must not be empty/,
    ],
    ['a default that goes', 'alter table big alter column old drop default', /^big\.old: has no default/],
    [
      'a table that is written anew',
      'alter table big add column at timestamptz default clock_timestamp()',
      /^big: the whole table is written anew/m,
    ],
    [
      'a key that is checked under a lock',
      'alter table big add foreign key (parent) references parents (id)',
      /^big\.\w+: every row is checked/,
    ],
    [
      'a check under a lock',
      'alter table big add constraint positive check (id > 0)',
      /^big\.positive: every row is checked/,
    ],
    [
      'rows changed while all are kept out',
      'alter table big add column more int; update big set more = 1',
      /^big: rows are changed while/,
    ],
  ])('%s', async (_what, sql, words) => {
    expect((await judge(sql)).join('\n')).toMatch(words)
  })

  test('a new column that has to be given, on a table without rows', async () => {
    await client.query('delete from big')
    expect(await judge('alter table big add column needed int not null')).toEqual([
      'big.needed: is new and has to be given, which the version before does not do',
    ])
  })

  test.each([
    ['a new column', 'alter table big add column more int'],
    ['a new column with a constant default', "alter table big add column more text not null default 'x'"],
    ['rows changed in a migration of its own', "update big set name = 'x'"],
    ['an index beside the writers', 'create index concurrently on big (name)'],
    ['a check for later', 'alter table big add constraint positive check (id > 0) not valid'],
    [
      'a new table that refers to an old one',
      'create table c (p int references parents (id)); create index on c (p)',
    ],
    [
      'what is marked as contract',
      '-- contract: nobody reads it since 0.2\nalter table big drop column name',
    ],
  ])('and not %s', async (_what, sql) => {
    expect(await judge(sql)).toEqual([])
  })
})

test('every migration of ours is one that the version before can live with', async () => {
  await client.query(
    'drop schema public cascade; create schema public; delete from drizzle.__drizzle_migrations',
  )
  /** Shipped before anybody had an installation to upgrade. */
  const known: Record<string, string[]> = {
    '0003_claimed': [
      'visitors: rows are changed while everybody is kept out; change them in a migration of its own',
    ],
  }
  for (const migration of await readMigrations()) {
    expect(await judgeMigration(client, migration), migration.tag).toEqual(known[migration.tag] ?? [])
  }
})
