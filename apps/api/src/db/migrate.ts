import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'

/** Any number; only Deskbell's migrations take it. */
const MIGRATION_LOCK = 7_302_019

/**
 * Brings the database to this version's schema: all missing migrations in one transaction, so a kill in the middle
 * leaves nothing behind. Several nodes may start at once; the lock lets one of them work and the others look.
 */
export async function migrateDatabase(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    // The "already exists" notices of the migrator's own table say nothing.
    await client.query("set client_min_messages = 'warning'")
    await migrate(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
    })
  } finally {
    await client.end()
  }
}
