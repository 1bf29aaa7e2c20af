// A server reduced to its data folder, for the tests that kill servers. `holder serve <dataDir>` opens the database
// and stays until SIGTERM, `migrate` migrates it too, and `contend` fights for the folder at every line on stdin.
// A third argument leaves only one way to run PostgreSQL as root.
import { createInterface } from 'node:readline'
import { StartError } from '../src/core/start-error.js'
import type { RunAs } from '../src/db/embedded/as-user.js'
import { type DataLock, holdDataDir } from '../src/db/embedded/data-lock.js'
import { type DatabaseServer, openCluster } from '../src/db/embedded/open-cluster.js'
import { migrateDatabase } from '../src/db/migrate.js'

const [mode, dataDir = '', runAs] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)
const log = {
  info: (_fields: object, message: string) => say(message),
  error: (_fields: object, message: string) => say(message),
}

async function serve() {
  const cluster = await open()
  cluster.describe('http://localhost:1')
  if (mode === 'migrate') {
    say('migrating')
    await migrateDatabase(cluster.connection)
  }
  const stay = setInterval(() => {}, 60_000)
  // As a server that drains: Ctrl-C has reached it, but it still needs its database.
  process.on('SIGINT', () => say('draining'))
  process.once('SIGTERM', async () => {
    clearInterval(stay)
    await cluster.stop()
    say('stopped')
  })
  say('ready')
}

function open(): Promise<DatabaseServer> {
  return openCluster(
    { dataDir, databaseUrl: undefined },
    log,
    runAs === undefined ? {} : { runAs: runAs as RunAs['how'] },
  )
}

async function contend() {
  let lock: DataLock | undefined
  for await (const line of createInterface(process.stdin)) {
    if (line === 'release') {
      await lock?.release()
      lock = undefined
      say('released')
      continue
    }
    lock = await holdDataDir(dataDir).catch(refused)
    say(lock === undefined ? 'refused' : 'won')
  }
}

function refused(error: unknown): undefined {
  if (!(error instanceof StartError) || error.kind !== 'data-dir-held') throw error
}

try {
  await (mode === 'contend' ? contend() : serve())
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
