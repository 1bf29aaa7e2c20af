import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type EmptyDatabase, emptyDatabase } from '../../../test/database.js'
import { serveAsFirstVersion, writeAsFirstVersion } from '../../../test/first-version.js'
import { databaseUrl, runCommand, startCommand } from '../../../test/start-command.js'
import { migrateDatabase } from '../migrate.js'
import { parseMigration, readMigrations } from '../migrations.js'
import { verifyArchive } from './archive-reader.js'
import { functionNames, tableNames } from './our-tables.js'
import { type RestoreOptions, restoreBackup } from './restore-backup.js'
import { writeBackup } from './write-backup.js'

const key = { kept: 's'.repeat(43), mark: '0123456789abcdef' }

/** Filled, and never changed by a test. */
let source: EmptyDatabase
let target: EmptyDatabase
let folder = ''
let file = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskbell-backup-'))
  source = await emptyDatabase()
  await migrateDatabase(source.config)
  await on(source, async client => {
    await serveAsFirstVersion(client, await writeAsFirstVersion(client))
    // As if its transactions were far ahead of those of wherever this is restored.
    await client.query("update journal set xid = '999999999999'")
    await client.query('insert into canned_replies select id, id, $1, $2 from sites', ['hi', 'Hello\t\\N\n'])
  })
  file = await backUp(source, 'whole.sql.gz')
})
afterAll(async () => {
  await source.drop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  target = await emptyDatabase()
})
afterEach(() => target.drop())

