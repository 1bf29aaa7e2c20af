import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../../config.js'
import { StartError } from '../../core/start-error.js'
import { findBinaries } from './binaries.js'
import { holdDataDir } from './data-lock.js'
import {
  type EmbeddedOptions,
  type SocketConnection,
  type StartLog,
  socketConnection,
  startEmbedded,
} from './embedded.js'
import { hasCluster } from './init.js'
import { readPostmasterPid } from './postmaster-pid.js'

export interface DatabaseServer {
  /** Spread into the configuration of a node-postgres pool or client. */
  connection: SocketConnection | { connectionString: string }
  /** Tells a second server on the same data folder where this one answers, such as `http://localhost:8000`. */
  describe(address: string): void
  /** After the last connection was closed. */
  stop(): Promise<void>
}

type Where = Pick<Config, 'dataDir' | 'databaseUrl'>
type Options = Pick<EmbeddedOptions, 'runAs'>

/**
 * The database of a server: the one of DATABASE_URL, or an embedded PostgreSQL that this process alone holds.
 *
 * @throws StartError, of kind `data-dir-held` if another server lives on the same data folder
 */
export async function openCluster(
  { dataDir, databaseUrl }: Where,
  log: StartLog,
  options: Options = {},
): Promise<DatabaseServer> {
  if (databaseUrl !== undefined) return external(databaseUrl)
  // Before the lock, which already makes a folder: data of another version is not touched at all.
  await hasCluster(dataDir, findBinaries().major)
  const lock = await holdDataDir(dataDir)
  try {
    const embedded = await startEmbedded({ ...options, dataDir, log })
    return {
      connection: embedded.connection,
      describe: lock.describe,
      async stop() {
        await embedded.stop()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/**
 * The database for a command such as `npm run reset-password`: that of the server if it runs, else one of its own
 * for as long as the command takes.
 *
 * @throws StartError
 */
export async function borrowCluster(where: Where, log: StartLog): Promise<DatabaseServer> {
  try {
    return await openCluster(where, log)
  } catch (error) {
    if (!(error instanceof StartError) || error.kind !== 'data-dir-held') throw error
  }
  await serving(where.dataDir)
  const { connection, close } = await socketConnection(where.dataDir)
  return { connection, describe: () => {}, stop: close }
}

/** The server may have taken the data folder this very moment and still be starting its PostgreSQL. */
async function serving(dataDir: string): Promise<void> {
  const end = Date.now() + 10_000
  while ((await readPostmasterPid(join(dataDir, 'postgres')))?.ready !== true) {
    if (Date.now() > end) {
      throw new StartError('postgres-failed', `A server uses ${dataDir}, but its PostgreSQL does not answer.`)
    }
    await wait(50)
  }
}

const external = (connectionString: string): DatabaseServer => ({
  connection: { connectionString },
  describe: () => {},
  stop: async () => {},
})
