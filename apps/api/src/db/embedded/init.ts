import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../../core/start-error.js'
import type { RunAs } from './as-user.js'
import type { Binaries } from './binaries.js'
import { syncFolder } from './folders.js'

/** The one role of an embedded cluster; who may connect is decided by the folder its socket is in. */
export const role = 'deskbell'

/**
 * Reads what is in `DATA_DIR/postgres` and touches nothing.
 *
 * @returns whether a cluster is there
 * @throws StartError of kind `other-postgres-major` or `data-dir-unusable`
 */
export async function hasCluster(dataDir: string, major: string): Promise<boolean> {
  const folder = join(dataDir, 'postgres')
  const found = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => error,
  )
  if (typeof found === 'string' && found.trim() === major) return true
  if (typeof found === 'string') {
    throw new StartError(
      'other-postgres-major',
      `${folder} was written by PostgreSQL ${found.trim()}, and this Deskbell brings ${major}. Nothing was changed: start the Deskbell that wrote it, or set another DATA_DIR.`,
    )
  }
  if (found.code !== 'ENOENT')
    throw new StartError('data-dir-unusable', `DATA_DIR cannot be used: ${found.message}`)
  const entries = await readdir(folder).catch(() => undefined)
  if (entries === undefined) return false
  throw new StartError(
    'data-dir-unusable',
    `${folder} is there, but holds no PostgreSQL. Nothing was changed.`,
  )
}

/**
 * Makes an empty cluster in `DATA_DIR/postgres`. It comes into being elsewhere and gets its name when it is whole
 * and on disk, so a kill -9 on the way leaves nothing but rubbish, which the next call removes.
 *
 * @param sync false leaves out the fsync, for tests
 */
export async function initCluster(
  dataDir: string,
  binaries: Binaries,
  runAs: RunAs,
  sync: boolean,
): Promise<void> {
  await removeUnfinished(dataDir)
  const fresh = join(dataDir, `new-postgres.${randomBytes(6).toString('hex')}`)
  const [command, args] = runAs.wrap(binaries.initdb, [
    ...['--pgdata', fresh, '--username', role],
    // Without these an empty LANG gives an SQL_ASCII database, and text sorts as the machine happens to.
    ...['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
    ...['--auth-local=trust', '--auth-host=reject'],
    ...(sync ? [] : ['--no-sync']),
  ])
  await new Promise<void>((done, failed) => {
    execFile(command, args, { env: { PATH: process.env.PATH }, cwd: dataDir }, (error, _stdout, stderr) => {
      if (error === null) return done()
      failed(
        new StartError(
          'postgres-failed',
          `PostgreSQL could not be set up: ${stderr.trim().replaceAll('\n', ' ')}`,
        ),
      )
    })
  })
  await rename(fresh, join(dataDir, 'postgres'))
  if (sync) await syncFolder(dataDir)
}

async function removeUnfinished(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith('new-postgres.')) continue
    // An initdb that outlived its killed server may still be writing there; it gives up once its files are gone.
    await rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
}
