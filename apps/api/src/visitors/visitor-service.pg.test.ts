import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Owner, signUp, type TestRest, testRest, visitorOf } from '../../test/rest.js'
import type { VisitorActor } from '../core/actor.js'
import { composeEntry } from '../rooms/journal.js'
import { PgJournalStore } from '../rooms/journal-store.pg.js'

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

describe('an id whose holder never showed up', () => {
  let count = 0
  /** Somebody was given an id and never heard of again. */
  async function lost(seconds = 11) {
    const consumer = `lost-${++count}`
    const { actor, token } = await visitorOf(rest, owner.siteId, consumer)
    await rest.database.pool.query(
      'update visitors set created_at = now() - make_interval(secs => $2) where id = $1',
      [actor.visitorId, seconds],
    )
    return { consumer, actor, token }
  }
  const bind = (consumer: string) => rest.visitors.bindVisitor(owner.siteId, consumer)
  const isFree = (consumer: string) => rest.visitors.isFree(owner.siteId, consumer)
  const holds = async (token: string) => (await rest.visitors.visitorByToken(token, owner.siteId)) !== null
  const site = async () => {
    const found = await rest.sites.byId(owner.siteId)
    if (found === null) throw new Error('no site')
    return found
  }
  const roomOf = async (visitorId: string) =>
    (await rest.rooms.ensureForVisitor(await site(), visitorId)).room
  async function write(actor: VisitorActor) {
    const journal = new PgJournalStore(rest.database.pool)
    const room = await roomOf(actor.visitorId)
    const message = { kind: 'message', content: 'first words', file: null, clientId: 'c1' } as const
    const [result] = await journal.append([composeEntry(room, actor, message)])
    return result?.status
  }

  test('goes to the next who asks, as somebody else: the token that got lost opens nothing', async () => {
    const { consumer, actor, token } = await lost()
    const room = await roomOf(actor.visitorId)
    expect(await isFree(consumer)).toBe(true)
    const next = await bind(consumer)
    expect(next).toMatchObject({ consumer, siteId: owner.siteId })
    expect(next?.visitorId).not.toBe(actor.visitorId)
    expect(await holds(token)).toBe(false)
    expect(next && (await roomOf(next.visitorId)).id).not.toBe(room.id)
    expect(await rest.rooms.findById(await site(), room.id)).toBeNull()
    await expect(roomOf(actor.visitorId)).rejects.toMatchObject({ kind: 'not_found' })
    // The next has their own ten seconds.
    expect([await isFree(consumer), await bind(consumer)]).toEqual([false, null])
  })

  test('is kept for ten seconds, in which any browser has answered', async () => {
    const { consumer, token } = await lost(8)
    expect([await isFree(consumer), await bind(consumer)]).toEqual([false, null])
    expect(await holds(token)).toBe(true)
  })

  test('is theirs for good once they answered, used their token, or anything was written', async () => {
    const [answered, came, wrote] = [await lost(), await lost(), await lost()]
    expect(await rest.visitors.claim(answered.actor)).toBe(true)
    expect(await holds(came.token)).toBe(true)
    expect(await write(wrote.actor)).toBe('stored')
    for (const { consumer, token, actor } of [answered, came, wrote]) {
      expect([await isFree(consumer), await bind(consumer)]).toEqual([false, null])
      expect(await rest.visitors.visitorByToken(token, owner.siteId)).toEqual(actor)
    }
  })

  test('goes to one of twenty who ask at once', async () => {
    const { consumer } = await lost()
    const bound = await Promise.all(Array.from({ length: 20 }, () => bind(consumer)))
    expect(bound.filter(visitor => visitor !== null)).toHaveLength(1)
    expect(await rest.visitors.findVisitor(owner.siteId, consumer)).toEqual(bound.find(Boolean))
  })

  const waiting = async () =>
    (
      await rest.database.pool.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
    ).rowCount

  type Lost = Awaited<ReturnType<typeof lost>>
  const ways: readonly [string, table: string, (holder: Lost) => Promise<boolean>][] = [
    ['using the token', 'visitors where id', ({ token }) => holds(token)],
    ['answering', 'visitors where id', ({ actor }) => rest.visitors.claim(actor)],
    [
      'writing',
      'room_heads where room_id',
      ({ actor }) => write(actor).then(status => status === 'stored', isNotFound),
    ],
  ]
  test.each(ways.flatMap(way => [[true, ...way] as const, [false, ...way] as const]))(
    'whoever is first (the holder: %s) by %s and by asking anew, the other gets nothing',
    async (holderFirst, _, table, holdOn) => {
      const holder = await lost()
      const room = await roomOf(holder.actor.visitorId)
      const gate = await rest.database.pool.connect()
      await gate.query('begin')
      await gate.query(`select 1 from ${table} = any($1) for update`, [[holder.actor.visitorId, room.id]])
      // Both have looked and now wait for the same row, in this order.
      const begin = [() => holdOn(holder), () => bind(holder.consumer)] as const
      const begun: Promise<unknown>[] = []
      for (const at of holderFirst ? ([0, 1] as const) : ([1, 0] as const)) {
        begun[at] = begin[at]()
        await expect.poll(waiting).toBe(begun.filter(Boolean).length)
      }
      await gate.query('commit')
      gate.release()
      const [kept, next] = await Promise.all(begun)
      expect([kept, next !== null]).toEqual([holderFirst, !holderFirst])
      expect(await holds(holder.token)).toBe(holderFirst)
    },
  )

  test('however the two meet, exactly one has it', async () => {
    for (let round = 0; round < 10; round++) {
      for (const [, , holdOn] of ways) {
        const holder = await lost()
        const [kept, next] = await Promise.all([holdOn(holder), bind(holder.consumer)])
        expect(kept).toBe(next === null)
        expect(await holds(holder.token)).toBe(next === null)
      }
    }
  })
})

const isNotFound = (error: unknown) => {
  expect(error).toMatchObject({ kind: 'not_found' })
  return false
}
