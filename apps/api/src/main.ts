import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { compose } from './compose.js'
import { readConfig } from './config.js'
import { StartError } from './core/start-error.js'
import { settleKey } from './db/backup/restored-key.js'
import { openCluster } from './db/embedded/open-cluster.js'
import { migrateDatabase } from './db/migrate.js'
import { readSecret } from './secret.js'
import { createLogger } from './wire/log.js'

/** The builds beside this one; the same from `src` and from `dist`. */
const webRoot = {
  admin: fileURLToPath(new URL('../../admin/dist', import.meta.url)),
  widget: fileURLToPath(new URL('../../widget/dist', import.meta.url)),
}

/** Milliseconds that a stop may take, after its delay; whatever hangs then is left behind. */
const STOP_WITHIN = 14_000

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const logger = createLogger(config.logLevel)
  if (config.rateLimits === Number.POSITIVE_INFINITY)
    logger.warn('RATE_LIMITS is off: anybody may try passwords as often as they like')

  let stopping = false
  const undo: (() => Promise<void>)[] = []
  const stop = async (code: number) => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), config.stopDelay + STOP_WITHIN).unref()
    // What was started last ends first: nobody may write when the database goes.
    for (const step of undo.reverse())
      await step().catch(error => logger.error({ err: error }, 'while stopping'))
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      logger.info({ signal }, 'stopping')
      void stop(0)
    })
  }

  try {
    const database = await openCluster(config, logger)
    undo.push(() => database.stop())
    if (stopping) return
    await migrateDatabase(database.connection, logger, client => settleKey(config.dataDir, client))
    const secret = await readSecret(config)
    const node = await compose({ config, database: database.connection, secret, logger, webRoot })
    undo.push(() => node.close())
    if (stopping) return
    await node.app.listen({ port: config.port, host: config.host })
    const bound = node.app.server.address()
    const port = typeof bound === 'object' && bound ? bound.port : config.port
    const address = config.publicUrl ?? `http://localhost:${port}`
    database.describe(address)
    process.stdout.write(greeting(address, config.host, port))
  } catch (error) {
    process.stderr.write(`${sayWhy(error)}\n`)
    await stop(1)
  }
}

/** What a person wants to know who has just typed the command. */
function greeting(address: string, host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::'
  const others = reachable
    ? Object.values(networkInterfaces())
        .flat()
        .filter(one => one?.family === 'IPv4' && !one.internal)
        .map(one => `  on your network   http://${one?.address}:${port}`)
    : []
  return `${[
    '',
    'Deskbell is open.',
    `  sign up           ${address}/signup`,
    `  inbox             ${address}/messages`,
    `  demo shop         ${address}/demo`,
    `  the API           ${address}/docs`,
    ...others,
    'Ctrl-C stops it.',
  ].join('\n')}\n`
}

/** A known trouble in its one line; of anything else where it happened, for whoever mends it. */
function sayWhy(error: unknown): string {
  if (error instanceof StartError) return error.message
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken by another program: stop it, or choose another with PORT=8001.'
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

void main()
