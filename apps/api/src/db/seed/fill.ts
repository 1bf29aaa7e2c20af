import { randomUUID } from 'node:crypto'
import { drizzle } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import type { MemberActor, VisitorActor } from '../../core/actor.js'
import { newId } from '../../core/ids.js'
import { PgFileStore } from '../../files/file-store.pg.js'
import { composeEntry, type EntryFile, type NewEntry } from '../../rooms/journal.js'
import { PgJournalStore } from '../../rooms/journal-store.pg.js'
import type { RoomRef, SiteRef } from '../../rooms/room.js'
import { PgRoomStore } from '../../rooms/room-store.pg.js'
import { PgVisitorStore } from '../../visitors/visitor-store.pg.js'
import * as schema from '../schema.js'
import type { Person } from './people.js'
import { picture } from './picture.js'
import { type PlannedEntry, type PlannedRoom, planRoom } from './plan.js'
import { type Scene, scenes } from './scene.js'

export interface FillAsk {
  readonly site: SiteRef
  /** Who answers. */
  readonly member: MemberActor
  readonly rooms: number
  /** The most that a room holds. */
  readonly messages: number
  readonly now: Date
}

/** What a run has written. */
export interface Filled {
  rooms: number
  messages: number
  notes: number
  files: number
  /** Rooms that an earlier run wrote: left as they are. */
  there: number
}

/**
 * Writes rooms with conversations from the last days, each in a transaction of its own, through the same stores as
 * everybody's messages; only the times are set afterwards. A room that has an entry already is left alone, so a run
 * that was interrupted is finished by the next one and nothing is ever there twice.
 */
export async function fillSite(pool: pg.Pool, ask: FillAsk): Promise<Filled> {
  const filled: Filled = { rooms: 0, messages: 0, notes: 0, files: 0, there: 0 }
  for (let index = 0; index < ask.rooms; index++) {
    const planned = planRoom(index, ask.messages, ask.now)
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query('begin')
      const written = await writeRoom(client, ask, planned)
      await client.query('commit')
      if (!written) {
        filled.there += 1
        continue
      }
      filled.rooms += 1
      for (const entry of written) {
        filled[entry.kind === 'note' ? 'notes' : 'messages'] += 1
        if (entry.file) filled.files += 1
      }
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error))
      throw error
    } finally {
      // Of a broken connection nobody knows what state it is in; closing it rolls back.
      client.release(broken)
    }
  }
  return filled
}

/** @returns what was written, or null when the room had entries */
async function writeRoom(
  client: pg.PoolClient,
  { site, member }: FillAsk,
  planned: PlannedRoom,
): Promise<readonly NewEntry[] | null> {
  const rooms = new PgRoomStore(client)
  const visitor = await visitorOf(client, site, planned.person)
  const { room, head } = await rooms.ensureForVisitor(site, visitor.visitorId)
  if (head.seq > 0) return null
  const entries: NewEntry[] = []
  for (const [at, entry] of planned.entries.entries()) {
    const file = entry.photo === null ? null : await storePhoto(client, room, visitor, entry)
    const actor = entry.by === 'visitor' ? visitor : member
    const { kind, content } = entry
    entries.push(composeEntry(room, actor, { kind, content, file, clientId: `seed:${at + 1}` }))
  }
  for (const result of await new PgJournalStore(client).append(entries)) {
    if (result.status !== 'stored') throw new Error(`a seeded entry was answered ${result.status}`)
  }
  if (planned.seen !== 'nobody') {
    await rooms.moveCursor(room, { kind: 'member', id: member.userId }, 'member', entries.length)
  }
  if (planned.seen === 'both') {
    await rooms.moveCursor(room, { kind: 'visitor', id: visitor.visitorId }, 'visitor', entries.length)
  }
  await setTimes(client, room, visitor, planned.entries)
  return entries
}

async function visitorOf(client: pg.PoolClient, site: SiteRef, person: Person): Promise<VisitorActor> {
  const { consumer, name, email } = person
  const visitors = new PgVisitorStore(drizzle(client, { schema }))
  const visitor =
    (await visitors.bind({ siteId: site.id, id: newId(), consumer, name, email })) ??
    (await visitors.byConsumer(site.id, consumer))
  if (!visitor) throw new Error(`${consumer} is the user name of a member`)
  return { kind: 'visitor', siteId: site.id, visitorId: visitor.id, consumer, name: name || consumer }
}

/** A picture is a second's work and the same every time. */
const photos = new Map<Scene, Buffer>()
function photoOf(scene: Scene): Buffer {
  const bytes = photos.get(scene) ?? picture(scene)
  photos.set(scene, bytes)
  return bytes
}

async function storePhoto(
  client: pg.PoolClient,
  room: RoomRef,
  visitor: VisitorActor,
  entry: PlannedEntry,
): Promise<EntryFile> {
  const name = entry.photo ?? ''
  const bytes = photoOf(scenes.find(scene => name.startsWith(scene)) ?? 'bulb')
  const file = { id: randomUUID(), name, type: 'image/png', size: bytes.length }
  const files = new PgFileStore(drizzle(client, { schema }))
  const { siteId, visitorId } = visitor
  const from = { siteId, visitorId, roomId: room.id, uploaderKind: 'visitor', uploaderId: visitorId } as const
  await files.insert({ ...file, ...from, draft: false, createdAt: entry.at }, bytes)
  return file
}

/** The journal took everything as written just now; this is when it is meant to have been. */
async function setTimes(
  client: pg.PoolClient,
  room: RoomRef,
  visitor: VisitorActor,
  entries: PlannedRoom['entries'],
): Promise<void> {
  const key = [room.site.id, room.id]
  const times = entries.map(entry => entry.at)
  const [born] = times
  const last = times.at(-1)
  await client.query(
    `update journal j set created_at = t.at
       from unnest($3::timestamptz[]) with ordinality as t(at, seq)
      where j.site_id = $1 and j.room_id = $2 and j.seq = t.seq`,
    [...key, times],
  )
  await client.query('update rooms set active_at = $3, created_at = $4 where site_id = $1 and id = $2', [
    ...key,
    last,
    born,
  ])
  await client.query('update visitors set created_at = $3 where site_id = $1 and id = $2', [
    room.site.id,
    visitor.visitorId,
    born,
  ])
  for (const [table, column] of [
    ['conversations', 'opened_at'],
    ['participants', 'joined_at'],
  ]) {
    await client.query(`update ${table} set ${column} = $3 where site_id = $1 and room_id = $2`, [
      ...key,
      born,
    ])
  }
  await client.query('update read_cursors set updated_at = $3 where site_id = $1 and room_id = $2', [
    ...key,
    last,
  ])
}