async function on<T>(database: EmptyDatabase, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(database.config)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function backUp(database: EmptyDatabase, name: string): Promise<string> {
  const path = join(folder, name)
  await writeBackup({ database: database.config, file: path, findKey: async () => key, onWait: () => {} })
  return path
}

async function restore(path: string, more: Partial<RestoreOptions> = {}): Promise<string> {
  return restoreBackup({
    database: target.config,
    archive: await verifyArchive(path),
    replace: false,
    signOut: false,
    onWait: () => {},
    key: { settle: async () => {}, layDown: async () => {} },
    ...more,
  })
}

/** Everything that is there but the epoch, and the ids of the transactions that wrote the journal. */
const everything = (database: EmptyDatabase) =>
  on(database, async client => {
    const all: Record<string, string[]> = {}
    for (const table of tableNames(await readMigrations())) {
      const rows = await client.query<{ row: string }>(
        `select (to_jsonb(t) - 'xid' - 'epoch')::text as row from "${table}" t order by 1`,
      )
      all[table] = rows.rows.map(one => one.row)
    }
    return all
  })

const epochOf = (database: EmptyDatabase) =>
  on(database, async client => (await client.query('select epoch from installation')).rows[0]?.epoch)

test('what comes back is what there was, to the last byte, under a new epoch; and life goes on there', async () => {
  const layed: string[] = []
  const layDown = async (epoch: string) => void layed.push(epoch)
  const epoch = await restore(file, { key: { settle: async () => {}, layDown } })
  const there = await everything(target)
  expect(there).toEqual(await everything(source))
  const written = [
    'users',
    'sites',
    'sessions',
    'chatbots',
    'canned_replies',
    'visitors',
    'journal',
    'read_cursors',
    'files',
  ]
  expect(written.filter(name => (there[name]?.length ?? 0) === 0)).toEqual([])
  expect(await epochOf(target)).toBe(epoch)
  expect(layed).toEqual([epoch])
  expect(epoch).not.toBe(await epochOf(source))
  // No row is from a transaction of the other database, whose ids may be far ahead: nobody would ever see it as settled.
  const ahead = await on(target, client =>
    client.query('select 1 from journal where xid >= pg_snapshot_xmax(pg_current_snapshot())'),
  )
  expect(ahead.rowCount).toBe(0)
  await migrateDatabase(target.config)
  await on(target, async client => serveAsFirstVersion(client, await writeAsFirstVersion(client)))
})

test('its file can be read by nobody else and takes nobody’s name', async () => {
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const before = await readFile(file)
  await expect(backUp(source, 'whole.sql.gz')).rejects.toMatchObject({ kind: 'backup' })
  expect(await readFile(file)).toEqual(before)
  expect((await readdir(folder)).filter(name => name.includes('partial'))).toEqual([])
})

test('a backup of the first schema comes back as this version’s', async () => {
  const old = await emptyDatabase()
  await migrateDatabase(old.config, undefined, undefined, (await readMigrations()).slice(0, 2))
  await on(old, client => writeAsFirstVersion(client))
  const path = await backUp(old, 'old.sql.gz')
  await restore(path)
  await migrateDatabase(old.config)
  const had = Object.keys((await verifyArchive(path)).end.tables)
  const [restored, migrated] = await Promise.all([everything(target), everything(old)])
  expect(had).toContain('journal')
  expect(had.map(name => restored[name])).toEqual(had.map(name => migrated[name]))
  const list = await on(target, client => client.query('select 1 from drizzle.__drizzle_migrations'))
  expect(list.rowCount).toBe((await readMigrations()).length)
  await old.drop()
})

test('what holds something is replaced only when that is said, and what is not ours stays', async () => {
  await migrateDatabase(target.config)
  // Started on once, but nobody has signed up: that is empty.
  await restore(file)
  await on(target, async client => {
    await writeAsFirstVersion(client)
    await client.query('create table somebody_elses as select 1 as n')
  })
  const before = await everything(target)
  const epoch = await epochOf(target)
  await expect(restore(file)).rejects.toThrow(
    /^The database is not empty: it holds 3 sites and 3 users\. Nothing was changed\./,
  )
  expect(await everything(target)).toEqual(before)
  expect(await epochOf(target)).toBe(epoch)
  await restore(file, { replace: true, signOut: true })
  const { sessions, ...rest } = await everything(target)
  const { sessions: were, ...was } = await everything(source)
  expect(rest).toEqual(was)
  expect(sessions).toHaveLength(were?.length ?? 0)
  await on(target, async client => {
    expect((await client.query('select n from somebody_elses')).rows).toEqual([{ n: 1 }])
    expect((await client.query('select 1 from sessions where revoked_at is null')).rowCount).toBe(0)
  })
})

test('a backup, or a database, of a newer version is refused', async () => {
  const all = await readMigrations()
  const newer = await emptyDatabase()
  const later = parseMigration('later', 9_999_999_999_999, 'create table later (n int)')
  await migrateDatabase(newer.config, undefined, undefined, [...all, later])
  await expect(backUp(newer, 'newer.sql.gz')).rejects.toMatchObject({ kind: 'newer-database' })
  const archive = await verifyArchive(file)
  const header = { ...archive.header, migrations: [...archive.header.migrations, later.when] }
  await expect(restore(file, { archive: { ...archive, header } })).rejects.toThrow(/made by a newer Deskbell/)
  await expect(restore(file, { database: newer.config, replace: true })).rejects.toMatchObject({
    kind: 'newer-database',
  })
  await newer.drop()
})

test('a database in use is refused by who uses it', async () => {
  await on(target, async () => {
    await expect(restore(file)).rejects.toThrow(/in use by 1 other connection \(.+\): stop every server/)
  })
})

test('a file that goes bad between its check and its end undoes everything', async () => {
  await migrateDatabase(target.config)
  await on(target, client => writeAsFirstVersion(client))
  const before = await everything(target)
  const path = join(folder, 'bad.sql.gz')
  await copyFile(file, path)
  const archive = await verifyArchive(path)
  const text = gunzipSync(await readFile(file)).toString('latin1')
  await writeFile(path, gzipSync(Buffer.from(text.replace('An answer', 'AN ANSWER'), 'latin1')))
  await expect(restore(path, { archive, replace: true })).rejects.toMatchObject({ kind: 'backup' })
  expect(await everything(target)).toEqual(before)
})

/** A stranger's connection that keeps a table, to stop a command in the middle of its work. */
async function keep(database: EmptyDatabase, table: string, mode: string): Promise<() => Promise<void>> {
  const role = `keeper_${Math.random().toString(36).slice(2)}`
  await on(database, client => client.query(`create role ${role} login superuser`))
  const keeper = new pg.Client({ ...database.config, user: role })
  await keeper.connect()
  await keeper.query(`begin; lock table ${table} in ${mode} mode`)
  return async () => {
    await keeper.end()
    await on(database, client => client.query(`drop role ${role}`))
  }
}

/** Until a statement waits for a lock on this table. */
async function waitsFor(database: EmptyDatabase, table: string, keeper: () => boolean): Promise<void> {
  const client = new pg.Client({ ...database.config, database: 'postgres' })
  await client.connect()
  const ask = `select 1 from pg_locks l join pg_database d on d.oid = l.database
                where d.datname = $1 and not l.granted and l.locktype = 'relation'`
  while ((await client.query(ask, [database.config.database])).rowCount === 0) {
    if (keeper()) throw new Error(`the command ended before it wanted ${table}`)
  }
  await client.end()
}

test('kill -9 in the middle of a backup leaves nothing that looks like one', async () => {
  const own = await mkdtemp(join(folder, 'killed-'))
  // The last of the tables, so that all but it is written.
  const release = await keep(source, 'room_heads', 'access exclusive')
  const command = startCommand('backup', [own], { DATABASE_URL: databaseUrl(source.config) })
  await waitsFor(source, 'room_heads', () => command.child.exitCode !== null)
  command.child.kill('SIGKILL')
  expect((await command.ended).code).toBe(null)
  await release()
  const left = await readdir(own)
  expect(left.filter(name => !/\.sql\.gz\.[0-9a-f]{8}\.partial$/.test(name))).toEqual([])
  expect(left).toHaveLength(1)
  for (const name of left)
    await expect(verifyArchive(join(own, name))).rejects.toMatchObject({ kind: 'backup' })
})

test('kill -9 in the middle of a restore leaves what was there', async () => {
  await migrateDatabase(target.config)
  await on(target, client => writeAsFirstVersion(client))
  const before = await everything(target)
  const epoch = await epochOf(target)
  // The others are dropped by then, as the restore sees it.
  const release = await keep(target, 'users', 'access share')
  const command = startCommand('restore', [file, '--replace'], {
    DATABASE_URL: databaseUrl(target.config),
    SECRET: 's'.repeat(43),
  })
  await waitsFor(target, 'users', () => command.child.exitCode !== null)
  command.child.kill('SIGKILL')
  await command.ended
  await release()
  expect(await everything(target)).toEqual(before)
  expect(await epochOf(target)).toBe(epoch)
})

test('the commands say what they did, and refuse in one line', async () => {
  const dataDir = await mkdtemp(join(folder, 'data-'))
  await writeFile(join(dataDir, 'secret'), `${key.kept}\n`)
  const env = { DATABASE_URL: databaseUrl(source.config), DATA_DIR: dataDir, INIT_CWD: dataDir }
  const taken = await runCommand('backup', ['mine.sql.gz'], env)
  expect(taken).toMatchObject({ code: 0, stderr: '' })
  expect(taken.stdout).toMatch(
    /^Wrote .*mine\.sql\.gz \(\d+\.\d MiB\): 2 sites, 2 visitors, 11 entries, 2 files\.\nThe signing key/,
  )
  const elsewhere = {
    ...env,
    DATABASE_URL: databaseUrl(target.config),
    DATA_DIR: join(dataDir, 'new'),
  }
  const put = await runCommand('restore', ['mine.sql.gz'], elsewhere)
  expect(put).toMatchObject({ code: 0, stderr: '' })
  expect(put.stdout).toMatch(/^Restored what was there on \S+: 2 sites, .*\nThe epoch is a new one: .*\n$/)
  expect((await readFile(join(dataDir, 'new/secret'), 'utf8')).trim()).toBe(key.kept)
  const again = await runCommand('restore', ['mine.sql.gz'], elsewhere)
  expect(again).toMatchObject({ code: 1, stdout: '' })
  expect(again.stderr).toMatch(/^The database is not empty: .*\n$/)
  // A mistyped folder is not made for it.
  const nowhere = await runCommand('backup', [dataDir], { DATA_DIR: join(dataDir, 'nowhere') })
  expect(nowhere).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^There is nothing to back up: .*nowhere/),
  })
  expect(await readdir(dataDir)).not.toContain('nowhere')
})

test('all that our migrations make is known by name, so that nothing of ours is left out', async () => {
  const all = await readMigrations()
  const there = await on(source, client =>
    client.query(
      `select (select json_agg(relname order by relname) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')) as tables,
              (select json_agg(distinct proname::text) from pg_proc where pronamespace = 'public'::regnamespace) as functions,
              (select json_agg(typname) from pg_type where typnamespace = 'public'::regnamespace and typtype in ('e', 'd', 'r')) as types`,
    ),
  )
  expect(there.rows).toEqual([
    { tables: tableNames(all).toSorted(), functions: functionNames(all).toSorted(), types: null },
  ])
})
