import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.js'
import { GRACE, LEASE, type Moves, type Person, type PresenceChange } from './presence.js'
import { PgPresenceStore } from './presence-store.pg.js'

let database: TestDatabase
let store: PgPresenceStore
const site = randomUUID()

beforeAll(async () => {
  database = await testDatabase()
  store = new PgPresenceStore(database.pool)
})
beforeEach(() => database.pool.query('truncate presence, nodes'))
afterAll(() => database.drop())

const person = (id = randomUUID(), kind: Person['kind'] = 'visitor'): Person => ({ siteId: site, kind, id })
const here = (...people: Person[]): Moves => ({ here: people, away: [] })
const away = (...people: Person[]): Moves => ({ here: [], away: people })

async function node() {
  const id = randomUUID()
  expect((await store.beat(id)).kept).toBe(false)
  return {
    id,
    come: (...people: Person[]) => store.moved(id, here(...people)),
    go: (...people: Person[]) => store.moved(id, away(...people)),
    beat: () => store.beat(id),
  }
}

/** Everything that is written happened so much earlier. The nodes have beaten all the while, or none has. */
async function pass(ms: number, { outage = false } = {}) {
  const by = "$1 * interval '1 millisecond'"
  await database.pool.query(
    `with n as (update nodes set beat_at = beat_at - ${by}, beat_served = beat_served - ${by}),
          s as (update service set beat_at = case when $2 then beat_at - ${by} else beat_at end)
     update presence set since = since - ${by}, changed_at = changed_at - ${by},
                         left_at = left_at - ${by}, left_served = left_served - ${by}`,
    [ms, outage],
  )
}

/** So much time in which these nodes beat, and others do not. */
async function live(ms: number, ...nodes: { beat: () => Promise<{ gone: readonly PresenceChange[] }> }[]) {
  const gone: PresenceChange[] = []
  for (let passed = 0; passed < ms; passed += 2_000) {
    await pass(Math.min(2_000, ms - passed))
    for (const { beat } of nodes) gone.push(...(await beat()).gone)
  }
  return gone.map(change => [change.person.id, change.online])
}

const known = async (who: Person) => (await store.of(who.siteId, who.kind, [who.id])).get(who.id)

test('who has a socket on any node is there, since the first of them; coming is news once', async () => {
  const [one, two] = [await node(), await node()]
  const [kim, ada] = [person(), person(undefined, 'member')]
  const came = await one.come(kim, ada)
  expect(came?.map(change => [change.person, change.online])).toEqual(
    expect.arrayContaining([
      [kim, true],
      [ada, true],
    ]),
  )
  await pass(1_000)
  expect(await two.come(kim)).toEqual([])
  expect(await one.come(kim)).toEqual([])
  expect(await known(kim)).toMatchObject({ person: kim, online: true, leftAt: null })
  expect(Date.now() - ((await known(kim))?.since.getTime() ?? 0)).toBeGreaterThan(900)
  expect(await known(person())).toBeUndefined()
  expect(await known({ ...kim, siteId: randomUUID() })).toBeUndefined()
  expect(await known({ ...kim, kind: 'member' })).toBeUndefined()
})

test('who went is gone after the grace time, once their last socket on any node is; and comes anew after that', async () => {
  const [one, two] = [await node(), await node()]
  const kim = person()
  await one.come(kim)
  await two.come(kim)
  await one.go(kim)
  expect(await live(2 * GRACE, one, two)).toEqual([])
  await two.go(kim)
  expect(await live(GRACE - 2_000, one, two)).toEqual([])
  expect(await known(kim)).toMatchObject({ online: true, leftAt: expect.any(Date) })
  expect(await live(2_000, one, two)).toEqual([[kim.id, false]])
  const gone = await known(kim)
  expect(gone?.online).toBe(false)
  expect(gone?.since).toEqual(gone?.leftAt)
  expect(Date.now() - (gone?.since.getTime() ?? 0)).toBeGreaterThanOrEqual(GRACE - 100)
  expect((await two.come(kim))?.map(change => change.person)).toEqual([kim])
  expect((await known(kim))?.since.getTime()).toBeGreaterThan(gone?.since.getTime() ?? 0)
})

