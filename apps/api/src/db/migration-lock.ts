import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'

/** Any number; only what changes or copies the whole database takes it. */
const MIGRATION_LOCK = 7_302_019
const LOOK_EVERY = 100
const TELL_AFTER = 3_000

/**
 * Waits until nobody else migrates, restores or backs up; several backups, and starts that
 * have nothing to migrate, may run side by side (`shared`). The
 * lock goes with the connection, so a process that dies leaves none behind.
 *
 * Asked for again and again rather than waited for inside PostgreSQL: a statement that waits holds a snapshot, and
 * an index that is being built beside the writers waits for all of those, for ever.
 *
 * @param tell called once when it takes longer than people expect
 */
export async function takeMigrationLock(
  client: Pick<pg.ClientBase, 'query'>,
  tell: () => void,
  how: 'alone' | 'shared' = 'alone',
): Promise<void> {
  const ask = `select pg_try_advisory_lock${how === 'shared' ? '_shared' : ''}($1) as taken`
  const began = Date.now()
  let told = false
  for (;;) {
    const answer = await client.query<{ taken: boolean }>(ask, [MIGRATION_LOCK])
    if (answer.rows[0]?.taken) return
    if (!told && Date.now() - began > TELL_AFTER) {
      told = true
      tell()
    }
    await wait(LOOK_EVERY)
  }
}

/** What is not released goes with the connection. */
export async function releaseMigrationLock(
  client: Pick<pg.ClientBase, 'query'>,
  how: 'shared',
): Promise<void> {
  await client.query(`select pg_advisory_unlock_${how}($1)`, [MIGRATION_LOCK])
}
