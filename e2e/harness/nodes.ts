import { join } from 'node:path'
import type pg from 'pg'
import { type TestDatabase, testDatabase } from '../../apps/api/test/database.js'
import { TestRedis } from '../../apps/api/test/redis.js'
import { FaultProxy } from './fault-proxy.js'
import { type Server, type ServerOptions, startServer } from './server.js'

/** What stands between a node and what it shares with the other. */
interface Lines {
  readonly database: FaultProxy
  readonly redis: FaultProxy
}

/** Two nodes of one installation, each a process of its own, with one PostgreSQL and one Redis. */
export interface Nodes {
  readonly a: Server
  readonly b: Server
  readonly redis: TestRedis
  readonly lines: { readonly a: Lines; readonly b: Lines }
  /** One query, past the lines. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export async function startNodes(
  options: Pick<ServerOptions, 'built' | 'preload' | 'env'> = {},
): Promise<Nodes> {
  const ends: (() => Promise<void>)[] = []
  const close = async () => {
    for (const end of ends.reverse()) await end()
  }
  const proxied = async (target: Parameters<typeof FaultProxy.start>[0]) => {
    const proxy = await FaultProxy.start(target)
    ends.push(() => proxy.close())
    return proxy
  }
  try {
    const database: TestDatabase = await testDatabase()
    ends.push(() => database.drop())
    const redis = await TestRedis.start()
    ends.push(() => redis.close())
    const { config } = database
    const start = async () => {
      const lines: Lines = {
        database: await proxied({ path: join(config.host ?? '', `.s.PGSQL.${config.port}`) }),
        redis: await proxied(redis.port),
      }
      const server = await startServer({
        ...options,
        database: { ...config, host: '127.0.0.1', port: lines.database.port },
        env: {
          REDIS_URL: `redis://127.0.0.1:${lines.redis.port}`,
          SECRET: 'a secret only for tests, long enough',
          ...options.env,
        },
      })
      ends.push(() => server.close())
      return { server, lines }
    }
    const [a, b] = await Promise.all([start(), start()])
    return {
      a: a.server,
      b: b.server,
      redis,
      lines: { a: a.lines, b: b.lines },
      sql: async (text, values = []) => (await database.pool.query(text, values)).rows,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
