import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { many } from '../../core/many.js'
import { StartError } from '../../core/start-error.js'
import { isLockTimeout } from '../client.js'
import { missing } from '../migrate.js'
import { takeMigrationLock } from '../migration-lock.js'
import {
  appliedMigrations,
  applyMigration,
  type Migration,
  makeMigrationList,
  readMigrations,
} from '../migrations.js'
import { type ArchiveHeader, type CopiedTable, columnsOf } from './archive-format.js'
import { type ArchivePart, readArchive, type VerifiedArchive } from './archive-reader.js'
import { copiedTables, functionNames, tableNames } from './our-tables.js'
import { quietClient } from './quiet-client.js'

export interface RestoreOptions {
  readonly database: pg.ClientConfig
  readonly archive: VerifiedArchive
  /** Throw away what the database holds of Deskbell. */
  readonly replace: boolean
  /** End every session, also those that were alive when the backup was taken. */
  readonly signOut: boolean
  /** Called once when something else has to end first. */
  readonly onWait: () => void
  /** The signing key, which is no part of the database. */
  readonly key: {
    /** Ends what an earlier restore has begun. */
    settle(client: pg.ClientBase): Promise<void>
    /** Called when all is in place and nothing is decided yet, with the epoch that will be if it is. */
    layDown(epoch: string): Promise<void>
  }
}

/**
 * Puts a backup in the place of what the database holds, in one transaction: the backup's own schema is built, filled,
 * and brought to this version's. So whatever ends it leaves what was there before.
 *
 * @returns the installation's new epoch
 * @throws StartError in words for the person who typed the command; then nothing was changed
 */
export async function restoreBackup(options: RestoreOptions): Promise<string> {
  const known = await readMigrations()
  const { its, later } = divide(known, options.archive.header)
  const client = await quietClient(options.database)
  try {
    await takeMigrationLock(client, options.onWait)
    await checkTarget(client, known, options.replace)
    await options.key.settle(client)
    await client.query("begin; set local lock_timeout = '10s'")
    await dropOurs(client, known)
    // Whoever came after the first look stands before the dropped tables now.
    await checkAlone(client)
    await makeMigrationList(client)
    await client.query('delete from drizzle.__drizzle_migrations')
    for (const migration of its) await applyMigration(client, migration)
    await fill(client, options.archive.file, await copiedTables(client, tableNames(known)))
    for (const migration of later) await applyMigration(client, migration)
    if (options.signOut) await client.query('update sessions set revoked_at = now() where revoked_at is null')
    const changed = await client.query<{ epoch: string }>(
      'update installation set epoch = gen_random_uuid() returning epoch',
    )
    const epoch = changed.rows[0]?.epoch
    if (epoch === undefined) throw new StartError('backup', 'The backup holds no installation.')
    await options.key.layDown(epoch)
    await client.query('commit')
    await options.key.settle(client)
    // Nothing is known yet about tables that were filled a moment ago, and the first questions would be planned by guess.
    await client.query('analyze').catch(() => {})
    return epoch
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    throw new StartError(
      'database-busy',
      'Somebody else keeps a table of this database. Nothing was changed.',
    )
  } finally {
    // Rolls back what was not committed.
    await client.end()
  }
}

/** The migrations that make the backup's schema, and those that came since. */
function divide(known: readonly Migration[], header: ArchiveHeader) {
  const had = new Set(header.migrations)
  const its = known.filter(migration => had.has(migration.when))
  if (its.length < had.size) {
    throw new StartError(
      'backup',
      `This backup was made by a newer Deskbell: it knows ${had.size - its.length} migrations that this version does not. Restore it with that one. Nothing was changed.`,
    )
  }
  return { its, later: known.filter(migration => !had.has(migration.when)) }
}

async function checkTarget(client: pg.Client, known: readonly Migration[], replace: boolean): Promise<void> {
  const encoding = await client.query<{ server_encoding: string }>('show server_encoding')
  if (encoding.rows[0]?.server_encoding !== 'UTF8') {
    throw new StartError(
      'backup',
      `The database must be in UTF8, not ${encoding.rows[0]?.server_encoding}: not all of the text would fit. Nothing was changed.`,
    )
  }
  const applied = await appliedMigrations(client)
  missing(known, applied)
  const knows = new Set(known.map(migration => migration.when))
  if (applied.some(one => !knows.has(one.when))) {
    throw new StartError(
      'newer-database',
      'This database belongs to a newer Deskbell. Restore with that one, or into another database. Nothing was changed.',
    )
  }
  await checkAlone(client)
  const held = await counts(client, await copiedTables(client, ['users', 'sites']))
  if (held.length > 0 && !replace) {
    throw new StartError(
      'backup',
      `The database is not empty: it holds ${held.join(' and ')}. Nothing was changed. Say --replace to throw that away, or restore into another one.`,
    )
  }
}

