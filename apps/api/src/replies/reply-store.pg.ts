import type { ReplyBody } from '@deskbell/protocol/reply'
import { and, count, eq, sql } from 'drizzle-orm'
import { type Db, violates } from '../db/client.js'
import { cannedReplies, sites } from '../db/schema.js'
import type { CannedReply, NotStored, ReplyEdit, ReplyStore } from './reply-store.js'

const columns = {
  id: cannedReplies.id,
  shortcut: cannedReplies.shortcut,
  text: cannedReplies.text,
  updatedAt: cannedReplies.updatedAt,
}

const at = (siteId: string, id: string) => and(eq(cannedReplies.siteId, siteId), eq(cannedReplies.id, id))

/** Canned replies in PostgreSQL. */
export class PgReplyStore implements ReplyStore {
  constructor(private readonly db: Db) {}

  list(siteId: string): Promise<readonly CannedReply[]> {
    return (
      this.db
        .select(columns)
        .from(cannedReplies)
        .where(eq(cannedReplies.siteId, siteId))
        // By code, so that the order does not hang on the collation a database was made with.
        .orderBy(sql`lower(${cannedReplies.shortcut}) collate "C"`)
    )
  }

  async add(
    siteId: string,
    reply: ReplyBody & { id: string },
    most: number,
  ): Promise<CannedReply | NotStored> {
    const stored = await unlessTaken(() =>
      this.db.transaction(async tx => {
        // One at a time for each site, so that two at once cannot both be the last that fits.
        await tx.select({ id: sites.id }).from(sites).where(eq(sites.id, siteId)).for('no key update')
        const [has] = await tx
          .select({ replies: count() })
          .from(cannedReplies)
          .where(eq(cannedReplies.siteId, siteId))
        if (has === undefined || has.replies >= most) return 'full'
        const [added] = await tx
          .insert(cannedReplies)
          .values({ siteId, ...reply })
          .returning(columns)
        return added
      }),
    )
    if (stored === undefined) throw new Error('an insert returned no row')
    return stored
  }

  change(
    siteId: string,
    id: string,
    change: ReplyEdit,
    asOf?: Date,
  ): Promise<CannedReply | 'taken' | 'changed' | null> {
    return unlessTaken(async () => {
      const [changed] = await this.db
        .update(cannedReplies)
        // Later than before, also within a millisecond and with a clock that was set back.
        .set({ ...change, updatedAt: sql`greatest(now(), ${cannedReplies.updatedAt} + interval '1 ms')` })
        .where(and(at(siteId, id), asOf && eq(cannedReplies.updatedAt, asOf)))
        .returning(columns)
      if (changed || !asOf) return changed ?? null
      const there = await this.db.select({ id: cannedReplies.id }).from(cannedReplies).where(at(siteId, id))
      return there.length > 0 ? 'changed' : null
    })
  }

  async remove(siteId: string, id: string): Promise<boolean> {
    const removed = await this.db
      .delete(cannedReplies)
      .where(at(siteId, id))
      .returning({ id: cannedReplies.id })
    return removed.length > 0
  }
}

async function unlessTaken<T>(store: () => Promise<T>): Promise<T | 'taken'> {
  try {
    return await store()
  } catch (error) {
    if (violates(error, 'canned_replies_shortcut_key')) return 'taken'
    throw error
  }
}
