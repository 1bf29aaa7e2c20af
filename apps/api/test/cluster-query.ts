import { join } from 'node:path'
import pg from 'pg'

/** One statement on the PostgreSQL that runs on `dataDir`, over a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(
  dataDir: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ host: join(dataDir, 'run'), user: 'deskbell', database: 'postgres' })
  // A PostgreSQL that is killed breaks the connection; the statement itself tells the caller.
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}
