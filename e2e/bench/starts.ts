import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, root } from '../harness/server.js'
import { deadline, until } from '../harness/wait.js'
import { figure, median, printTable } from './table.js'

/** Part (e): from `npm start` to the first answer. */
export async function starts(quick: boolean): Promise<void> {
  const folder = await mkdtemp('/tmp/deskbell-starts-')
  const rows: string[][] = []
  const seconds = (ms: number) => figure(ms / 1_000)
  try {
    if (!quick) {
      const clone = join(folder, 'clone')
      execFileSync('git', ['clone', '--quiet', root, clone])
      rows.push([
        'first start of a clean clone: install, build, set up PostgreSQL',
        seconds(await startOnce(clone)),
      ])
    }
    const dataDir = join(folder, 'data')
    await startOnce(root, join(folder, 'warm'))
    rows.push(['first start on an empty data folder, built before', seconds(await startOnce(root, dataDir))])
    const later: number[] = []
    for (let i = 0; i < (quick ? 1 : 5); i++) later.push(await startOnce(root, dataDir))
    rows.push(['later start', seconds(median(later))])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  printTable('(e) `npm start` to the first answer', ['', 'seconds'], rows)
}

/** @returns milliseconds from the command to the first good answer; stops the server again as Ctrl-C does */
async function startOnce(cwd: string, dataDir?: string): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn('npm', ['start'], {
    cwd,
    // A process group of its own: Ctrl-C reaches every process of a terminal's foreground.
    detached: true,
    env: {
      ...process.env,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = once(child, 'exit')
  try {
    await until(
      'the first answer',
      async () => {
        if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`)
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
        await answer?.arrayBuffer()
        return answer?.ok === true
      },
      300_000,
    )
    return performance.now() - began
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    await deadline(exited, 20_000, () => 'the end of npm start')
  }
}
