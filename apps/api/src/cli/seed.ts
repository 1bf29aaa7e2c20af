import { parseArgs } from 'node:util'
import { Passwords } from '../accounts/passwords.js'
import { readConfig } from '../config.js'
import { many } from '../core/many.js'
import { openDatabase } from '../db/client.js'
import { borrowCluster } from '../db/embedded/open-cluster.js'
import { migrateDatabase } from '../db/migrate.js'
import { fillSite } from '../db/seed/fill.js'
import { DEMO, seedSite } from '../db/seed/site.js'
import { runCommand, say, tell } from './run-command.js'

const silent = { info: () => {}, error: () => {} }

const USAGE = 'npm run seed -- [--site <user name>] [--rooms 1 to 5000] [--messages 2 to 60]'

/** `npm run seed`: fills a site with conversations of the last days, and makes the site if nobody has it. */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2))
  if (!asked) return say(`What can be said: ${USAGE}`)
  const config = readConfig(process.env)
  const server = await borrowCluster(config, silent)
  try {
    await migrateDatabase(server.connection)
    const { db, pool, close } = openDatabase(server.connection, () => {})
    try {
      const { site, member, password } = await seedSite(db, new Passwords(), asked.site)
      // At once: should the filling fail, the account can still be used.
      if (password !== null) {
        tell(`Made the account ${site.slug} with the password ${password} (shown this once).`)
      }
      const { rooms, messages } = asked
      const filled = await fillSite(pool, { site, member, rooms, messages, now: new Date() })
      tell(
        filled.rooms === 0
          ? `Nothing to do: the ${filled.there} rooms of ${site.slug} were filled before.`
          : `Wrote ${many(filled.rooms, 'room')} of ${site.slug}: ${many(filled.messages, 'message')}, ${many(filled.notes, 'note')}, ${many(filled.files, 'picture')}.` +
              (filled.there > 0 ? ` ${filled.there} rooms were filled before.` : ''),
      )
      tell(`The inbox: ${config.publicUrl ?? `http://localhost:${config.port}`}/messages`)
      return 0
    } finally {
      await close()
    }
  } finally {
    await server.stop()
  }
}

interface Asked {
  readonly site: string
  readonly rooms: number
  readonly messages: number
}

function readArguments(args: string[]): Asked | null {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({ args, options: { site: text, rooms: text, messages: text } })
    const rooms = wholeNumber(values.rooms ?? '40', 1, 5_000)
    const messages = wholeNumber(values.messages ?? '30', 2, 60)
    return rooms === null || messages === null ? null : { site: values.site ?? DEMO, rooms, messages }
  } catch {
    return null
  }
}

function wholeNumber(value: string, low: number, high: number): number | null {
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN
  return number >= low && number <= high ? number : null
}

await runCommand(main)
