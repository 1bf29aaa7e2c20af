import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from '../../core/start-error.js'
import type { RunAs } from './as-user.js'
import type { Binaries } from './binaries.js'
import { readPostmasterPid } from './postmaster-pid.js'

export interface RunningCluster {
  pid: number
  /** Resolves when PostgreSQL is gone, for whatever reason. */
  ended: Promise<void>
  stop(): Promise<void>
}

/** Where the socket lies, seen from the cluster's own folder: so the length of its path cannot matter. */
const socketFolder = '../run'

const settings: Record<string, string> = {
  listen_addresses: '',
  unix_socket_directories: socketFolder,
  port: '5432',
  fsync: 'on',
  synchronous_commit: 'on',
  max_connections: '60',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  // Nobody replicates from here: a backup is a COPY of every table.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // PostgreSQL 18 would keep three processes for reading ahead.
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // What people wrote must never get into a log, and errors quote the values they were made of.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
}

export interface ClusterStart {
  dataDir: string
  binaries: Binaries
  runAs: RunAs
  /** On top of the settings above. */
  settings?: Record<string, string>
}

/**
 * Starts PostgreSQL on `DATA_DIR/postgres` and waits until it takes connections, through a recovery if need be.
 *
 * @throws StartError of kind `postgres-failed`, with PostgreSQL's own last words
 */
export async function startCluster(start: ClusterStart): Promise<RunningCluster> {
  const cluster = join(start.dataDir, 'postgres')
  const logFile = join(start.dataDir, 'postgres.log')
  await rename(logFile, `${logFile}.1`).catch(() => {})
  const log = await open(logFile, 'a', 0o600)
  const flags = Object.entries({ ...settings, ...start.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const [command, args] = start.runAs.wrap(start.binaries.postgres, ['-D', cluster, ...flags])
  // In a session of its own: Ctrl-C goes to the whole foreground group, and PostgreSQL has to outlive the drain.
  const child = spawn(command, args, {
    detached: true,
    cwd: start.dataDir,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', log.fd, log.fd],
  })
  // The last thing a crashing server can do; after a kill -9 the next start does it.
  const lastResort = () => child.kill('SIGINT')
  process.once('exit', lastResort)
  const over = () => {
    process.off('exit', lastResort)
  }
  const ended = once(child, 'exit').then(over, over)
  child.unref()
  await log.close()
  if (!(await becomesReady(child, cluster))) {
    throw new StartError(
      'postgres-failed',
      `PostgreSQL does not start: ${await lastWords(logFile)} (${logFile})`,
    )
  }
  return { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) }
}

async function becomesReady(child: ChildProcess, cluster: string): Promise<boolean> {
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const told = await readPostmasterPid(cluster)
    if (told?.ready === true && told.pid === child.pid) return true
    await wait(10)
  }
  return false
}

async function lastWords(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n')
  const fatal =
    lines.findLast(line => /FATAL|PANIC/.test(line)) ??
    lines.findLast(line => line !== '') ??
    'it says nothing'
  return fatal.replace(/^.*?(FATAL|PANIC): +/, '')
}

/**
 * First lets sessions end by themselves: a pool that was closed has said so, but PostgreSQL may not have read it yet.
 * Then ends them; what hangs even then is told to drop everything. Nothing committed is lost by any of it.
 */
async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  for (const [signal, patience] of [
    ['SIGTERM', 300],
    ['SIGINT', 5000],
    ['SIGQUIT', 2000],
    ['SIGKILL', 1000],
  ] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    const timer = new AbortController()
    await Promise.race([ended, wait(patience, undefined, { signal: timer.signal }).catch(() => {})])
    timer.abort()
  }
}
