import { and, desc, eq, gt, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../db/client.js'
import { members, sessions, users } from '../db/schema.js'
import type { Ended, Session, SessionStore, SignedIn } from './session-store.js'

/** A session that is not used for this long is over. By the database's clock, as every deadline. */
export const SESSION_LIFE = sql`now() + interval '30 days'`

/** Longer than any transaction here: what was stamped before and committed after the last look is still found. */
const OVERLAP = sql`interval '30 seconds'`

const live = (): SQL | undefined => and(isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`))

const columns = {
  id: sessions.id,
  userId: sessions.userId,
  userAgent: sessions.userAgent,
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
  expiresAt: sessions.expiresAt,
}

/** Sessions in PostgreSQL. */
export class PgSessionStore implements SessionStore {
  constructor(private readonly db: Db) {}

  async findLive(sessionId: string): Promise<SignedIn | null> {
    const [found] = await this.db
      .select({
        session: columns,
        user: {
          id: users.id,
          username: users.username,
          email: users.email,
          firstName: users.firstName,
          lastName: users.lastName,
        },
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(and(eq(sessions.id, sessionId), live()))
    return found ?? null
  }

  async touch(sessionId: string): Promise<void> {
    await this.db
      .update(sessions)
      .set({ lastSeenAt: sql`now()`, expiresAt: SESSION_LIFE })
      .where(and(eq(sessions.id, sessionId), live()))
  }

  listLive(userId: string): Promise<readonly Session[]> {
    return this.db
      .select(columns)
      .from(sessions)
      .where(and(eq(sessions.userId, userId), live()))
      .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
      .limit(200)
  }

  async end(userId: string, sessionId: string): Promise<boolean> {
    const ended = await this.db
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), live()))
      .returning({ id: sessions.id })
    return ended.length > 0
  }

  async endOthers(userId: string, keep: string): Promise<readonly string[]> {
    const ended = await this.db
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(sessions.userId, userId), ne(sessions.id, keep), live()))
      .returning({ id: sessions.id })
    return ended.map(session => session.id)
  }

  async endedSince(since: Date | null): Promise<Ended> {
    const from = sql`${since === null ? sql`now()` : sql`${since.toISOString()}::timestamptz`} - ${OVERLAP}`
    const answer = await this.db.execute<{ now: Date; sessions: string[]; members: Ended['members'] }>(sql`
      select now() as now,
        (select coalesce(json_agg(${sessions.id}), '[]') from ${sessions} where ${sessions.revokedAt} >= ${from}) as sessions,
        (select coalesce(json_agg(json_build_object('siteId', ${members.siteId}, 'userId', ${members.userId})), '[]')
           from ${members} where ${members.removedAt} >= ${from}) as members`)
    const row = answer.rows[0]
    if (row === undefined) throw new Error('a query without from answered no row')
    return { now: new Date(row.now), sessionIds: row.sessions, members: row.members }
  }

  async sweep(): Promise<number> {
    const dead = sql`now() - interval '30 days'`
    const swept = await this.db
      .delete(sessions)
      .where(or(lt(sessions.revokedAt, dead), lt(sessions.expiresAt, dead)))
    return swept.rowCount ?? 0
  }
}
