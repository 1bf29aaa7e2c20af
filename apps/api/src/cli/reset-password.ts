import { resetPassword } from '../accounts/account-service.js'
import { PgAccountStore } from '../accounts/account-store.pg.js'
import { Passwords } from '../accounts/passwords.js'
import { readConfig } from '../config.js'
import { openDatabase } from '../db/client.js'
import { borrowCluster } from '../db/embedded/open-cluster.js'
import { migrateDatabase } from '../db/migrate.js'
import { runCommand, say } from './run-command.js'

const silent = { info: () => {}, error: () => {} }

/** `npm run reset-password -- <user>`: prints a new password once and signs the user out everywhere. */
async function main(): Promise<number> {
  const [name, ...more] = process.argv.slice(2)
  if (name === undefined || more.length > 0)
    return say('Say whose: npm run reset-password -- <user name or e-mail>')
  const server = await borrowCluster(readConfig(process.env), silent)
  try {
    await migrateDatabase(server.connection)
    const { db, close } = openDatabase(server.connection, () => {})
    try {
      const password = await resetPassword(
        { accounts: new PgAccountStore(db), passwords: new Passwords() },
        name,
      )
      process.stdout.write(`The password of ${name} is now: ${password}\nAll their sessions have ended.\n`)
      return 0
    } finally {
      await close()
    }
  } finally {
    await server.stop()
  }
}

await runCommand(main)
