import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import { limiterOver } from '../core/count.js'
import type { Limiters } from '../core/limiter.js'
import { connectRedis } from './connect.js'
import { TradedCounts } from './traded-counts.js'

/** Milliseconds for an answer; a Redis that is slower is done without. */
const PATIENCE = 300

export interface SharedLimits {
  readonly limiters: Limiters
  close(): void
}

/** Rate limits over all nodes; for each node while Redis is away. */
export function shareLimits(url: string, namespace: string): SharedLimits {
  const redis: Redis = connectRedis(url, 'limits', PATIENCE)
  const traded = new TradedCounts(redis, `${namespace}:frames`)
  return {
    limiters: {
      rare: ({ name, points, seconds: duration }) =>
        limiterOver(
          new RateLimiterRedis({
            storeClient: redis,
            keyPrefix: `${namespace}:limit:${name}`,
            points,
            duration,
            rejectIfRedisNotReady: true,
            insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration }),
          }),
        ),
      frequent: allowance => traded.limiter(allowance),
    },
    close: () => {
      traded.close()
      redis.disconnect()
    },
  }
}
