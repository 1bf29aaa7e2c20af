import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export interface Program {
  file: string
  remove(): Promise<void>
}

/** `holder.ts` as one file of plain JavaScript: a hundred starts must not pay for a hundred compilations. */
export async function buildHolder(): Promise<Program> {
  const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url))
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'holder-'))
  const file = join(folder, 'holder.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('./holder.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@deskbell/source'],
    external: ['pg-native'],
    banner: { js: "import { createRequire as cr } from 'node:module'; const require = cr(import.meta.url);" },
    logLevel: 'error',
  })
  await cp(new URL('../src/db/migrations', import.meta.url), join(folder, 'migrations'), { recursive: true })
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}

export interface Holder {
  child: ChildProcess
  /** Resolves with the first line of its output, from now or before, that `wanted` matches; rejects if it ends first. */
  says(wanted: RegExp): Promise<string>
  /** Resolves with the next line after those that earlier calls of `next` took. */
  next(): Promise<string>
  /** Exit code, or the signal that ended it, what it wrote to stderr, and how many milliseconds it lived. */
  ended: Promise<{ code: number | null; signal: string | null; stderr: string; lived: number }>
  kill(signal: NodeJS.Signals): Promise<void>
}

const living = new Set<Holder>()

interface HolderOptions {
  /** The only way to run PostgreSQL as root. */
  runAs?: string
  /** The user to be. */
  uid?: number
}

export function startHolder(
  program: string,
  mode: 'serve' | 'migrate' | 'contend',
  dataDir: string,
  { runAs, uid }: HolderOptions = {},
): Holder {
  const born = Date.now()
  const args = [program, mode, dataDir, ...(runAs === undefined ? [] : [runAs])]
  const child = spawn(process.execPath, args, {
    cwd: dirname(program),
    // A process group of its own, as a terminal gives every command.
    detached: true,
    ...(uid === undefined ? {} : { uid, gid: uid }),
    stdio: ['pipe', 'pipe', 'pipe'],
    // A second server has to find the first whatever the two shells were told about temporary files.
    env: { PATH: process.env.PATH, TMPDIR: `/tmp/${born}` },
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  const lines: string[] = []
  let taken = 0
  const changed = new EventTarget()
  createInterface(child.stdout).on('line', line => {
    lines.push(line)
    changed.dispatchEvent(new Event('line'))
  })
  const ended = once(child, 'close').then(([code, signal]) => ({
    code,
    signal,
    stderr,
    lived: Date.now() - born,
  }))
  const find = async (pick: () => string | undefined) => {
    for (;;) {
      const line = pick()
      if (line !== undefined) return line
      const over = await Promise.race([once(changed, 'line').then(() => false), ended.then(() => true)])
      if (over && pick() === undefined)
        throw new Error(`it ended; output: ${lines.join(' | ')}; errors: ${stderr}`)
    }
  }
  const holder: Holder = {
    child,
    says: wanted => find(() => lines.find(line => wanted.test(line))),
    async next() {
      const line = await find(() => lines[taken])
      taken += 1
      return line
    },
    ended,
    async kill(signal) {
      child.kill(signal)
      await ended
    },
  }
  living.add(holder)
  ended.finally(() => living.delete(holder))
  return holder
}

/** For afterEach: whatever a failed test left running, with its PostgreSQL. */
export async function endHolders(): Promise<void> {
  const ends = [...living].map(holder => {
    holder.child.kill('SIGCONT')
    return holder.kill('SIGTERM')
  })
  await Promise.all(ends)
}
