import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { StartError } from '../../core/start-error.js'
import { giveToOwnerOfParent, makeFolder, syncFolder } from '../embedded/folders.js'

// A restore changes two things that no transaction holds together: the database, and the signing key in a file. So the
// key is laid beside the old one under the epoch it belongs to, before the commit. Whether that epoch came to be says
// afterwards whether the key is to be used, also to a start that finds it after a kill.

const fileIn = (dataDir: string) => join(dataDir, 'secret.restored')

/** Lays a key down that takes the place of `DATA_DIR/secret` if, and only if, the database takes this epoch. */
export async function layKeyDown(dataDir: string, epoch: string, key: string): Promise<void> {
  await makeFolder(dataDir)
  const file = fileIn(dataDir)
  await writeClosed(`${file}.new`, JSON.stringify({ epoch, key }))
  await rename(`${file}.new`, file)
  await syncFolder(dataDir)
}

/**
 * Takes or throws away the key that a restore has laid down. Called while nobody restores, and before the key is read.
 */
export async function settleKey(dataDir: string, client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const file = fileIn(dataDir)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new StartError('data-dir-unusable', `The restored signing key cannot be read: ${error.message}`)
  })
  if (text === undefined) return
  const { epoch, key } = JSON.parse(text) as { epoch: string; key: string }
  if (epoch !== (await epochOf(client))) return rm(file, { force: true })
  const fresh = `${file}.new`
  await writeClosed(fresh, `${key}\n`)
  await rename(fresh, join(dataDir, 'secret'))
  await syncFolder(dataDir)
  await rm(file, { force: true })
}

async function epochOf(client: Pick<pg.ClientBase, 'query'>): Promise<string | undefined> {
  const there = await client.query("select to_regclass('public.installation') as there")
  if (there.rows[0]?.there === null) return undefined
  return (await client.query<{ epoch: string }>('select epoch from installation')).rows[0]?.epoch
}

/** Readable by its owner only, and on disk. */
async function writeClosed(file: string, text: string): Promise<void> {
  await rm(file, { force: true })
  const handle = await open(file, 'wx', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
  await giveToOwnerOfParent(file)
}
