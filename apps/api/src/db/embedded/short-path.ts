import { constants } from 'node:fs'
import { mkdtemp, open, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'

export interface ShortPath {
  /** Leads to the same folder, for as long as `close` was not called. */
  path: string
  close(): Promise<void>
}

/** Bytes. The kernel takes 107 for a socket's path on Linux and 103 on macOS; the longest name used here has 30. */
const longestFolder = 70

/**
 * A path to `folder` that is short enough to put a Unix socket's name behind it. A checkout may lie anywhere, and
 * the sockets have to lie in the data folder itself: a name under /tmp would be another one for a server that
 * systemd runs with a private /tmp, or in a container that mounts the same data folder.
 */
export async function shortPath(folder: string, longest = longestFolder): Promise<ShortPath> {
  if (Buffer.byteLength(folder) <= longest) return { path: folder, close: async () => {} }
  if (process.platform === 'linux') {
    const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
    return { path: `/proc/self/fd/${handle.fd}`, close: () => handle.close() }
  }
  const parent = await mkdtemp('/tmp/deskbell-')
  await symlink(folder, join(parent, 'd'))
  return { path: join(parent, 'd'), close: () => rm(parent, { recursive: true, force: true }) }
}
