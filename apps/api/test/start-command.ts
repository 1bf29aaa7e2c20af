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

/** What `DATABASE_URL` says for a database behind a Unix socket. */
export const databaseUrl = ({ host, port, user, database }: pg.ClientConfig): string =>
  `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}`

/** Starts one of the API's commands in a process of its own, as `npm run <name> -- …` does. */
export function startCommand(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Command {
  const file = fileURLToPath(new URL(`../src/cli/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@deskbell/source', '--import', 'tsx', file, ...args], {
    env: { PATH: process.env.PATH, ...env },
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
