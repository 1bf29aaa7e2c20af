import { chmod, lchown, mkdir, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartError } from '../../core/start-error.js'

/**
 * Makes a folder of the data folder, or the data folder itself, and what is missing above it, with mode 0700.
 *
 * @param options.closed whether a folder that already exists is closed to other users too
 * @throws StartError of kind `data-dir-unusable`
 */
export async function makeFolder(folder: string, options: { closed?: boolean } = {}): Promise<void> {
  try {
    await makeWithParents(folder)
    if (options.closed === true) await chmod(folder, 0o700)
  } catch (error) {
    throw new StartError('data-dir-unusable', `DATA_DIR cannot be used: ${(error as Error).message}`)
  }
}

/** Node's own `recursive` never ends where a file system refuses folders with ENOENT, such as /proc does. */
async function makeWithParents(folder: string): Promise<void> {
  const attempt = await mkdir(folder, 0o700).catch((error: NodeJS.ErrnoException) => error)
  if (attempt === undefined) return giveToOwnerOfParent(folder)
  if (attempt.code === 'EEXIST' && (await stat(folder)).isDirectory()) return
  const parent = dirname(folder)
  if (attempt.code !== 'ENOENT' || (await exists(parent))) throw attempt
  await makeWithParents(parent)
  await makeWithParents(folder)
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/**
 * When root works in a folder of somebody else (`sudo npm start` in one's own checkout), what it makes there has
 * to belong to that somebody, or their next start without sudo would be locked out of their own data.
 */
export async function giveToOwnerOfParent(path: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(dirname(path))
  if (uid !== 0) await lchown(path, uid, gid)
}

/** What was renamed into it, or out of it, stays so after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
