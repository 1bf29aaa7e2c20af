import type pg from 'pg'
import type { StoredRecord } from '../ledger/history.js'

/** A server, or several that share a database. */
export interface Queried {
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
}

/** The journal of a site as the database has it; rooms go by their visitor's consumer id. */
export async function storedOf(database: Queried, site: string): Promise<StoredRecord[]> {
  return database.sql<StoredRecord & { [column: string]: unknown }>(
    `select v.consumer_id as room, j.seq, j.public_seq as "publicSeq", j.id, j.client_id as "clientId", j.kind
       from journal j
       join sites s on s.id = j.site_id
       join rooms r on r.site_id = j.site_id and r.id = j.room_id
       join visitors v on v.site_id = r.site_id and v.id = r.visitor_id
      where s.slug = $1`,
    [site],
  )
}
