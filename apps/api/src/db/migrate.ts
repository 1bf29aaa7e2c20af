import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../core/start-error.js'
import { isLockTimeout } from './client.js'
import { releaseMigrationLock, takeMigrationLock } from './migration-lock.js'
import {
  type Applied,
  appliedMigrations,
  applyMigration,
  type Migration,
  makeMigrationList,
  noteMigration,
  readMigrations,
} from './migrations.js'

export interface MigrateLog {
  info(fields: object, message: string): void
}

const silent: MigrateLog = { info: () => {} }

/**
 * How long a migration waits for a table. While it waits everybody else who wants the table waits behind it, so
 * it gives up soon and comes again. Milliseconds.
 */
const LOCK_WITHIN = 1_000
const PAUSE = 500
const TRIES = 60

/**
 * Brings the database to this version's schema, each missing migration in a transaction of its own: a kill in the
 * middle leaves whole migrations, and the next start goes on from there. Several nodes may start at once; one of
 * them works and the others wait. Nodes of the version before may be serving all the while.
 *
 * @param whenAlone done when the database is as it has to be and nobody restores it
 * @param migrations other than this version's own; only tests give some
 * @throws StartError when a newer version took something away that this one needs, or a table stays locked
 */
export async function migrateDatabase(
  config: pg.ClientConfig,
  log: MigrateLog = silent,
  whenAlone: (client: pg.Client) => Promise<void> = async () => {},
  migrations?: readonly Migration[],
): Promise<void> {
  const known = migrations ?? (await readMigrations())
  const client = new pg.Client(config)
  // The statement under way tells of a connection that breaks.
  client.on('error', () => {})
  await client.connect()
  try {
    const wait = () =>
      log.info({}, 'waiting: another node migrates the database, or a backup or restore is under way')
    // Shared by all who only look: a start does not wait for a backup, but for a restore it does.
    await takeMigrationLock(client, wait, 'shared')
    if (missing(known, await appliedMigrations(client)).length === 0) return await whenAlone(client)
    await releaseMigrationLock(client, 'shared')
    // "Already exists, skipping" says nothing; a limit that was set for queries is none for these.
    await client.query("set client_min_messages = 'warning'; set statement_timeout = 0")
    await takeMigrationLock(client, wait)
    const left = missing(known, await appliedMigrations(client))
    if (left.length > 0) await makeMigrationList(client)
    for (const migration of left) {
      log.info({ migration: migration.tag }, 'migrating the database')
      await (migration.concurrent ? applyBeside(client, migration) : applyAlone(client, migration))
    }
    await whenAlone(client)
  } finally {
    await client.end()
  }
}

/** @throws StartError of kind `newer-database` */
export function missing(known: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const knows = new Set(known.map(migration => migration.when))
  if (applied.some(one => one.contract && !knows.has(one.when))) {
    throw new StartError(
      'newer-database',
      'A newer Deskbell has changed this database in a way this version cannot serve. Start the newer one, or restore a backup into another database.',
    )
  }
  const done = new Set(applied.map(one => one.when))
  return known.filter(migration => !done.has(migration.when))
}

/** All of it or nothing. Gives way to whoever holds a table, and tries again. */
async function applyAlone(client: pg.Client, migration: Migration): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await client.query(`begin; set local lock_timeout = ${LOCK_WITHIN}`)
      await applyMigration(client, migration)
      await client.query('commit')
      return
    } catch (error) {
      await client.query('rollback').catch(() => {})
      if (!isLockTimeout(error)) throw error
      if (tries === TRIES) {
        throw new StartError(
          'database-busy',
          `The migration ${migration.tag} could not get the lock it needs: something has kept a table for a minute. Nothing was changed; end that (see pg_stat_activity) and start again.`,
        )
      }
    }
    await sleep(PAUSE)
  }
}

/** Each statement by itself. One that was killed leaves an index that PostgreSQL knows to be unfinished. */
async function applyBeside(client: pg.Client, migration: Migration): Promise<void> {
  for (const statement of migration.statements) {
    const built = /\bcreate\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/i.exec(
      statement,
    )?.[1]
    const found =
      built === undefined
        ? undefined
        : await client.query<{ whole: boolean }>(
            'select indisvalid as whole from pg_index where indexrelid = to_regclass($1)',
            [`"${built}"`],
          )
    if (found?.rows[0]?.whole === true) continue
    if (found?.rows[0]) await client.query(`drop index concurrently "${built}"`)
    await client.query(statement)
  }
  await noteMigration(client, migration)
}
