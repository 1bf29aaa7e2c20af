import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { MemberActor, VisitorActor } from '../src/core/actor.js'
import { newId } from '../src/core/ids.js'
import type { SiteRef } from '../src/rooms/room.js'

// Rows for tests, each with names of its own, so that tests of one database do not meet.

const word = () => randomBytes(5).toString('hex')

async function makeUser(pool: pg.Pool, username = `user-${word()}`) {
  const id = newId()
  await pool.query('insert into users (id, username, email, password_hash) values ($1, $2, $3, $4)', [
    id,
    username,
    `${username}@example.com`,
    'no password',
  ])
  return { id, username, email: `${username}@example.com` }
}

export async function makeSite(pool: pg.Pool): Promise<SiteRef & { member: MemberActor }> {
  const user = await makeUser(pool)
  const id = newId()
  await pool.query('insert into sites (id, slug, name) values ($1, $2, $2)', [id, user.username])
  const owner = { username: user.username, email: user.email, first_name: '', last_name: '' }
  const site = { id, slug: user.username, owner }
  const member = await makeMember(pool, site, 'owner', user)
  return { ...site, member }
}

async function makeMember(
  pool: pg.Pool,
  site: Pick<SiteRef, 'id'>,
  role: MemberActor['role'] = 'operator',
  given?: { id: string; username: string },
): Promise<MemberActor> {
  const user = given ?? (await makeUser(pool))
  await pool.query('insert into members (site_id, user_id, role) values ($1, $2, $3)', [
    site.id,
    user.id,
    role,
  ])
  return {
    kind: 'member',
    siteId: site.id,
    userId: user.id,
    username: user.username,
    name: user.username,
    role,
    sessionId: newId(),
  }
}

export async function makeVisitor(pool: pg.Pool, site: Pick<SiteRef, 'id'>): Promise<VisitorActor> {
  const id = newId()
  const consumer = `v-${word()}`
  await pool.query('insert into visitors (site_id, id, consumer_id) values ($1, $2, $3)', [
    site.id,
    id,
    consumer,
  ])
  return { kind: 'visitor', siteId: site.id, visitorId: id, consumer, name: consumer }
}
