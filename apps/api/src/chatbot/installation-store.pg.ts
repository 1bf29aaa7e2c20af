import { eq, sql } from 'drizzle-orm'
import type { Db } from '../db/client.js'
import { chatbots } from '../db/schema.js'
import type { InstallationStore, Installed } from './installation-store.js'

/** Beside the chatbot's configuration in PostgreSQL, which it does not count as a change of. */
export class PgInstallationStore implements InstallationStore {
  constructor(private readonly db: Db) {}

  async latest(siteId: string): Promise<Installed | null> {
    const [found] = await this.db
      .select({ origin: chatbots.installedOrigin, at: chatbots.installedAt })
      .from(chatbots)
      .where(eq(chatbots.siteId, siteId))
    return found?.at ? { origin: found.origin, at: found.at } : null
  }

  async note(siteId: string, origin: string | null): Promise<void> {
    await this.db
      .update(chatbots)
      .set({ installedOrigin: origin, installedAt: sql`now()` })
      .where(eq(chatbots.siteId, siteId))
  }
}
