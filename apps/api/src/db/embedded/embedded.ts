import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from '../../core/start-error.js'
import { chooseRunAs, giveTo, type RunAs } from './as-user.js'
import { findBinaries } from './binaries.js'
import { type ClusterStart, type RunningCluster, startCluster } from './cluster.js'
import { makeFolder } from './folders.js'
import { hasCluster, initCluster, role } from './init.js'
import { stopLeftover } from './leftover.js'
import { shortPath } from './short-path.js'

/** As much of a pino logger as a start needs. */
export interface StartLog {
  info(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What node-postgres needs to connect over the private socket. */
export interface SocketConnection {
  /** The folder of the socket. */
  host: string
  port: number
  user: string
  database: string
}

export interface Embedded {
  connection: SocketConnection
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Absolute path of a folder this process holds (see data-lock.ts). */
  dataDir: string
  log: StartLog
  /** More PostgreSQL settings, such as `fsync: 'off'` for the database of a test run. */
  settings?: Record<string, string>
  /** Only for tests: the one way to run as another user than root. */
  runAs?: RunAs['how']
}

/** Milliseconds in which the remains of a killed server, which hold PostgreSQL's memory, have to be gone. */
const remainsGoneWithin = 5000
const longestPause = 2000

/**
 * Runs PostgreSQL on `dataDir`: makes the cluster at the first start, gets rid of what a killed server left, and
 * starts PostgreSQL again when it dies. Connections broken by that are the pool's business.
 *
 * @throws StartError
 */
export async function startEmbedded({
  dataDir,
  log,
  settings,
  runAs: only,
}: EmbeddedOptions): Promise<Embedded> {
  const binaries = findBinaries()
  const exists = await hasCluster(dataDir, binaries.major)
  await makeFolder(dataDir)
  const runAs = await chooseRunAs(dataDir, binaries, only)
  const start: ClusterStart = { dataDir, binaries, runAs, ...(settings === undefined ? {} : { settings }) }
  if (!exists) {
    log.info({ dataDir }, 'setting up PostgreSQL, once')
    await initCluster(dataDir, binaries, runAs, settings?.fsync !== 'off')
  }
  await makeFolder(join(dataDir, 'run'), { closed: true })
  const stopped = await stopLeftover(join(dataDir, 'postgres'))
  if (stopped !== undefined)
    log.info({ pid: stopped }, 'stopped the PostgreSQL that a killed server had left')
  await giveTo(runAs, join(dataDir, 'postgres'))
  const stop = supervise(await firstStart(start), start, log)
  const { connection, close } = await socketConnection(dataDir)
  return {
    connection,
    async stop() {
      await stop()
      await close()
    },
  }
}

/** @returns how to reach the PostgreSQL that runs on `dataDir`, whoever started it */
export async function socketConnection(dataDir: string) {
  const { path, close } = await shortPath(join(dataDir, 'run'))
  const connection: SocketConnection = { host: path, port: 5432, user: role, database: 'postgres' }
  return { connection, close }
}

/**
 * A killed server's PostgreSQL may not have written its postmaster.pid yet, or may have been killed itself while
 * its sessions still work: both end by themselves, and PostgreSQL refuses to start as long as they don't.
 */
async function firstStart(start: ClusterStart): Promise<RunningCluster> {
  const end = Date.now() + remainsGoneWithin
  for (;;) {
    try {
      return await startCluster(start)
    } catch (error) {
      const remains = error instanceof StartError && /lock file|shared memory/.test(error.message)
      if (!remains || Date.now() > end) throw error
    }
    await wait(100)
    await stopLeftover(join(start.dataDir, 'postgres'))
  }
}

/** @returns stops PostgreSQL for good */
function supervise(first: RunningCluster, start: ClusterStart, log: StartLog): () => Promise<void> {
  const stopping = new AbortController()
  let running = first
  const keepRunning = async () => {
    for (;;) {
      await running.ended
      if (stopping.signal.aborted) return
      log.error({}, 'PostgreSQL died; starting it again')
      const next = await startAgain(start, log, stopping.signal)
      if (next === undefined) return
      running = next
      if (stopping.signal.aborted) await next.stop()
      else log.info({}, 'PostgreSQL is back')
    }
  }
  const watched = keepRunning()
  return async () => {
    stopping.abort()
    await running.stop()
    await watched
  }
}

/** @returns undefined if it was told to stop before it succeeded */
async function startAgain(start: ClusterStart, log: StartLog, stopping: AbortSignal) {
  for (let pause = 50; ; pause = Math.min(pause * 2, longestPause)) {
    await wait(pause, undefined, { signal: stopping }).catch(() => {})
    if (stopping.aborted) return undefined
    try {
      return await startCluster(start)
    } catch (error) {
      log.error({ err: error }, 'PostgreSQL did not start again')
    }
  }
}