test('a reconnect within the grace time is no news, on whatever node: nobody flaps', async () => {
  const [one, two] = [await node(), await node()]
  const kim = person()
  await one.come(kim)
  const before = (await known(kim))?.since.getTime() ?? 0
  for (let n = 0; n < 5; n++) {
    const [from, to] = n % 2 === 0 ? [one, two] : [two, one]
    await from.go(kim)
    expect(await live(GRACE - 2_000, one, two)).toEqual([])
    expect(await to.come(kim)).toEqual([])
  }
  expect(await live(2 * GRACE, one, two)).toEqual([])
  expect((await known(kim))?.since.getTime()).toBeCloseTo(before - 5 * (GRACE - 2_000) - 2 * GRACE, -2)
})

test('nobody is there any more by the word of a dead node, within 45 s; who has come to another stays', async () => {
  const [dead, alive] = [await node(), await node()]
  const [kim, ada, bo] = [person(), person(), person()]
  await dead.come(kim, ada, bo)
  await alive.come(bo)
  await live(LEASE - 4_000, alive)
  expect(await alive.come(ada)).toEqual([])
  expect(await live(8_000, alive)).toEqual([[kim.id, false]])
  expect(LEASE + 8_000 + GRACE).toBeLessThan(45_000)
  for (const who of [ada, bo]) expect(await known(who)).toMatchObject({ online: true, leftAt: null })
  // Gone since the last sign of life of the node.
  const since = (await known(kim))?.since.getTime() ?? 0
  expect(Date.now() - since).toBeGreaterThanOrEqual(LEASE)
})

test('an outage of ours is nobody’s absence: leases and grace times go on where they stood', async () => {
  const [one, two] = [await node(), await node()]
  const [kim, ada] = [person(), person()]
  await one.come(kim, ada)
  await one.go(kim)
  await pass(2_000)
  await Promise.all([one.beat(), two.beat()])
  // The database is away for ten minutes.
  await pass(600_000, { outage: true })
  expect(await two.beat()).toEqual({ kept: true, gone: [] })
  expect(await one.beat()).toEqual({ kept: true, gone: [] })
  expect(await live(GRACE - 4_000, one, two)).toEqual([])
  expect(await live(4_000, one, two)).toEqual([[kim.id, false]])
  expect(await known(ada)).toMatchObject({ online: true, leftAt: null })
})

test('while every node is away the clock stands, also before anybody beats again', async () => {
  const one = await node()
  const served = async () =>
    (await database.pool.query<{ at: Date }>('select served() as at')).rows[0]?.at.getTime() ?? 0
  await one.beat()
  const before = await served()
  await pass(60_000, { outage: true })
  // What was written moved a minute into the past, and the clock with it.
  expect((await served()) - (before - 60_000)).toBeLessThan(1_000)
  await one.beat()
  expect((await served()) - (before - 60_000)).toBeLessThan(1_000)
})

test('a single node that was killed and comes back ten minutes later gives its people time to come back', async () => {
  const before = await node()
  const [kim, ada] = [person(), person()]
  await before.come(kim, ada)
  await pass(600_000, { outage: true })
  const after = await node()
  expect(await live(8_000, after)).toEqual([])
  expect(await after.come(kim)).toEqual([])
  expect(await live(LEASE, after)).toEqual([[ada.id, false]])
  expect(await known(kim)).toMatchObject({ online: true })
})

test('a node that stops leaves its people their grace time', async () => {
  const [one, two] = [await node(), await node()]
  const [kim, ada] = [person(), person()]
  await one.come(kim, ada)
  await store.leave(one.id)
  expect(await known(kim)).toMatchObject({ online: true, leftAt: expect.any(Date) })
  expect(await live(GRACE - 2_000, two)).toEqual([])
  expect(await two.come(kim)).toEqual([])
  expect(await live(4_000, two)).toEqual([[ada.id, false]])
})

