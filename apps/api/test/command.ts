import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Command {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

/** Starts one of the API's commands in a process of its own, as `npm run <name> -- …` does, on this database. */
export function startCommand(
  name: string,
  database: pg.ClientConfig,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Command {
  const { host, port, user, database: db } = database
  const url = `postgres://${user}@localhost:${port}/${db}?host=${encodeURIComponent(String(host))}`
  const file = fileURLToPath(new URL(`../src/cli/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@deskbell/source', '--import', 'tsx', file, ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: url, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', text => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
  return { child, ended: once(child, 'close').then(([code]) => ({ code, stdout, stderr })) }
}

export const runCommand = (...asked: Parameters<typeof startCommand>): Promise<Ended> =>
  startCommand(...asked).ended
