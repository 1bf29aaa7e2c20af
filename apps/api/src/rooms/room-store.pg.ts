import type pg from 'pg'
import { notFound } from '../core/errors.js'
import { newId } from '../core/ids.js'
import { isForeignKey } from '../db/client.js'
import type { Audience } from './journal-store.js'
import {
  AUTHOR_COLUMNS,
  type AuthorRow,
  ENTRY_COLUMNS,
  ENTRY_JOINS,
  type EntryRow,
  toAuthor,
  toEntry,
} from './journal-store.pg.js'
import { type Cursor, isUuid, type RoomHead, type RoomRef, type SiteRef, unreadYet } from './room.js'
import type {
  ChangeAsk,
  Greeting,
  GreetingAsk,
  HolderAsk,
  ListAsk,
  ListedRoom,
  Reader,
  ReadMove,
  RoomChange,
  RoomRecord,
  RoomStore,
} from './room-store.js'

interface RoomRow {
  id: string
  kind: RoomRef['kind']
  status: RoomHead['status']
  active_at: Date | null
  seq: number
  public_seq: number
  first: number
  public_first: number
  message_count: number
  conversation_id: string | null
  visitor_id: string | null
  consumer_id: string | null
  visitor_name: string | null
  visitor_email: string | null
}

interface ListedRow extends RoomRow {
  messages: EntryRow[]
  read: Cursor | null
  visitor_read: Cursor | null
}

interface ReadRow extends AuthorRow {
  site_id: string
  room_id: string
  seq: number
  public_seq: number
  messages: number
}

interface ChangeRow extends RoomRow {
  ord: number
  entries: EntryRow[]
  visitor_read: Cursor | null
  age: number
}

interface GreetingRow {
  ord: number
  seq: number
  public_seq: number
  first: number
  public_first: number
  message_count: number
  own: Cursor | null
  others: Cursor | null
  epoch: string
}

const ROOM_COLUMNS = `
  r.id, r.kind, r.status, r.active_at, h.seq, h.public_seq, h.first, h.public_first, h.message_count, h.conversation_id,
  v.id as visitor_id, v.consumer_id, v.name as visitor_name, v.email as visitor_email`

const ROOM_JOINS = `
  join room_heads h on h.site_id = r.site_id and h.room_id = r.id
  left join visitors v on v.site_id = r.site_id and v.id = r.visitor_id`

const CURSOR = `json_build_object('seq', c.seq, 'publicSeq', c.public_seq, 'messages', c.messages)`

const cursorOf = (kind: string, id: string) => `
  (select ${CURSOR} from read_cursors c
    where c.site_id = r.site_id and c.room_id = r.id and c.reader_kind = ${kind} and c.reader_id = ${id})`

/** What a list shows of a room: `$2` the asking member, `$3` how many messages, `$4` whether notes count. */
const LISTED_COLUMNS = `
  ${ROOM_COLUMNS},
  ${cursorOf("'member'", '$2')} as read,
  ${cursorOf("'visitor'", 'r.visitor_id')} as visitor_read,
  (select coalesce(json_agg(e order by e.seq), '[]') from (
     select ${ENTRY_COLUMNS} from journal j ${ENTRY_JOINS}
      where j.site_id = r.site_id and j.room_id = r.id and j.seq >= h.first
        and (j.kind = 'message' or ($4 and j.kind = 'note'))
      order by j.seq desc limit $3) e) as messages`

function toRecord(site: SiteRef, row: RoomRow): RoomRecord {
  return {
    room: {
      id: row.id,
      site,
      kind: row.kind,
      visitor:
        row.visitor_id === null || row.consumer_id === null
          ? null
          : {
              id: row.visitor_id,
              consumer: row.consumer_id,
              name: row.visitor_name || row.consumer_id,
              email: row.visitor_email,
            },
    },
    head: {
      status: row.status,
      conversationId: row.conversation_id,
      seq: row.seq,
      publicSeq: row.public_seq,
      first: row.first,
      publicFirst: row.public_first,
      messageCount: row.message_count,
      activeAt: row.active_at,
    },
  }
}

