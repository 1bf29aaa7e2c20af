import type pg from 'pg'
import { PgJournalStore } from '../../../apps/api/src/rooms/journal-store.pg.js'

/**
 * Preloaded into a server to break promise G1: what was written is told, and acked, a moment before the commit.
 * A fault run against such a server has to fail.
 */
const honest = PgJournalStore.prototype.append

PgJournalStore.prototype.append = async function (batch) {
  const pool = Reflect.get(this, 'pool') as pg.Pool
  const client = await pool.connect()
  // Whatever becomes of it: this server does not look back.
  const release = (error?: Error) => client.release(error)
  try {
    await client.query('begin')
    const result = await honest.call(new PgJournalStore(client), batch)
    setTimeout(() => client.query('commit').then(() => release(), release), 40)
    return result
  } catch (error) {
    release(error as Error)
    throw error
  }
}
