import { chatbotLook, defaultLook } from '@deskbell/protocol/chatbot'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../db/client.js'
import { chatbots, files } from '../db/schema.js'
import { PgFileStore } from '../files/file-store.pg.js'
import type { Chatbot, ChatbotStore, ChatbotUpdate } from './chatbot-store.js'

/** Chatbot configurations in PostgreSQL. */
export class PgChatbotStore implements ChatbotStore {
  constructor(private readonly db: Db) {}

  async find(siteId: string): Promise<Chatbot | null> {
    const [found] = await this.db
      .select({
        look: chatbots.look,
        origins: chatbots.origins,
        version: chatbots.version,
        picture: { siteId: files.siteId, id: files.id, name: files.name },
      })
      .from(chatbots)
      .leftJoin(files, and(eq(files.siteId, chatbots.siteId), eq(files.id, chatbots.botPicture)))
      .where(eq(chatbots.siteId, siteId))
    if (found === undefined) return null
    // A setting that came with a later version is not in an older row.
    const look = chatbotLook.parse({ ...defaultLook, ...(found.look as object) })
    return { ...found, look }
  }

  update(siteId: string, { look, origins, picture }: ChatbotUpdate, asOf?: number): Promise<number | null> {
    return this.db.transaction(async tx => {
      const [before] = await tx
        .select({ picture: chatbots.botPicture, version: chatbots.version })
        .from(chatbots)
        .where(eq(chatbots.siteId, siteId))
        .for('update')
      if (before === undefined) throw new Error('a site has no chatbot')
      if (asOf !== undefined && asOf !== before.version) return null
      await tx
        .update(chatbots)
        .set({
          look: sql`${chatbots.look} || ${JSON.stringify(look)}::jsonb`,
          version: before.version + 1,
          updatedAt: sql`now()`,
          ...(origins === undefined ? {} : { origins: [...origins] }),
          ...(picture === undefined ? {} : { botPicture: picture?.file.id ?? null }),
        })
        .where(eq(chatbots.siteId, siteId))
      if (picture) await new PgFileStore(tx).insert(picture.file, picture.bytes)
      const old = picture === undefined ? null : before.picture
      // Scripts that hold the old address live a minute, so it is left to be swept like a draft, a day later.
      if (old) {
        await tx
          .update(files)
          .set({ draft: true, createdAt: sql`now()` })
          .where(and(eq(files.siteId, siteId), eq(files.id, old)))
      }
      return before.version + 1
    })
  }
}
