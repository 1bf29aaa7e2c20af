import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HelperProcess } from '../harness/helper-process.js'

/** A helper process of the bench: a relay to compare with, or a load generator. @param file beside this one, without its ending */
export const startHelper = (
  file: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): HelperProcess => HelperProcess.start(join(import.meta.dirname, `${file}.ts`), args, execArgv)

/** Clock ticks of /proc are 100 a second on every Linux that Node runs on. */
const microsecondsPerTick = 10_000

/** CPU time in µs that a process used so far, user and system; 0 where there is no /proc. */
export async function cpuOf(pid: number): Promise<number> {
  const fields = await statOf(pid)
  return fields === undefined ? 0 : (Number(fields[11]) + Number(fields[12])) * microsecondsPerTick
}

/** CPU time in µs of a PostgreSQL with all its processes, also those that have ended. */
export async function cpuOfPostgres(dataDir: string): Promise<number> {
  const postmaster = Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
  const own = await statOf(postmaster)
  if (own === undefined) return 0
  let ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(own[field]), 0)
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const fields = await statOf(Number(name))
    if (fields !== undefined && Number(fields[1]) === postmaster)
      ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks * microsecondsPerTick
}

/** The fields of /proc/<pid>/stat from the state on: [0] state, [1] parent, [11] utime, [12] stime, [13] and [14] of its ended children. */
async function statOf(pid: number): Promise<string[] | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The name may hold spaces and brackets itself; the last bracket ends it.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')
}
