import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { busContract, ear, followed } from '../../test/bus-contract.js'
import { lacksRedis, TestRedis } from '../../test/redis.js'
import type { Bus } from '../realtime/bus.js'
import { encode } from './envelope.js'
import { RedisBus } from './redis-bus.js'

/** Waits for a state that nothing tells about. */
const whole = (bus: Bus, wanted = true) =>
  expect.poll(() => bus.whole, { timeout: 8_000, interval: 5 }).toBe(wanted)

describe.skipIf(lacksRedis)('the bus on Redis', () => {
  let redis: TestRedis
  let namespaces = 0
  beforeAll(async () => {
    redis = await TestRedis.start()
  })
  afterAll(() => redis.close())

  const world = async () => {
    const namespace = `test-${namespaces++}`
    const buses: RedisBus[] = []
    return {
      namespace,
      join: async () => {
        const bus = new RedisBus({ url: redis.url, namespace, beat: 200 })
        buses.push(bus)
        await whole(bus)
        return bus
      },
      close: async () => {
        await Promise.all(buses.map(bus => bus.close()))
      },
    }
  }

  describe('as every bus', () => busContract(() => world(), false))

  test('two installations on one Redis do not hear each other', async () => {
    const [mine, theirs] = [await world(), await world()]
    const [one, two, other] = [await mine.join(), await mine.join(), await theirs.join()]
    await followed(two, 'a', false)
    await followed(other, 'a', false)
    const [here, there] = [ear(two), ear(other)]
    one.publish({ type: 'ended', sessionIds: ['s'] })
    await here.count(1)
    // Redis itself keeps the order: this comes after it on every connection.
    await followed(other, 'b', false)
    expect(there.heard).toEqual([])
    await Promise.all([mine.close(), theirs.close()])
  })

  test('killed and started again: known at once, nothing is queued, and sites are heard again within 2 s', async () => {
    const { join, close } = await world()
    const [one, two] = [await join(), await join()]
    await followed(two, 'a', false)
    const { heard, count } = ear(two)
    await redis.kill()
    await whole(two, false)
    await whole(one, false)
    one.publish({ type: 'appended', siteId: 'a', roomId: 'r', first: 1, last: 1 })
    await redis.start()
    const began = performance.now()
    await new Promise<void>(resolve => two.onHeard(sites => sites.includes('a') && resolve()))
    await whole(one)
    await whole(two)
    expect(performance.now() - began).toBeLessThan(2_000)
    one.publish({ type: 'appended', siteId: 'a', roomId: 'r', first: 2, last: 2 })
    await count(1)
    expect(heard).toEqual([{ type: 'appended', siteId: 'a', roomId: 'r', first: 2, last: 2 }])
    await close()
  })

  test('a Redis that hangs is noticed by the silence, and a new connection is made', async () => {
    const { join, close } = await world()
    const one = await join()
    await followed(one, 'a', false)
    expect(one.lag).toBeLessThan(200)
    process.kill(redis.pid, 'SIGSTOP')
    try {
      await whole(one, false)
      // Two beats were waited for in vain.
      expect(one.lag).toBeGreaterThan(200)
    } finally {
      process.kill(redis.pid, 'SIGCONT')
    }
    await whole(one)
    await close()
  })

  describe('of another node', () => {
    /** A node of which only the beat is there. */
    const ghost = async () => {
      const there = await world()
      const one = await there.join()
      const client = new Redis(redis.url)
      const say = (message: Parameters<typeof encode>[1]) =>
        client.publish(`${there.namespace}:all`, encode('ghost', message))
      const end = async () => {
        client.disconnect()
        await there.close()
      }
      return { one, say, end }
    }

    test('silence is doubt, until it is back or says good-bye', async () => {
      const { one, say, end } = await ghost()
      await say({ type: 'beat', lost: 0 })
      await whole(one, false)
      await say({ type: 'beat', lost: 0 })
      await whole(one)
      await whole(one, false)
      await say({ type: 'bye' })
      await whole(one)
      await end()
    })

    test('that it could not send is a reason to look at every site that is followed', async () => {
      const { one, say, end } = await ghost()
      await followed(one, 'a', false)
      await followed(one, 'b', false)
      await say({ type: 'beat', lost: 3 })
      const looks: (readonly string[])[] = []
      const looked = new Promise<void>(resolve =>
        one.onHeard(sites => {
          looks.push(sites)
          resolve()
        }),
      )
      await say({ type: 'beat', lost: 3 })
      await say({ type: 'beat', lost: 4 })
      await looked
      expect(looks).toEqual([['a', 'b']])
      await end()
    })
  })

  test('what cannot be read is no message', async () => {
    const there = await world()
    const one = await there.join()
    const { heard, count } = ear(one)
    const client = new Redis(redis.url)
    const say = (text: string) => client.publish(`${there.namespace}:all`, text)
    for (const text of ['', '{', 'null', '{"from":"x"}', '{"from":"x","message":{"type":"toString"}}'])
      await say(text)
    await say(encode('x', { type: 'ended', sessionIds: [] }))
    await count(1)
    expect(heard).toEqual([{ type: 'ended', sessionIds: [] }])
    client.disconnect()
    await there.close()
  })
})
