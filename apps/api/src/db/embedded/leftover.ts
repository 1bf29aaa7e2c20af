import { execFile } from 'node:child_process'
import { readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readPostmasterPid } from './postmaster-pid.js'

/** Milliseconds a leftover gets to write its memory to disk; the whole restart has 3 s. */
const patience = 1500

/**
 * Stops the PostgreSQL that a killed server left running on `cluster`. Whoever calls this holds the data folder,
 * so nobody uses it any more.
 *
 * @returns the pid of what was stopped, or undefined if nothing ran
 */
export async function stopLeftover(cluster: string): Promise<number | undefined> {
  const pid = (await readPostmasterPid(cluster))?.pid
  if (pid === undefined) return undefined
  if (await runsOn(pid, cluster)) {
    await end(pid, cluster)
    return pid
  }
  // PostgreSQL itself sees through the file of a dead one, but takes a stranger with the same pid for itself.
  if (isTaken(pid)) await rm(join(cluster, 'postmaster.pid'), { force: true })
  return undefined
}

/** Fast shutdown; a PostgreSQL that does not come to its end is told to drop everything: its journal is safe on disk. */
async function end(pid: number, cluster: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    process.kill(pid, signal)
    const until = Date.now() + patience
    while (Date.now() < until) {
      await wait(10)
      if (!(await runsOn(pid, cluster))) return
    }
  }
}

function isTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * A pid says nothing by itself: after a reboot, or 32,768 processes later, it is somebody else's; and one that
 * ended can still be answered for, until its parent has taken note.
 */
async function runsOn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const [folder, command] = await Promise.all([
      readlink(`/proc/${pid}/cwd`).catch(() => ''),
      readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    ])
    const [program = '', ...args] = command.split('\0')
    return program.endsWith('postgres') && (folder === (await realpath(cluster)) || args.includes(cluster))
  }
  return new Promise(resolve => {
    execFile('ps', ['-o', 'command=', '-p', String(pid)], (error, output) => {
      resolve(error === null && output.includes('postgres') && output.includes(cluster))
    })
  })
}
