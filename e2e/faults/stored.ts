import type { Server } from '../harness/server.js'
import type { StoredRecord } from '../ledger/history.js'

/** The journal of a site as the database has it; rooms go by their visitor's consumer id. */
export async function storedOf(server: Server, site: string): Promise<StoredRecord[]> {
  return server.sql<StoredRecord & { [column: string]: unknown }>(
    `select v.consumer_id as room, j.seq, j.public_seq as "publicSeq", j.id, j.client_id as "clientId", j.kind
       from journal j
       join sites s on s.id = j.site_id
       join rooms r on r.site_id = j.site_id and r.id = j.room_id
       join visitors v on v.site_id = r.site_id and v.id = r.visitor_id
      where s.slug = $1`,
    [site],
  )
}
