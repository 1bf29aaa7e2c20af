import { expect, test } from 'vitest'
import { Load } from './load.js'
import { createLogger } from './log.js'
import { createServer } from './server.js'

function setup() {
  const database = { waiting: 0 }
  const told: boolean[] = []
  const load = new Load({ waiting: () => database.waiting, onChange: isOver => told.push(isOver) })
  return { load, database, told }
}

test('an event loop that is late for two seconds is load, one hiccup is not, and it ends with two good ones', () => {
  const { load, told } = setup()
  for (const delay of [2_000, 400, 400, 5, 400]) load.sample(delay)
  load.admit()
  load.sample(400)
  expect(() => load.admit()).toThrow(expect.objectContaining({ kind: 'overloaded' }))
  for (const delay of [400, 5, 5, 400, 5, 5]) load.sample(delay)
  expect(() => load.admit()).toThrow(expect.objectContaining({ kind: 'overloaded' }))
  load.sample(5)
  load.admit()
  expect(told).toEqual([true, false])
})

test('who comes while hundreds of queries wait is refused at once, each told another time to come back', () => {
  const { load, database } = setup()
  database.waiting = 500
  load.admit()
  database.waiting = 501
  const times = Array.from({ length: 100 }, () => {
    try {
      load.admit()
    } catch (error) {
      return (error as { more: { retryAfterMs: number } }).more.retryAfterMs
    }
    throw new Error('was let in')
  })
  expect(new Set(times).size).toBeGreaterThan(50)
  expect(Math.min(...times)).toBeGreaterThanOrEqual(1_000)
  expect(Math.max(...times)).toBeLessThanOrEqual(4_000)
})

test('it sees its own event loop, and that it is free again', async () => {
  const { load } = setup()
  const delays: number[] = []
  load.sample = delay => delays.push(delay)
  load.start()
  const block = () => {
    const until = performance.now() + 600
    while (performance.now() < until);
  }
  // Late at every turn, as under load: one long turn among many short ones is none.
  while (!delays.some(delay => delay > 300)) {
    block()
    await new Promise(resolve => setImmediate(resolve))
  }
  const late = delays.length
  await expect.poll(() => delays.slice(late).some(delay => delay < 300), { timeout: 15_000 }).toBe(true)
  load.stop()
})

test('calls are refused with 503 and a time, before anything is looked up; who asks how we are is answered', async () => {
  const { load, database } = setup()
  const logger = createLogger('silent')
  const options = { secret: 's'.repeat(32), publicUrl: undefined, trustProxy: false as const, logger }
  const { app } = await createServer({ ...options, admit: () => load.admit() })
  let looked = 0
  app.get('/healthz', () => ({}))
  app.get('/things', () => {
    looked += 1
    return {}
  })
  database.waiting = 1_000
  const refused = await app.inject({ url: '/things' })
  expect([refused.statusCode, looked]).toEqual([503, 0])
  expect(refused.json().error).toMatchObject({ kind: 'overloaded', retry_after_ms: expect.any(Number) })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
  database.waiting = 0
  expect((await app.inject({ url: '/things' })).statusCode).toBe(200)
  await app.close()
})
