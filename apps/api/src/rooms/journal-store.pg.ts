import type pg from 'pg'
import type { EntryAuthor, EntryKind, JournalEntry, NewEntry } from './journal.js'
import type { Appended, JournalStore, Page, PageAsk, Top } from './journal-store.js'
import type { RoomRef, SharedHead } from './room.js'

interface AppendRow {
  ord: number
  fresh: boolean
  same: boolean
  id: string
  seq: number
  public_seq: number | null
  conversation_id: string
  message_count: number
  created_at: Date
  first: number
  active_at: Date
}

/** Who somebody is, with {@link AUTHOR_COLUMNS}. */
export interface AuthorRow {
  actor_kind: JournalEntry['author']['kind']
  actor_id: string | null
  actor_name: string | null
  actor_handle: string | null
}

/** A row of {@link ENTRY_COLUMNS}. Dates come as text from json_agg and as Date from a plain select. */
export interface EntryRow extends AuthorRow {
  seq: number
  public_seq: number | null
  id: string
  conversation_id: string
  client_id: string
  kind: EntryKind
  type: string
  content: string
  file_id: string | null
  file_name: string | null
  file_type: string | null
  file_size: string | number | null
  message_count: number
  created_at: Date | string
  erased: boolean
}

/** What somebody is called; `au` is the user, `av` the visitor, whichever it is. */
export const AUTHOR_COLUMNS = `
  coalesce(nullif(av.name, ''), nullif(trim(au.first_name || ' ' || au.last_name), ''), au.username, av.consumer_id) as actor_name,
  coalesce(au.username, av.consumer_id) as actor_handle`

/** Everything a receiver is shown of an entry; `j` is the journal's row, joined by {@link ENTRY_JOINS} with its author and file. */
export const ENTRY_COLUMNS = `
  j.seq, j.public_seq, j.id, j.conversation_id, j.client_id, j.kind, j.actor_kind, j.actor_id, ${AUTHOR_COLUMNS},
  j.type, j.content, j.file_id, af.name as file_name, af.type as file_type, af.size as file_size,
  j.message_count, j.created_at, j.erased_at is not null as erased`

export const ENTRY_JOINS = `
  left join users au on j.actor_kind = 'member' and au.id = j.actor_id
  left join visitors av on j.actor_kind = 'visitor' and av.site_id = j.site_id and av.id = j.actor_id
  left join files af on af.site_id = j.site_id and af.id = j.file_id`

export const toAuthor = (row: AuthorRow): EntryAuthor => ({
  kind: row.actor_kind,
  id: row.actor_id,
  name: row.actor_name ?? 'Deskbell',
  handle: row.actor_handle ?? 'deskbell',
})

export function toEntry(row: EntryRow): JournalEntry {
  return {
    id: row.id,
    seq: row.seq,
    publicSeq: row.public_seq,
    conversationId: row.conversation_id,
    kind: row.kind,
    clientId: row.client_id,
    author: toAuthor(row),
    type: row.type,
    content: row.content,
    file:
      row.file_id === null || row.file_name === null || row.file_type === null
        ? null
        : { id: row.file_id, name: row.file_name, type: row.file_type, size: Number(row.file_size) },
    messageCount: row.message_count,
    createdAt: new Date(row.created_at),
    erased: row.erased,
  }
}

/** The journal in PostgreSQL. The rules of numbering live in the function `append_entries`, under its locks. */
export class PgJournalStore implements JournalStore {
  /** @param writer for appends alone, so that they do not wait behind reads */
  constructor(
    private readonly pool: Pick<pg.Pool, 'query'>,
    private readonly writer: Pick<pg.Pool, 'query'> = pool,
  ) {}

  async append(batch: readonly NewEntry[]): Promise<readonly Appended[]> {
    const { rooms, firsts, twinOf } = sortOut(batch)
    const rows = firsts.map(({ entry, ord }) => ({
      ord,
      site_id: entry.room.site.id,
      room_id: entry.room.id,
      id: entry.id,
      client_id: entry.clientId,
      body_hash: `\\x${entry.bodyHash}`,
      kind: entry.kind,
      actor_kind: entry.author.kind,
      actor_id: entry.author.id,
      type: entry.type,
      content: entry.content,
      file_id: entry.file?.id ?? null,
    }))
    const answer = await this.writer.query<AppendRow>({
      name: 'append_entries',
      text: 'select * from append_entries($1, $2, $3)',
      values: [rooms.map(room => room.site.id), rooms.map(room => room.id), JSON.stringify(rows)],
    })
    const byOrd = new Map(answer.rows.map(row => [row.ord, row]))
    // The room as the whole batch left it: its highest new numbers.
    const after = new Map<string, AppendRow>()
    for (const row of answer.rows) {
      const roomId = batch[row.ord]?.room.id ?? ''
      if (row.fresh && row.seq > (after.get(roomId)?.seq ?? 0)) after.set(roomId, row)
    }
    return batch.map((entry, ord) => {
      const first = twinOf.get(ord)
      const row = byOrd.get(first ?? ord)
      if (!row) return { status: 'no_room' }
      const twin = first !== undefined
      const same = twin ? row.same && batch[first]?.bodyHash === entry.bodyHash : row.same
      if (!same) return { status: 'conflict' }
      const stored = toStored(entry, row)
      if (!row.fresh || twin) return { status: 'known', entry: stored }
      const cursor = { seq: row.seq, publicSeq: row.public_seq ?? 0, messages: row.message_count }
      return { status: 'stored', entry: stored, after: toHead(after.get(entry.room.id) ?? row), cursor }
    })
  }

