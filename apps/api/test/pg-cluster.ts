import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type SocketConnection, startEmbedded } from '../src/db/embedded/embedded.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The PostgreSQL of this run; every test file makes databases of its own on it (see database.ts). */
    postgres: SocketConnection
  }
}

const silent = { info: () => {}, error: () => {} }

/** Vitest's global setup: one PostgreSQL for the whole run, which ends with it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // A fixed short folder: the path of a Unix socket has little room, and a TMPDIR may be long.
  const dataDir = await mkdtemp('/tmp/deskbell-test-')
  const embedded = await startEmbedded({
    dataDir,
    log: silent,
    // Nothing in here has to outlive the run: what durability promises is tested on clusters of their own.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  project.provide('postgres', { ...embedded.connection, host: join(dataDir, 'run') })
  return async () => {
    await embedded.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
