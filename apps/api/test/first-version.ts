import { createHash, randomUUID } from 'node:crypto'
import type pg from 'pg'

// What the first version did to its database, in the SQL it sent. Later versions must leave what it wrote as it was,
// and must not get into its way while it is still serving beside them. Nothing in here may ever be brought up to date.

type Client = Pick<pg.ClientBase, 'query'>

export interface FirstVersionSite {
  readonly siteId: string
  readonly userId: string
  readonly slug: string
  readonly visitorId: string
  readonly consumer: string
  readonly roomId: string
  readonly fileId: string
  /** Entries in the room's journal. */
  readonly top: number
}

/** Every byte there is, so that no encoding on the way can hide. */
export const everyByte = Buffer.from(Array.from({ length: 1024 }, (_, i) => i % 256))
/** What text may hold that a careless copy would not: quotes, backslashes, tabs, line breaks, what looks like an end. */
const awkward = 'O\'Hara said "\\." and \\N:\n\\.\n\ttab, zero-width \u200b, emoji 🛎️, العربية'

let made = 0

/** A site with its owner, a visitor, a file and a conversation of five entries, one of them a note. */
export async function writeAsFirstVersion(client: Client, passwordHash = 'none'): Promise<FirstVersionSite> {
  const [userId, siteId, visitorId, roomId, fileId] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ]
  const slug = `first-${++made}-${userId.slice(0, 6)}`
  const consumer = 'kim.1'
  await client.query(
    'insert into users (id, username, email, first_name, last_name, password_hash) values ($1, $2, $3, $4, $5, $6)',
    [userId, slug, `${slug}@example.com`, 'Robin', "O'Hara", passwordHash],
  )
  await client.query('insert into sites (id, slug, name, company_address) values ($1, $2, $3, $4)', [
    siteId,
    slug,
    'A shop',
    awkward,
  ])
  await client.query("insert into members (site_id, user_id, role) values ($1, $2, 'owner')", [
    siteId,
    userId,
  ])
  await client.query(
    `insert into sessions (id, user_id, user_agent, expires_at) values ($1, $2, 'a browser', now() + interval '30 days')`,
    [randomUUID(), userId],
  )
  await client.query('insert into chatbots (site_id, look, origins) values ($1, $2, $3)', [
    siteId,
    JSON.stringify({ title: 'Hello', colour: '#123456' }),
    ['https://a.example', 'https://b.example,with"comma'],
  ])
  await client.query(
    `insert into visitors (site_id, id, consumer_id, name, email) values ($1, $2, $3, $4, default)
     on conflict (site_id, consumer_id) do nothing`,
    [siteId, visitorId, consumer, awkward],
  )
  await client.query("insert into rooms (site_id, id, kind, visitor_id) values ($1, $2, 'visitor', $3)", [
    siteId,
    roomId,
    visitorId,
  ])
  await client.query('insert into room_heads (site_id, room_id) values ($1, $2)', [siteId, roomId])
  await client.query(
    "insert into participants (site_id, room_id, id, kind, visitor_id) values ($1, $2, $3, 'visitor', $4)",
    [siteId, roomId, randomUUID(), visitorId],
  )
  await client.query(
    `insert into files (site_id, id, room_id, visitor_id, uploader_kind, uploader_id, name, type, size, bytes)
     values ($1, $2, $3, $4, 'visitor', $4, 'all bytes.bin', 'application/octet-stream', $5, $6)`,
    [siteId, fileId, roomId, visitorId, everyByte.length, everyByte],
  )
  const site: FirstVersionSite = { siteId, userId, slug, visitorId, consumer, roomId, fileId, top: 0 }
  const visitor = { kind: 'visitor', id: visitorId }
  const member = { kind: 'member', id: userId }
  await append(client, site, [
    { ...line('one', 'message', awkward), actor: visitor },
    { ...line('two', 'note', 'Only among us'), actor: member },
    { ...line('three', 'message', ''), actor: visitor, file: fileId },
  ])
  await append(client, site, [
    { ...line('four', 'message', 'An answer'), actor: member },
    { ...line('five', 'message', 'Thanks'), actor: visitor },
  ])
  return { ...site, top: 5 }
}

/** What the first version does all day. Whatever fails in here would fail on its nodes during the upgrade. */
export async function serveAsFirstVersion(client: Client, site: FirstVersionSite): Promise<void> {
  const visitor = { kind: 'visitor', id: site.visitorId }
  const id = randomUUID()
  const [stored] = await append(client, site, [{ ...line(id, 'message', 'Still there?'), actor: visitor }])
  const [again] = await append(client, site, [{ ...line(id, 'message', 'Still there?'), actor: visitor }])
  if (!stored?.fresh || again?.fresh || again?.seq !== stored.seq) throw new Error('not stored once')
  const page = await client.query(
    `select j.seq, j.public_seq, j.id, j.conversation_id, j.client_id, j.kind, j.actor_kind, j.actor_id, j.type, j.content,
            j.file_id, j.message_count, j.created_at, j.erased_at, v.name, v.email
       from journal j join room_heads h on h.site_id = j.site_id and h.room_id = j.room_id
       join rooms r on r.site_id = h.site_id and r.id = h.room_id
       join visitors v on v.site_id = r.site_id and v.id = r.visitor_id
      where j.site_id = $1 and j.room_id = $2 and j.seq >= h.first and r.status = 'open' order by j.seq desc limit 50`,
    [site.siteId, site.roomId],
  )
  if (page.rows[0]?.seq !== stored.seq) throw new Error('not on the latest page')
  await client.query(
    `insert into read_cursors as c (site_id, room_id, reader_kind, reader_id, seq, public_seq, messages)
     values ($1, $2, 'member', $3, $4, $4, $4)
     on conflict (site_id, room_id, reader_kind, reader_id)
     do update set seq = excluded.seq, public_seq = excluded.public_seq, messages = excluded.messages, updated_at = now()
     where c.seq < excluded.seq`,
    [site.siteId, site.roomId, site.userId, stored.seq],
  )
  await client.query(
    'update chatbots set look = $2, version = version + 1, updated_at = now() where site_id = $1',
    [site.siteId, JSON.stringify({ title: 'Hello again' })],
  )
  await client.query('update sessions set last_seen_at = now() where user_id = $1', [site.userId])
  await client.query('select epoch from installation')
  await writeAsFirstVersion(client)
}

interface Line {
  readonly client_id: string
  readonly kind: string
  readonly content: string
  readonly hash: string
}

const line = (clientId: string, kind: string, content: string): Line => ({
  client_id: clientId,
  kind,
  content,
  hash: createHash('sha256').update(content).digest('hex'),
})

async function append(
  client: Client,
  { siteId, roomId }: FirstVersionSite,
  lines: readonly (Line & { actor: { kind: string; id: string }; file?: string })[],
) {
  const batch = lines.map(({ client_id, kind, content, hash, actor, file }, ord) => ({
    ord,
    site_id: siteId,
    room_id: roomId,
    id: randomUUID(),
    client_id,
    body_hash: `\\x${hash}`,
    kind,
    actor_kind: actor.kind,
    actor_id: actor.id,
    type: file === undefined ? 'text' : 'application/octet-stream',
    content,
    file_id: file ?? null,
  }))
  const answer = await client.query<{ fresh: boolean; seq: number }>(
    'select * from append_entries($1, $2, $3)',
    [[siteId], [roomId], JSON.stringify(batch)],
  )
  return answer.rows
}
