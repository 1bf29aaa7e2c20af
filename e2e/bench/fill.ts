import pg from 'pg'
import type { Server } from '../harness/server.js'

/**
 * Fills a site with `rooms` rooms of `messages` messages each, straight into the tables, as if they had been
 * written one after the other: rooms a second apart, visitor and owner taking turns. The numbers agree with what
 * the API itself would have stored, so that whoever opens such a room can go on in it.
 * @param visitor what their ids begin with; each call for one site needs another
 */
export async function fillRooms(
  server: Server,
  site: string,
  rooms: number,
  messages: number,
  visitor = 'visitor',
): Promise<void> {
  const client = new pg.Client(server.database)
  await client.connect()
  try {
    const answer = await client.query<{ site_id: string; user_id: string }>(
      `select s.id as site_id, m.user_id from sites s join members m on m.site_id = s.id where s.slug = $1`,
      [site],
    )
    const owner = answer.rows[0]
    if (owner === undefined) throw new Error(`there is no site ${site}`)
    await client.query('begin')
    // Foreign keys are checked by triggers; two million checks would only measure PostgreSQL.
    await client.query('set local session_replication_role = replica')
    for (const text of statements) {
      await client.query(
        text
          .replaceAll(':site', `'${owner.site_id}'::uuid`)
          .replaceAll(':member', `'${owner.user_id}'::uuid`)
          .replaceAll(':rooms', String(rooms))
          .replaceAll(':messages', String(messages))
          .replaceAll(':visitor', `'${visitor}-'`),
      )
    }
    await client.query('commit')
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

const statements = [
  `create temp table filling on commit drop as
     select n, uuidv7() as room_id, uuidv7() as visitor_id, uuidv7() as conversation_id,
            date_trunc('milliseconds', now()) - make_interval(secs => :rooms - n) as active_at
       from generate_series(1, :rooms) as n`,
  `insert into visitors (site_id, id, consumer_id, name)
     select :site, visitor_id, :visitor || n, initcap(:visitor) || n from filling`,
  `insert into rooms (site_id, id, kind, visitor_id, active_at, created_at)
     select :site, room_id, 'visitor', visitor_id, active_at, active_at from filling`,
  `insert into room_heads (site_id, room_id, seq, public_seq, message_count, conversation_id)
     select :site, room_id, :messages, :messages, :messages, conversation_id from filling`,
  `insert into participants (site_id, room_id, id, kind, visitor_id)
     select :site, room_id, uuidv7(), 'visitor', visitor_id from filling`,
  `insert into conversations (site_id, id, room_id, opened_at)
     select :site, conversation_id, room_id, active_at from filling`,
  `insert into journal (site_id, room_id, seq, public_seq, id, conversation_id, kind, client_id, body_hash, actor_kind,
                        actor_id, type, content, message_count, created_at)
     select :site, room_id, k, k, uuidv7(), conversation_id, 'message', 'filled:' || k, decode(md5(n || ':' || k), 'hex'),
            case when k % 2 = 1 then 'visitor' else 'member' end, case when k % 2 = 1 then visitor_id else :member end,
            'text', 'Message ' || k || ': good morning, my parcel has not come yet, can you look?', k, active_at
       from filling, generate_series(1, :messages) as k order by n, k`,
  `insert into read_cursors (site_id, room_id, reader_kind, reader_id, seq, public_seq, messages)
     select :site, room_id, 'member', :member, :messages, :messages, :messages from filling`,
]
