import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.js'
import { type ArchiveHeader, counted, keyMark } from '../db/backup/archive-format.js'
import { verifyArchive } from '../db/backup/archive-reader.js'
import { restoreBackup } from '../db/backup/restore-backup.js'
import { layKeyDown, settleKey } from '../db/backup/restored-key.js'
import { openCluster } from '../db/embedded/open-cluster.js'
import { findKeptSecret } from '../secret.js'
import { runCommand, say, tell } from './run-command.js'

const silent = { info: () => {}, error: () => {} }

const USAGE = 'npm run restore -- <file> [--replace] [--sign-out] [--check]'

/** `npm run restore`: a backup into an empty database, or with --replace into one that has something in it. */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2))
  if (!asked) return say(`What can be said: ${USAGE}`)
  const file = resolve(process.env.INIT_CWD ?? '.', asked.file)
  // Before anything is made or started for it.
  const archive = await verifyArchive(file)
  const { header, end } = archive
  if (asked.check) {
    tell(`Whole. Taken ${header.taken_at} from PostgreSQL ${header.postgres}: ${counted(end)}.`)
    return 0
  }
  const config = readConfig(process.env)
  // Held, not borrowed: no server may live on these data meanwhile.
  const server = await openCluster(config, silent)
  try {
    await restoreBackup({
      database: server.connection,
      archive,
      replace: asked.replace,
      signOut: asked.signOut,
      onWait: () => tell('Waiting for a backup, a migration or another restore to end …'),
      key: {
        settle: client => settleKey(config.dataDir, client),
        layDown: async epoch => {
          const key = header.key?.kept ?? null
          if (config.secret === undefined && key !== null) await layKeyDown(config.dataDir, epoch, key)
        },
      },
    })
    tell(`Restored what was there on ${header.taken_at}: ${counted(end)}.`)
    tell('The epoch is a new one: every client loads anew when it connects.')
    for (const line of await aboutKey(config, header)) tell(line)
    return 0
  } finally {
    await server.stop()
  }
}

/** Tokens are signed: with another key nobody is who they were. */
async function aboutKey(config: Config, { key }: ArchiveHeader): Promise<string[]> {
  const now = config.secret ?? (await findKeptSecret(config.dataDir))
  if (key === null)
    return ['The backup knows of no signing key: set SECRET to the one that was used, if there was one.']
  if (now !== undefined && keyMark(now) === key.mark) return []
  return [
    'The signing key is not the one of the backup: everybody has to sign in again, and visitors begin anew. Set SECRET to the one that was used, if you have it.',
  ]
}

interface Asked {
  readonly file: string
  readonly replace: boolean
  readonly signOut: boolean
  readonly check: boolean
}

function readArguments(args: string[]): Asked | null {
  const flag = { type: 'boolean', default: false } as const
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { replace: flag, 'sign-out': flag, check: flag },
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) return null
    return { file, replace: values.replace, signOut: values['sign-out'], check: values.check }
  } catch {
    return null
  }
}

await runCommand(main)
