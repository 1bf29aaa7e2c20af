import { Redis } from 'ioredis'

/** Milliseconds; a Redis that is back is used within two of them. */
const RETRY = 250

/**
 * One connection that mends itself. Nothing waits for it: while it is away every command fails at once, and one that
 * gets no answer fails after `patience` milliseconds.
 */
export function connectRedis(url: string, name: string, patience: number): Redis {
  const redis = new Redis(url, {
    connectionName: `deskbell-${name}`,
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: patience,
    connectTimeout: 1_500,
    // Spread, so that the nodes of an installation do not all knock at once.
    retryStrategy: () => RETRY / 2 + Math.random() * (RETRY / 2),
  })
  // What goes wrong shows in `status`; without a listener ioredis would write it to the console.
  redis.on('error', () => {})
  redis.connect().catch(() => {})
  return redis
}