/** A server that was only started writes rows of its own; nobody's data are there before somebody has signed up. */
async function counts(client: pg.Client, tables: readonly CopiedTable[]): Promise<string[]> {
  const held: string[] = []
  for (const { name } of tables) {
    const found = await client.query<{ count: number }>(`select count(*)::int from "${name}"`)
    const count = found.rows[0]?.count ?? 0
    if (count > 0) held.push(many(count, name.replace(/s$/, '')))
  }
  return held
}

/** Milliseconds in which PostgreSQL has noticed that a server, which has just stopped, is gone. */
const GONE_WITHIN = 2_000

/** A server that runs would mix what it remembers with what is restored. Its role is the one we have. */
async function checkAlone(client: pg.Client): Promise<void> {
  const end = Date.now() + GONE_WITHIN
  for (;;) {
    await client.query('select pg_stat_clear_snapshot()')
    const others = await client.query<{ who: string }>(
      `select coalesce(nullif(application_name, ''), 'unnamed') || coalesce(' from ' || host(client_addr), '') as who
         from pg_stat_activity
        where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
          and backend_type = 'client backend'`,
    )
    if (others.rows.length === 0) return
    if (Date.now() > end) {
      const who = [...new Set(others.rows.map(row => row.who))].join(', ')
      throw new StartError(
        'backup',
        `The database is in use by ${many(others.rows.length, 'other connection')} (${who}): stop every server on it first. Nothing was changed.`,
      )
    }
    await wait(100)
  }
}

async function dropOurs(client: pg.Client, known: readonly Migration[]): Promise<void> {
  // A table that was dropped after another one referred to it takes nothing of anybody else's with it: no CASCADE.
  const tables = (await copiedTables(client, tableNames(known))).toReversed()
  for (const { name } of tables) await client.query(`drop table "${name}"`)
  for (const name of functionNames(known)) await client.query(`drop function if exists "${name}"`)
}

/** The second reading: what it finds wrong, now that it has begun, undoes everything. */
async function fill(client: pg.Client, file: string, there: readonly CopiedTable[]): Promise<void> {
  // What the migrations themselves have written is in the backup as it was.
  await client.query(`truncate ${there.map(table => `"${table.name}"`).join(', ')}`)
  const parts = readArchive(file)
  const counts: Record<string, number> = {}
  for (let next = await parts.next(); !next.done; next = await parts.next()) {
    const part = next.value
    if (part.kind === 'table')
      counts[part.table.name] = await copyRows(client, known(part.table, there), parts)
    if (part.kind !== 'end') continue
    const short = Object.entries(part.end.tables).find(([name, rows]) => counts[name] !== rows)
    if (short) throw new Error(`${short[0]}: ${counts[short[0]]} of ${short[1]} rows were taken`)
    return
  }
  throw new Error('the backup changed while it was restored')
}

/** Names from the file become SQL only when they are the names of what is there. */
function known(table: CopiedTable, there: readonly CopiedTable[]): CopiedTable {
  const found = there.find(one => one.name === table.name)
  const stranger = table.columns.find(column => !found?.columns.includes(column))
  if (!found || stranger !== undefined) {
    throw new StartError(
      'backup',
      `The backup holds ${table.name}${stranger === undefined ? '' : `.${stranger}`}, which its schema does not know. Nothing was changed.`,
    )
  }
  return table
}

/** @returns rows that PostgreSQL has taken */
async function copyRows(
  client: pg.Client,
  table: CopiedTable,
  parts: AsyncGenerator<ArchivePart>,
): Promise<number> {
  async function* rows(): AsyncGenerator<Buffer> {
    for (let next = await parts.next(); !next.done; next = await parts.next()) {
      if (next.value.kind === 'rows') yield next.value.bytes
      else return
    }
  }
  const into = client.query(copyFrom(`copy ${columnsOf(table)} from stdin`))
  await pipeline(rows, into)
  return into.rowCount
}
