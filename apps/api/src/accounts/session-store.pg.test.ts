import { afterAll, beforeAll, expect, test } from 'vitest'
import { signUp, type TestRest, testRest } from '../../test/rest.js'
import { Revocations } from './revocations.js'
import { PgSessionStore } from './session-store.pg.js'

let rest: TestRest
beforeAll(async () => {
  rest = await testRest()
})
afterAll(() => rest.close())

const run = (text: string, ...values: unknown[]) => rest.database.pool.query(text, values)
const store = () => new PgSessionStore(rest.database.db)

async function signedIn() {
  const owner = await signUp(rest)
  const found = await rest.sessions.authenticate(owner.token)
  if (!found) throw new Error('not signed in')
  return { owner, found, id: found.session.id }
}

test('an expired session is nobody; one in use is kept alive', async () => {
  const { owner, id } = await signedIn()
  await run(
    "update sessions set last_seen_at = now() - interval '1 hour', expires_at = now() + interval '1 minute'",
  )
  const found = await rest.sessions.authenticate(owner.token)
  expect(found).not.toBeNull()
  const { rows } = await run(
    'select expires_at > now() + $1::interval as kept from sessions where id = $2',
    '29 days',
    id,
  )
  expect(rows).toEqual([{ kept: true }])
  await run("update sessions set expires_at = now() - interval '1 second' where id = $1", id)
  expect(await rest.sessions.authenticate(owner.token)).toBeNull()
  expect(await store().listLive(found?.user.id ?? '')).toEqual([])
})

test('a removed member is a member no more, and nobody else’s site lists them', async () => {
  const { owner, found } = await signedIn()
  expect(await rest.sessions.memberOf(found, owner.siteId)).toMatchObject({
    role: 'owner',
    siteId: owner.siteId,
  })
  const other = await signUp(rest)
  expect(await rest.sessions.memberOf(found, other.siteId)).toBeNull()
  await run('update members set removed_at = now() where user_id = $1', found.user.id)
  expect(await rest.sessions.memberOf(found, owner.siteId)).toBeNull()
  expect(await rest.sessions.sitesOf(found)).toEqual([])
})

test('what ends on one node is heard on another within two seconds, sessions and members alike', async () => {
  const { owner, found, id } = await signedIn()
  const elsewhere = new Revocations({ sessions: store(), onError: () => {} })
  const session = new Promise<void>(heard => {
    elsewhere.onSessionsEnded(ids => ids.includes(id) && heard())
  })
  const member = new Promise<void>(heard => {
    elsewhere.onMembersRemoved(members => members.some(one => one.userId === found.user.id) && heard())
  })
  elsewhere.start()
  const start = performance.now()
  await rest.sessions.signOut(found)
  await run('update members set removed_at = now() where site_id = $1', owner.siteId)
  await Promise.all([session, member])
  elsewhere.stop()
  expect(performance.now() - start).toBeLessThan(2_000)
})

test('what was stamped before the last look and committed after it is still found', async () => {
  const { id } = await signedIn()
  const client = await rest.database.pool.connect()
  try {
    await client.query('begin')
    await client.query('update sessions set revoked_at = now() where id = $1', [id])
    const { now } = await store().endedSince(null)
    await client.query('commit')
    const later = await store().endedSince(now)
    expect(later.sessionIds).toContain(id)
    const muchLater = await store().endedSince(new Date(now.getTime() + 60_000))
    expect(muchLater.sessionIds).not.toContain(id)
  } finally {
    client.release()
  }
})

test('rows dead for a month are swept, the others stay', async () => {
  const [dead, ended, live] = [await signedIn(), await signedIn(), await signedIn()]
  await run("update sessions set expires_at = now() - interval '31 days' where id = $1", dead.id)
  await run("update sessions set revoked_at = now() - interval '1 day' where id = $1", ended.id)
  expect(await store().sweep()).toBe(1)
  const { rows } = await run('select id from sessions where id = any($1)', [dead.id, ended.id, live.id])
  expect(rows.map(row => row.id).sort()).toEqual([ended.id, live.id].sort())
})
