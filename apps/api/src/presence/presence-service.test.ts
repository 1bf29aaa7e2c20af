import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BEAT, type Moves, type Person, type PresenceChange, personKey } from './presence.js'
import { PresenceService } from './presence-service.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const person = (id: string): Person => ({ siteId: 's', kind: 'visitor', id })
const [kim, ada] = [person('kim'), person('ada')]
const since = new Date(0)

/** A database that holds what one node says, and can be away or take the node for dead. */
function setup() {
  const there = new Set<string>()
  const asked: ('beat' | 'moved' | 'leave')[] = []
  const moves: Moves[] = []
  const told: PresenceChange[] = []
  const errors: unknown[] = []
  const database = { away: false, leased: false, gone: [] as PresenceChange[] }
  const ask = (what: (typeof asked)[number]) => {
    asked.push(what)
    if (database.away) throw new Error('away')
  }
  const service = new PresenceService({
    store: {
      beat: async () => {
        ask('beat')
        const kept = database.leased
        database.leased = true
        return { kept, gone: database.gone.splice(0) }
      },
      moved: async (_, move) => {
        ask('moved')
        if (!database.leased) return null
        moves.push(move)
        const came = move.here.filter(one => !there.has(personKey(one)))
        for (const one of move.here) there.add(personKey(one))
        for (const one of move.away) there.delete(personKey(one))
        return came.map(one => ({ person: one, online: true, since }))
      },
      leave: async () => ask('leave'),
    },
    tell: change => told.push(change),
    onError: error => errors.push(error),
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { service, there, asked, moves, told, errors, database, pass }
}

async function started() {
  const world = setup()
  world.service.start()
  await world.pass(0)
  world.asked.length = 0
  return world
}

test('a thousand sockets that come and go between two writings are one statement that says where they ended', async () => {
  const { service, pass, asked, moves, told } = await started()
  for (let n = 0; n < 1_000; n++) service.came(person(`p${n}`))
  for (let n = 0; n < 1_000; n += 2) service.went(person(`p${n}`))
  service.came(kim)
  service.came(kim)
  service.went(kim)
  service.went(ada)
  await pass(200)
  expect(asked).toEqual(['moved'])
  expect(moves[0]?.here).toHaveLength(501)
  expect(moves[0]?.away).toEqual([])
  expect(told).toHaveLength(501)
  service.went(kim)
  service.came(kim)
  await pass(200)
  expect(asked).toEqual(['moved'])
})

test('a node beats with one statement, whoever is there, and tells who is gone', async () => {
  const { service, pass, asked, database, told } = await started()
  service.came(kim)
  await pass(200)
  told.length = asked.length = 0
  const gone = { person: ada, online: false, since }
  database.gone = [gone]
  await pass(5 * BEAT)
  expect(asked).toEqual(['beat', 'beat', 'beat', 'beat', 'beat'])
  expect(told).toEqual([gone])
})

test('while the database is away nothing is lost: what moved is written when it is back, and trouble is told once', async () => {
  const { service, pass, database, there, errors, moves } = await started()
  service.came(kim)
  await pass(200)
  database.away = true
  service.went(kim)
  service.came(ada)
  await pass(60_000)
  expect(errors).toHaveLength(1)
  expect([...there]).toEqual([personKey(kim)])
  database.away = false
  await pass(BEAT)
  expect([...there]).toEqual([personKey(ada)])
  expect(moves.at(-1)).toEqual({ here: [ada], away: [kim] })
})

test('a node that was taken for dead says anew who is there', async () => {
  const { service, pass, database, there, moves } = await started()
  service.came(kim)
  service.came(ada)
  await pass(200)
  service.went(ada)
  database.leased = false
  there.clear()
  await pass(200)
  expect(moves).toHaveLength(1)
  await pass(BEAT)
  expect([...there]).toEqual([personKey(kim)])
})

test('who comes while others are being written is written next', async () => {
  const { service, pass, there } = await started()
  service.came(kim)
  const writing = pass(200)
  service.came(ada)
  service.went(kim)
  await writing
  await pass(400)
  expect([...there]).toEqual([personKey(ada)])
})

test('who stops says good-bye, and nothing afterwards', async () => {
  const { service, pass, asked } = await started()
  service.came(kim)
  await service.stop()
  service.went(kim)
  await pass(10 * BEAT)
  expect(asked).toEqual(['leave'])
})