const toListed = (site: SiteRef, row: ListedRow): ListedRoom => ({
  ...toRecord(site, row),
  messages: row.messages.map(toEntry),
  read: row.read ?? unreadYet,
  visitorRead: row.visitor_read ?? unreadYet,
})

const toGreeting = (row: GreetingRow): Greeting => ({
  head: {
    seq: row.seq,
    publicSeq: row.public_seq,
    first: row.first,
    publicFirst: row.public_first,
    messageCount: row.message_count,
  },
  own: row.own ?? unreadYet,
  others: row.others ?? unreadYet,
  epoch: row.epoch,
})

/** Rooms and read cursors in PostgreSQL. */
export class PgRoomStore implements RoomStore {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  async ensureForVisitor(site: SiteRef, visitorId: string): Promise<RoomRecord> {
    const there = await this.find(site, 'r.visitor_id = $2', visitorId)
    if (there) return there
    // One statement, so one transaction. Of two that race the second waits for the first and then makes nothing.
    await this.pool
      .query(
        `with made as (
         insert into rooms (site_id, id, kind, visitor_id) values ($1, $2, 'visitor', $3)
         on conflict (site_id, visitor_id) do nothing returning site_id, id, visitor_id
       ), head as (
         insert into room_heads (site_id, room_id) select site_id, id from made
       )
       insert into participants (site_id, room_id, id, kind, visitor_id)
       select site_id, id, $4, 'visitor', visitor_id from made`,
        [site.id, newId(), visitorId, newId()],
      )
      .catch((error: unknown) => {
        // Meanwhile somebody else was given the consumer id, and this visitor is gone.
        throw isForeignKey(error) ? notFound('visitor') : error
      })
    const made = await this.find(site, 'r.visitor_id = $2', visitorId)
    if (!made) throw notFound('visitor')
    return made
  }

  findByConsumer(site: SiteRef, consumer: string): Promise<RoomRecord | null> {
    return this.find(site, 'v.consumer_id = $2', consumer)
  }

  async findOfHolders(asks: readonly HolderAsk[]): Promise<readonly (RoomRecord | null)[]> {
    const answer = await this.pool.query<RoomRow & { ord: number }>({
      name: 'rooms_of_holders',
      text: `select a.ord::int as ord, ${ROOM_COLUMNS}
               from unnest($1::uuid[], $2::uuid[]) with ordinality as a(site_id, visitor_id, ord)
               join rooms r on r.site_id = a.site_id and r.visitor_id = a.visitor_id ${ROOM_JOINS}
              where v.claimed_at is not null`,
      values: [asks.map(({ site }) => site.id), asks.map(({ visitorId }) => visitorId)],
    })
    const rows = new Map(answer.rows.map(row => [row.ord, row]))
    return asks.map(({ site }, at) => {
      const row = rows.get(at + 1)
      return row ? toRecord(site, row) : null
    })
  }

  async findById(site: SiteRef, roomId: string): Promise<RoomRecord | null> {
    // Old clients put names where a room's id goes.
    return isUuid(roomId) ? this.find(site, 'r.id = $2', roomId) : null
  }

  private async find(site: SiteRef, where: string, value: string): Promise<RoomRecord | null> {
    const answer = await this.pool.query<RoomRow>({
      name: `room_where_${where.split(' ')[0]}`,
      text: `select ${ROOM_COLUMNS} from rooms r ${ROOM_JOINS} where r.site_id = $1 and ${where}`,
      values: [site.id, value],
    })
    const row = answer.rows[0]
    return row ? toRecord(site, row) : null
  }

