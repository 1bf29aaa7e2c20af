import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lacksRedis, TestRedis } from '../../test/redis.js'
import { rateLimits } from '../wire/rate-limits.js'
import { type SharedLimits, shareLimits } from './shared-limits.js'

const refused = { kind: 'rate_limited' }

describe.skipIf(lacksRedis)('rate limits of two nodes', () => {
  let redis: TestRedis
  let shares: SharedLimits[]
  let probes = 0
  const node = () => {
    const share = shareLimits(redis.url, 'test')
    shares.push(share)
    return rateLimits(1, share.limiters)
  }
  beforeEach(async () => {
    redis = await TestRedis.start()
    shares = []
  })
  afterEach(async () => {
    for (const share of shares) share.close()
    await redis.close()
  })

  /** Until both count together: before their connections stand each counts for itself. */
  const together = async (one: ReturnType<typeof node>, two: ReturnType<typeof node>) => {
    for (;;) {
      const key = `probe ${probes++}`
      for (let taken = 0; taken < 10; taken++) await one.passwordAccount.take(key)
      const answer = await two.passwordAccount.take(key).catch(error => error)
      if (answer !== undefined) return
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }

  test('ten passwords in a minute, wherever they are tried', async () => {
    const [one, two] = [node(), node()]
    await together(one, two)
    for (let n = 0; n < 5; n++) {
      await one.passwordAccount.take('ada')
      await two.passwordAccount.take('ada')
    }
    await expect(one.passwordAccount.take('ada')).rejects.toMatchObject(refused)
    const late = await two.passwordAccount.take('ada').catch(error => error)
    expect(late).toMatchObject(refused)
    expect(late.more.retryAfterMs).toBeGreaterThan(50_000)
    await one.passwordAccount.take('bob')
    await one.passwordAccount.giveBack('bob')
  })

  test('without Redis each node counts for itself, at once; with it they count together again', async () => {
    const [one, two] = [node(), node()]
    await together(one, two)
    await redis.kill()
    const began = performance.now()
    for (let n = 0; n < 10; n++) await one.passwordAccount.take('ada')
    await expect(one.passwordAccount.take('ada')).rejects.toMatchObject(refused)
    await two.passwordAccount.take('ada')
    expect(performance.now() - began).toBeLessThan(1_000)
    await redis.start()
    await together(one, two)
  })

  test('a Redis that hangs holds nobody up for longer than 300 ms', async () => {
    const [one, two] = [node(), node()]
    await together(one, two)
    process.kill(redis.pid, 'SIGSTOP')
    try {
      const began = performance.now()
      await one.passwordAccount.take('ada')
      expect(performance.now() - began).toBeLessThan(1_000)
    } finally {
      process.kill(redis.pid, 'SIGCONT')
    }
  })

  test('a flood of frames over two nodes is refused on both after a trade, and nobody waits for Redis', async () => {
    const [one, two] = [node(), node()]
    await together(one, two)
    const take = (limits: typeof one) => {
      try {
        limits.frameAccount.take('flood')
        return true
      } catch {
        return false
      }
    }
    // A window of ten seconds may end at any time: one that has just begun is long enough.
    const left = 10_000 - (Date.now() % 10_000)
    if (left < 4_000) await new Promise(resolve => setTimeout(resolve, left))
    for (let n = 0; n < 110; n++) expect([take(one), take(two)]).toEqual([true, true])
    // 220 of 200, each node having seen 110: they learn of each other within a trade or two.
    await expect.poll(() => take(one), { timeout: 3_000, interval: 50 }).toBe(false)
    await expect.poll(() => take(two), { timeout: 3_000, interval: 50 }).toBe(false)
    one.frameAccount.take('somebody else')
  })
})
