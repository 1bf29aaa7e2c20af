import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../src/db/client.js'
import { migrateDatabase } from '../src/db/migrate.js'
// What `inject` knows.
import type {} from './pg-cluster.js'

export interface TestDatabase extends Database {
  /** For code that opens its own connections. */
  readonly config: pg.ClientConfig
  drop(): Promise<void>
}

/** Any number; only this file takes it. */
const TEMPLATE_LOCK = 91_117
const TEMPLATE = 'deskbell_template'

/** A fresh, migrated database of the caller's own. Call `drop` in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = inject('postgres')
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ ...cluster, database: 'postgres' })
  await admin.connect()
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
  try {
    await ensureTemplate(admin, cluster)
    await admin.query(`create database ${name} template ${TEMPLATE}`)
  } finally {
    await admin.end()
  }
  const config = { ...cluster, database: name }
  const database = openDatabase(config, () => {})
  await database.pool.query('update installation set epoch = gen_random_uuid()')
  return {
    ...database,
    config,
    drop: async () => {
      await database.close()
      const client = new pg.Client({ ...cluster, database: 'postgres' })
      await client.connect()
      await client.query(`drop database if exists ${name} with (force)`)
      await client.end()
    },
  }
}

export interface EmptyDatabase {
  readonly config: pg.ClientConfig
  drop(): Promise<void>
}

/** A database in which nothing is: for what migrates, or restores, by itself. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const cluster = inject('postgres')
  const name = `e_${randomBytes(6).toString('hex')}`
  const asAdmin = async (sql: string) => {
    const admin = new pg.Client({ ...cluster, database: 'postgres' })
    await admin.connect()
    await admin.query(sql)
    await admin.end()
  }
  await asAdmin(`create database ${name}`)
  return {
    config: { ...cluster, database: name },
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  }
}

async function ensureTemplate(admin: pg.Client, cluster: pg.ClientConfig): Promise<void> {
  const found = await admin.query('select 1 from pg_database where datname = $1', [TEMPLATE])
  if (found.rowCount) return
  await admin.query(`create database ${TEMPLATE}_making`)
  await migrateDatabase({ ...cluster, database: `${TEMPLATE}_making` })
  await admin.query(`alter database ${TEMPLATE}_making rename to ${TEMPLATE}`)
}