  async free(rooms: readonly RoomRef[]): Promise<ReadonlySet<string>> {
    const answer = await this.writer.query<{ room_id: string }>({
      name: 'rooms_free',
      text: `select h.room_id from unnest($1::uuid[], $2::uuid[]) as a(site_id, room_id)
               join room_heads h on h.site_id = a.site_id and h.room_id = a.room_id
               join rooms r on r.site_id = h.site_id and r.id = h.room_id
                for no key update of h, r skip locked`,
      values: [rooms.map(room => room.site.id), rooms.map(room => room.id)],
    })
    return new Set(answer.rows.map(row => row.room_id))
  }

  async page(room: RoomRef, ask: PageAsk): Promise<Page> {
    const number = ask.audience === 'visitor' ? 'public_seq' : 'seq'
    const floor = ask.audience === 'visitor' ? 'public_first' : 'first'
    const upwards = ask.after !== undefined
    const bound = upwards ? `j.${number} > $3` : `j.${number} < $3`
    // One row too many tells whether there are more. The head is read in the same snapshot as the page.
    const answer = await this.pool.query<{ top: number; first: number; entries: EntryRow[] }>({
      name: `page_${number}_${upwards ? 'up' : 'down'}`,
      text: `
        select h.${number} as top, h.${floor} as first,
          (select coalesce(json_agg(e order by e.seq), '[]') from (
             select ${ENTRY_COLUMNS} from journal j ${ENTRY_JOINS}
              where j.site_id = $1 and j.room_id = $2 and ${bound} and j.seq >= h.first
                ${ask.audience === 'visitor' ? 'and j.public_seq is not null' : ''}
              order by j.${number} ${upwards ? 'asc' : 'desc'} limit $4) e) as entries
          from room_heads h where h.site_id = $1 and h.room_id = $2`,
      values: [room.site.id, room.id, ask.after ?? ask.before ?? 2_147_483_647, ask.limit + 1],
    })
    const found = answer.rows[0]
    if (!found) return { entries: [], first: 1, top: 0, more: false }
    const all = found.entries.map(toEntry)
    const more = all.length > ask.limit
    const entries = !more ? all : upwards ? all.slice(0, ask.limit) : all.slice(1)
    return { entries, first: found.first, top: found.top, more }
  }

  async since(room: RoomRef, seq: number, limit: number): Promise<readonly JournalEntry[]> {
    const answer = await this.pool.query<EntryRow>({
      name: 'journal_since',
      text: `select ${ENTRY_COLUMNS} from journal j ${ENTRY_JOINS}
              where j.site_id = $1 and j.room_id = $2 and j.seq > $3 order by j.seq limit $4`,
      values: [room.site.id, room.id, seq, limit],
    })
    return answer.rows.map(toEntry)
  }

  async byClientId(room: RoomRef, clientId: string): Promise<JournalEntry | null> {
    const answer = await this.pool.query<EntryRow>({
      name: 'journal_by_client_id',
      text: `select ${ENTRY_COLUMNS} from journal j ${ENTRY_JOINS}
              where j.site_id = $1 and j.room_id = $2 and j.client_id = $3`,
      values: [room.site.id, room.id, clientId],
    })
    const row = answer.rows[0]
    return row ? toEntry(row) : null
  }

  async tops(rooms: readonly { siteId: string; roomId: string }[]): Promise<readonly Top[]> {
    if (rooms.length === 0) return []
    const answer = await this.pool.query<Top>({
      name: 'journal_tops',
      text: `select h.site_id as "siteId", h.room_id as "roomId", h.seq, h.public_seq as "publicSeq",
                    (select coalesce(max(c.public_seq), 0) from read_cursors c
                      where c.site_id = h.site_id and c.room_id = h.room_id and c.reader_kind = 'member') as "membersRead",
                    (select coalesce(max(c.seq), 0) from read_cursors c
                      where c.site_id = h.site_id and c.room_id = h.room_id and c.reader_kind = 'visitor') as "visitorRead"
               from unnest($1::uuid[], $2::uuid[]) as a(site_id, room_id)
               join room_heads h on h.site_id = a.site_id and h.room_id = a.room_id`,
      values: [rooms.map(room => room.siteId), rooms.map(room => room.roomId)],
    })
    return answer.rows
  }
}

/** Each room once; and of entries with one id in one room only the first, the others pointing to it. */
function sortOut(batch: readonly NewEntry[]) {
  const rooms = new Map<string, RoomRef>()
  const seen = new Map<string, number>()
  const firsts: { entry: NewEntry; ord: number }[] = []
  const twinOf = new Map<number, number>()
  for (const [ord, entry] of batch.entries()) {
    rooms.set(entry.room.id, entry.room)
    const key = `${entry.room.id} ${entry.clientId}`
    const first = seen.get(key)
    if (first === undefined) {
      seen.set(key, ord)
      firsts.push({ entry, ord })
    } else twinOf.set(ord, first)
  }
  return { rooms: [...rooms.values()], firsts, twinOf }
}

function toStored(entry: NewEntry, row: AppendRow): JournalEntry {
  return {
    id: row.id,
    seq: row.seq,
    publicSeq: entry.kind === 'note' ? null : row.public_seq,
    conversationId: row.conversation_id,
    kind: entry.kind,
    clientId: entry.clientId,
    author: entry.author,
    type: entry.type,
    content: entry.content,
    file: entry.file,
    messageCount: row.message_count,
    createdAt: row.created_at,
    erased: false,
  }
}

/** Whoever writes opens the room, if it was closed. */
const toHead = (row: AppendRow): SharedHead => ({
  status: 'open',
  conversationId: row.conversation_id,
  seq: row.seq,
  first: row.first,
  messageCount: row.message_count,
  activeAt: row.active_at,
})
