import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Owner, signUp, type TestRest, testRest, visitorOf } from '../../test/rest.js'

let rest: TestRest
let owner: Owner
beforeAll(async () => {
  rest = await testRest()
  owner = await signUp(rest, { username: 'Acme' })
})
afterAll(() => rest.close())

test('an unused id is bound to who asks first; of twenty at once exactly one gets it', async () => {
  const bound = await Promise.all(
    Array.from({ length: 20 }, () => rest.visitors.bindVisitor(owner.siteId, 'kim', 'kim@example.com')),
  )
  const winners = bound.filter(visitor => visitor !== null)
  expect(winners).toHaveLength(1)
  expect(await rest.visitors.findVisitor(owner.siteId, 'kim')).toEqual(winners[0])
  expect(winners[0]).toMatchObject({ kind: 'visitor', siteId: owner.siteId, consumer: 'kim', name: 'kim' })
})

test('the same id on another site is somebody else', async () => {
  const other = await signUp(rest)
  const here = await visitorOf(rest, owner.siteId, 'tom')
  const there = await visitorOf(rest, other.siteId, 'tom')
  expect(there.actor.visitorId).not.toBe(here.actor.visitorId)
  expect(await rest.visitors.visitorByToken(here.token, other.siteId)).toBeNull()
  expect(await rest.visitors.visitorByToken(there.token, other.siteId)).toEqual(there.actor)
})

test('nobody can be called like a member of the site, in any case, or like one who was', async () => {
  for (const name of ['Acme', 'acme', 'ACME']) {
    expect(await rest.visitors.bindVisitor(owner.siteId, name)).toBeNull()
  }
  const other = await signUp(rest)
  expect(await rest.visitors.bindVisitor(other.siteId, 'acme')).not.toBeNull()
  await rest.database.pool.query('update members set removed_at = now() where site_id = $1', [other.siteId])
  expect(await rest.visitors.bindVisitor(other.siteId, other.username)).toBeNull()
})

test('a token is good for its own visitor, as long as they are there', async () => {
  const { token, actor } = await visitorOf(rest, owner.siteId, 'ann')
  expect(await rest.visitors.visitorByToken(token, owner.siteId)).toEqual(actor)
  expect(rest.visitors.siteOfToken(token)).toBe(owner.siteId)
  for (const nobody of [owner.token, 'nonsense', '', `${token}x`]) {
    expect(await rest.visitors.visitorByToken(nobody, owner.siteId)).toBeNull()
    expect(rest.visitors.siteOfToken(nobody)).toBeNull()
  }
  await rest.database.pool.query('delete from visitors where id = $1', [actor.visitorId])
  expect(await rest.visitors.visitorByToken(token, owner.siteId)).toBeNull()
})

test('a visitor’s token is no session', async () => {
  const { token } = await visitorOf(rest, owner.siteId, 'eve')
  expect(await rest.sessions.authenticate(token)).toBeNull()
})
