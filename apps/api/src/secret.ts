import { randomBytes } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.js'
import { StartError } from './core/start-error.js'
import { giveToOwnerOfParent, makeFolder } from './db/embedded/folders.js'

/**
 * @returns the signing key: SECRET, or the one that was made at the first start and is kept in `DATA_DIR/secret`
 * @throws StartError of kind `data-dir-unusable`
 */
export async function readSecret({ secret, dataDir }: Pick<Config, 'secret' | 'dataDir'>): Promise<string> {
  if (secret !== undefined) return secret
  const file = fileIn(dataDir)
  const kept = (await read(file)) ?? (await make(dataDir, file))
  if (kept.length >= 32) return kept
  throw new StartError(
    'data-dir-unusable',
    `${file} holds no key of 32 characters: remove it, and all sessions end, or put it back.`,
  )
}

/** @returns the kept signing key as it is, if there is one; makes none */
export const findKeptSecret = (dataDir: string): Promise<string | undefined> => read(fileIn(dataDir))

const fileIn = (dataDir: string) => join(dataDir, 'secret')

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StartError('data-dir-unusable', `The signing key cannot be read: ${(error as Error).message}`)
  }
}

/** Whole or not at all, and of two servers that make one at the same moment both take the first. */
async function make(dataDir: string, file: string): Promise<string> {
  await makeFolder(dataDir)
  const fresh = `${file}.${randomBytes(6).toString('hex')}`
  const handle = await open(fresh, 'wx', 0o600)
  await handle.writeFile(`${randomBytes(32).toString('base64url')}\n`)
  await handle.sync()
  await handle.close()
  await giveToOwnerOfParent(fresh)
  await link(fresh, file).catch(error => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(fresh)
  return (await read(file)) ?? ''
}