  async list(site: SiteRef, ask: ListAsk): Promise<readonly ListedRoom[]> {
    const values: unknown[] = [site.id, ask.memberId, ask.messages, ask.notes, ask.limit]
    let where = 'r.site_id = $1 and r.active_at is not null'
    if (ask.filter !== 'all') where += ` and r.status = '${ask.filter === 'open' ? 'open' : 'closed'}'`
    if (ask.after) {
      values.push(ask.after.activeAt, ask.after.id)
      // Newest first, then by rising id: written out so that the index is walked from the cursor on.
      where += ' and r.active_at <= $6 and (r.active_at < $6 or r.id > $7)'
    }
    // The page is chosen from the index before anything is gathered for its rows. Without `nulls last`, as the
    // index has it, PostgreSQL would sort every room of the site instead.
    const answer = await this.pool.query<ListedRow>({
      name: `rooms_${ask.filter}_${ask.after ? 'on' : 'top'}`,
      text: `select ${LISTED_COLUMNS}
               from (select * from rooms r where ${where} order by r.active_at desc nulls last, r.id limit $5) r ${ROOM_JOINS}
              order by r.active_at desc, r.id`,
      values,
    })
    return answer.rows.map(row => toListed(site, row))
  }

  async listed(site: SiteRef, roomId: string, ask: Pick<ListAsk, 'memberId' | 'messages' | 'notes'>) {
    const answer = await this.pool.query<ListedRow>({
      name: 'room_listed',
      text: `select ${LISTED_COLUMNS} from rooms r ${ROOM_JOINS} where r.site_id = $1 and r.id = $5`,
      values: [site.id, ask.memberId, ask.messages, ask.notes, roomId],
    })
    const row = answer.rows[0]
    return row ? toListed(site, row) : null
  }

  async newest(siteIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    if (siteIds.length === 0) return new Map()
    const answer = await this.pool.query<{ id: string; active_at: Date }>({
      name: 'rooms_newest',
      text: `select s.id, r.active_at from unnest($1::uuid[]) as s(id)
              cross join lateral (select active_at from rooms where site_id = s.id and active_at is not null
                                   order by active_at desc nulls last limit 1) r`,
      values: [siteIds],
    })
    return new Map(answer.rows.map(row => [row.id, row.active_at]))
  }

  async active(sites: readonly { siteId: string; ms: number }[]) {
    if (sites.length === 0) return []
    const answer = await this.pool.query<{ siteId: string; roomId: string; seq: number }>({
      name: 'rooms_active',
      text: `select s.id as "siteId", r.id as "roomId", h.seq
               from unnest($1::uuid[], $2::float8[]) as s(id, ms)
              cross join lateral (select id from rooms
                                   where site_id = s.id and active_at >= now() - s.ms * interval '1 millisecond'
                                   order by active_at desc nulls last limit 1000) r
               join room_heads h on h.site_id = s.id and h.room_id = r.id`,
      values: [sites.map(site => site.siteId), sites.map(site => site.ms)],
    })
    return answer.rows
  }

  async reads(sites: readonly { siteId: string; ms: number }[]): Promise<readonly ReadMove[]> {
    if (sites.length === 0) return []
    const answer = await this.pool.query<ReadRow>({
      name: 'cursors_read',
      text: `select s.id as site_id, c.room_id, c.reader_kind as actor_kind, c.reader_id as actor_id, ${AUTHOR_COLUMNS},
                    c.seq, c.public_seq, c.messages
               from (select id, now() - ms * interval '1 millisecond' as since from unnest($1::uuid[], $2::float8[]) as s(id, ms)) s
              cross join lateral (
                (select * from read_cursors where site_id = s.id and read_at >= s.since order by read_at desc limit 1000)
                 union
                 select m.* from (select id from rooms where site_id = s.id and active_at >= s.since
                                   order by active_at desc nulls last limit 1000) r
                   join read_cursors m on m.site_id = s.id and m.room_id = r.id and m.reader_kind = 'member') c
               left join users au on c.reader_kind = 'member' and au.id = c.reader_id
               left join visitors av on c.reader_kind = 'visitor' and av.site_id = s.id and av.id = c.reader_id`,
      values: [sites.map(site => site.siteId), sites.map(site => site.ms)],
    })
    return answer.rows.map(row => ({
      siteId: row.site_id,
      roomId: row.room_id,
      reader: toAuthor(row),
      cursor: { seq: row.seq, publicSeq: row.public_seq, messages: row.messages },
    }))
  }

