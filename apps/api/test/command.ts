import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestRest } from './rest.js'

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command of `src/cli` as npm does, on a test's database. */
export function runCommand({ database }: TestRest, name: string, ...args: string[]): Promise<Ended> {
  const { host, port, user, database: db } = database.config
  const url = `postgres://${user}@localhost:${port}/${db}?host=${encodeURIComponent(String(host))}`
  const file = fileURLToPath(new URL(`../src/cli/${name}.ts`, import.meta.url))
  const command = ['--conditions=@deskbell/source', '--import', 'tsx', file, ...args]
  const env = { PATH: process.env.PATH, DATABASE_URL: url }
  return promisify(execFile)(process.execPath, command, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    error => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  )
}
