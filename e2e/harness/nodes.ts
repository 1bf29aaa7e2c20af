import { type TestDatabase, testDatabase } from '../../apps/api/test/database.js'
import { TestRedis } from '../../apps/api/test/redis.js'
import { type Server, startServer } from './server.js'

/** Two nodes of one installation, each a process of its own, with one PostgreSQL and one Redis. */
export interface Nodes {
  readonly a: Server
  readonly b: Server
  readonly redis: TestRedis
  close(): Promise<void>
}

export async function startNodes(env: Readonly<Record<string, string>> = {}): Promise<Nodes> {
  const ends: (() => Promise<void>)[] = []
  const close = async () => {
    for (const end of ends.reverse()) await end()
  }
  try {
    const database: TestDatabase = await testDatabase()
    ends.push(() => database.drop())
    const redis = await TestRedis.start()
    ends.push(() => redis.close())
    const shared = { REDIS_URL: redis.url, SECRET: 'a secret only for tests, long enough', ...env }
    const start = async () => {
      const server = await startServer({ database: database.config, env: shared })
      ends.push(() => server.close())
      return server
    }
    const [a, b] = await Promise.all([start(), start()])
    return { a, b, redis, close }
  } catch (error) {
    await close()
    throw error
  }
}