  async changes(asks: readonly ChangeAsk[]): Promise<readonly RoomChange[]> {
    if (asks.length === 0) return []
    const answer = await this.pool.query<ChangeRow>({
      name: 'room_changes',
      text: `select a.ord::int as ord, ${ROOM_COLUMNS}, ${cursorOf("'visitor'", 'r.visitor_id')} as visitor_read,
                    extract(epoch from clock_timestamp() - b.created_at)::float8 * 1000 as age,
                    (select coalesce(json_agg(e order by e.seq), '[]') from (
                       select ${ENTRY_COLUMNS} from journal j ${ENTRY_JOINS}
                        where j.site_id = r.site_id and j.room_id = r.id and j.seq > a.after and j.seq >= h.first
                        order by j.seq desc limit 20) e) as entries
               from unnest($1::uuid[], $2::uuid[], $3::int[]) with ordinality as a(site_id, room_id, after, ord)
               join rooms r on r.site_id = a.site_id and r.id = a.room_id ${ROOM_JOINS}
               join journal b on b.site_id = r.site_id and b.room_id = r.id and b.seq = 1`,
      values: [asks.map(ask => ask.site.id), asks.map(ask => ask.roomId), asks.map(ask => ask.after)],
    })
    return answer.rows.flatMap(row => {
      const ask = asks[row.ord - 1]
      if (!ask) return []
      const { entries, visitor_read: visitorRead, age } = row
      return {
        ...toRecord(ask.site, row),
        entries: entries.map(toEntry),
        visitorRead: visitorRead ?? unreadYet,
        age,
      }
    })
  }

  async greetings(asks: readonly GreetingAsk[]): Promise<readonly (Greeting | null)[]> {
    const answer = await this.pool.query<GreetingRow>({
      name: 'greetings',
      text: `select a.ord::int as ord, h.seq, h.public_seq, h.first, h.public_first, h.message_count,
                    (select ${CURSOR} from read_cursors c
                      where c.site_id = h.site_id and c.room_id = h.room_id and c.reader_kind = a.kind and c.reader_id = a.reader_id) as own,
                    (select ${CURSOR} from read_cursors c
                      where c.site_id = h.site_id and c.room_id = h.room_id
                        and c.reader_kind = case a.kind when 'visitor' then 'member' else 'visitor' end
                      order by c.seq desc limit 1) as others,
                    (select epoch from installation) as epoch
               from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) with ordinality as a(site_id, room_id, kind, reader_id, ord)
               join room_heads h on h.site_id = a.site_id and h.room_id = a.room_id`,
      values: [
        asks.map(({ room }) => room.site.id),
        asks.map(({ room }) => room.id),
        asks.map(({ reader }) => reader.kind),
        asks.map(({ reader }) => reader.id),
      ],
    })
    const rows = new Map(answer.rows.map(row => [row.ord, row]))
    return asks.map((_, at) => {
      const row = rows.get(at + 1)
      return row ? toGreeting(row) : null
    })
  }

  async moveCursor(room: RoomRef, reader: Reader, audience: Audience, seq: number): Promise<Cursor | null> {
    const number = audience === 'visitor' ? 'public_seq' : 'seq'
    // The row that holds the number tells the other numbering and the count; a number above the top means the top.
    const answer = await this.pool.query<Cursor>({
      name: `move_cursor_${number}`,
      text: `insert into read_cursors as c (site_id, room_id, reader_kind, reader_id, seq, public_seq, messages, read_at)
             select $1, $2, $3, $4, j.seq,
                    coalesce(j.public_seq, (select p.public_seq from journal p
                      where p.site_id = $1 and p.room_id = $2 and p.seq < j.seq and p.public_seq is not null
                      order by p.seq desc limit 1), 0),
                    j.message_count, now()
               from journal j
              where j.site_id = $1 and j.room_id = $2 and j.${number} <= $5
              order by j.${number} desc limit 1
             on conflict (site_id, room_id, reader_kind, reader_id)
             do update set seq = excluded.seq, public_seq = excluded.public_seq, messages = excluded.messages, updated_at = now(), read_at = now()
             where c.seq < excluded.seq
             returning seq, public_seq as "publicSeq", messages`,
      values: [room.site.id, room.id, reader.kind, reader.id, seq],
    })
    return answer.rows[0] ?? null
  }
}
