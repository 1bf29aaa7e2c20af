import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What PostgreSQL tells about itself in `postmaster.pid`, line by line; see "postmaster.pid" in its source. */
export interface PostmasterPid {
  pid: number
  /** Whether connections are taken: not while it starts, recovers or stops. */
  ready: boolean
}

/** @returns undefined while the file is being written or if it holds something else */
export function parsePostmasterPid(text: string): PostmasterPid | undefined {
  const lines = text.split('\n')
  const pid = Number(lines[0])
  // A standalone backend, such as initdb's, writes its pid as a negative number.
  if (!Number.isInteger(pid) || pid === 0) return undefined
  return { pid: Math.abs(pid), ready: lines[7]?.trim() === 'ready' }
}

/** @returns what runs on the folder `cluster`, if its file is to be believed: it outlives a kill -9 */
export async function readPostmasterPid(cluster: string): Promise<PostmasterPid | undefined> {
  return parsePostmasterPid(await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => ''))
}