test('a node that was taken for dead is told so, and says anew who is there', async () => {
  const [stalled, alive] = [await node(), await node()]
  const kim = person()
  await stalled.come(kim)
  expect(await live(LEASE + 4_000, alive)).toEqual([[kim.id, false]])
  expect(await stalled.come(kim)).toBeNull()
  expect((await stalled.beat()).kept).toBe(false)
  expect((await stalled.come(kim))?.map(change => change.online)).toEqual([true])
})

test('who came or is gone lately is found by site, for nodes that were not told', async () => {
  const one = await node()
  const [kim, ada] = [person(), { ...person(), siteId: randomUUID() }]
  await one.come(kim, ada)
  const found = (ms: number) => store.changed([{ siteId: site, ms }])
  expect(await store.changed([])).toEqual([])
  expect((await found(10_000)).map(change => [change.person, change.online])).toEqual([[kim, true]])
  await live(20_000, one)
  expect(await found(10_000)).toEqual([])
  await one.go(kim)
  // Not gone yet: nothing to tell.
  expect(await found(10_000)).toEqual([])
  await live(GRACE, one)
  expect((await found(5_000)).map(change => [change.person, change.online])).toEqual([[kim, false]])
})

test('whatever crosses: the last word of each node counts, and no dead node keeps anybody', async () => {
  const nodes = await Promise.all([node(), node(), node()])
  const people = Array.from({ length: 300 }, () => person())
  const there = new Map(nodes.map(({ id }) => [id, new Set<string>()]))
  let news = 0
  await Promise.all(
    nodes.map(async ({ id }, at) => {
      const mine = there.get(id) ?? new Set()
      for (let n = 0; n < 15; n++) {
        const some = people.filter((_, index) => (index * 7 + n * 3 + at) % 5 < 2)
        const coming = some.filter((_, index) => (index + n + at) % 2 === 0)
        const going = some.filter(one => !coming.includes(one))
        // Each node in an order of its own.
        const came = await store.moved(id, {
          here: at === 1 ? coming : coming.toReversed(),
          away: at === 1 ? going.toReversed() : going,
        })
        news += came?.length ?? Number.NaN
        for (const one of coming) mine.add(one.id)
        for (const one of going) mine.delete(one.id)
        if (n % 5 === 0) await store.beat(id)
      }
    }),
  )
  // Grace times do not run out that fast: everybody came once.
  expect(news).toBe(people.length)
  for (const one of people) {
    const somewhere = [...there.values()].some(set => set.has(one.id))
    expect((await known(one))?.leftAt === null, one.id).toBe(somewhere)
  }
})

test('who comes to a node just as its lease ends is either refused or found', async () => {
  const alive = await node()
  for (let n = 0; n < 30; n++) {
    const late = await node()
    const kim = person()
    await late.come(kim)
    await pass(LEASE + 1_000)
    const another = person()
    const [came] = await Promise.all([late.come(another), alive.beat()])
    if (came !== null) await alive.beat()
    const held = await database.pool.query(
      'select 1 from presence where left_at is null and $1 = any(nodes) and not exists (select 1 from nodes where id = $1)',
      [late.id],
    )
    expect(held.rowCount).toBe(0)
    // The other node lives.
    await alive.beat()
  }
})

test('a thousand people whose time is over are told to be gone once, however many nodes beat at once', async () => {
  const nodes = await Promise.all([node(), node(), node(), node()])
  const people = Array.from({ length: 1_000 }, () => person())
  const [first] = nodes
  await first?.come(...people)
  await first?.go(...people)
  await pass(GRACE)
  const beats = await Promise.all([...nodes, ...nodes].map(one => one.beat()))
  const told = beats.flatMap(({ gone }) => gone.map(change => change.person.id))
  expect(told).toHaveLength(1_000)
  expect(new Set(told).size).toBe(1_000)
})
