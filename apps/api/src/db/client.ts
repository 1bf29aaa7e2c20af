import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import * as schema from './schema.js'

export type Db = NodePgDatabase<typeof schema>

export interface Database {
  readonly pool: pg.Pool
  readonly db: Db
  close(): Promise<void>
}

/**
 * Opens a pool. An idle connection that breaks (PostgreSQL restarted) is only reported: the pool makes a new one
 * with the next query, and the API lives on.
 */
export function openDatabase(config: pg.PoolConfig, onIdleError: (error: Error) => void): Database {
  // A server that vanished without a word would be waited for as long as TCP repeats itself: a quarter of an hour.
  const pool = new pg.Pool({ max: 12, connectionTimeoutMillis: 5_000, query_timeout: 15_000, ...config })
  pool.on('error', onIdleError)
  return { pool, db: drizzle(pool, { schema }), close: () => pool.end() }
}

/** SQLSTATE classes after which the connection is gone and with it the answer: 08 connection, 57P shutdown. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code.startsWith('08') || code.startsWith('57P')) return true
  if (['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT', 'ETIMEDOUT'].includes(code)) return true
  return /^(Connection terminated|Query read timeout|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
    error.message,
  )
}

/** Whether a lock was not granted in time. Nothing was written. */
export const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '55P03'

/** Whether a row was to refer to one that is not there. */
export const isForeignKey = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23503'

/** Whether a unique key with this name was violated. */
export function violates(error: unknown, constraint: string): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return (
    cause instanceof Error &&
    'code' in cause &&
    cause.code === '23505' &&
    'constraint' in cause &&
    cause.constraint === constraint
  )
}
