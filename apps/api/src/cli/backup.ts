import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type pg from 'pg'
import { type Config, readConfig } from '../config.js'
import { type ArchiveHeader, counted, keyMark } from '../db/backup/archive-format.js'
import { settleKey } from '../db/backup/restored-key.js'
import { writeBackup } from '../db/backup/write-backup.js'
import { findBinaries } from '../db/embedded/binaries.js'
import { hasCluster } from '../db/embedded/init.js'
import { borrowCluster } from '../db/embedded/open-cluster.js'
import { findKeptSecret } from '../secret.js'
import { runCommand, say, tell } from './run-command.js'

const silent = { info: () => {}, error: () => {} }

const USAGE = 'npm run backup -- [file or folder]'

/** `npm run backup`: everything of one moment in one file, beside a running server or without one. */
async function main(): Promise<number> {
  const [asked = '.', ...more] = process.argv.slice(2)
  if (more.length > 0 || asked.startsWith('-')) return say(`What can be said: ${USAGE}`)
  const config = readConfig(process.env)
  // npm changes into the project's folder and says where it was called.
  const file = await fileFor(resolve(process.env.INIT_CWD ?? '.', asked))
  if (config.databaseUrl === undefined && !(await hasCluster(config.dataDir, findBinaries().major)))
    return say(`There is nothing to back up: ${config.dataDir} holds no database.`)
  const server = await borrowCluster(config, silent)
  try {
    const { header, end, size } = await writeBackup({
      database: server.connection,
      file,
      findKey: client => findKey(config, client),
      onWait: () => tell('Waiting for a migration or a restore to end …'),
    })
    tell(`Wrote ${file} (${(size / 1_048_576).toFixed(1)} MiB): ${counted(end)}.`)
    for (const line of aboutKey(header)) tell(line)
    return 0
  } finally {
    await server.stop()
  }
}

async function findKey({ secret, dataDir }: Config, client: pg.ClientBase): Promise<ArchiveHeader['key']> {
  if (secret !== undefined) return { kept: null, mark: keyMark(secret) }
  await settleKey(dataDir, client)
  const kept = await findKeptSecret(dataDir)
  return kept === undefined ? null : { kept, mark: keyMark(kept) }
}

function aboutKey({ key }: ArchiveHeader): string[] {
  const kept = key !== null && key.kept !== null
  return [
    `${kept ? 'The signing key and all' : 'All'} password hashes are in it: keep it as you keep a password.`,
    ...(key !== null && !kept ? ['The signing key is not in it: keep SECRET, too.'] : []),
  ]
}

async function fileFor(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  if (!found?.isDirectory()) return path
  const moment = new Date().toISOString().replace(/\.\d+/, '').replaceAll(':', '')
  return join(path, `deskbell-${moment}.sql.gz`)
}

await runCommand(main)
