import { and, eq, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { type Db, violates } from '../db/client.js'
import { chatbots, members, sessions, sites, users } from '../db/schema.js'
import type { AccountStore, NewAccount, NewSession, UserWithHash } from './account-store.js'
import { SESSION_LIFE } from './session-store.pg.js'

/** Which field of the form a unique key stands for. The slug is made from the user name. */
const KEYS = {
  users_username_key: 'username',
  sites_slug_key: 'username',
  users_email_key: 'email',
} as const

/** Users with their own sites in PostgreSQL. */
export class PgAccountStore implements AccountStore {
  constructor(private readonly db: Db) {}

  async signUp({ user, site, look, session }: NewAccount): Promise<'username' | 'email' | null> {
    try {
      await this.db.transaction(async tx => {
        await tx.insert(users).values(user)
        await tx.insert(sites).values(site)
        await tx.insert(members).values({ siteId: site.id, userId: user.id, role: 'owner' })
        await tx.insert(chatbots).values({ siteId: site.id, look })
        await tx.insert(sessions).values({ ...session, userId: user.id, expiresAt: SESSION_LIFE })
      })
      return null
    } catch (error) {
      for (const [key, field] of Object.entries(KEYS)) if (violates(error, key)) return field
      throw error
    }
  }

  async byName(name: string): Promise<UserWithHash | null> {
    // PostgreSQL refuses this character, and nobody has it in a name.
    if (name.includes('\0')) return null
    const lower = sql`lower(${name})`
    return this.find(or(eq(sql`lower(${users.username})`, lower), eq(sql`lower(${users.email})`, lower)))
  }

  byId(id: string): Promise<UserWithHash | null> {
    return this.find(eq(users.id, id))
  }

  private async find(where: SQL | undefined): Promise<UserWithHash | null> {
    const [found] = await this.db
      .select({
        id: users.id,
        username: users.username,
        email: users.email,
        firstName: users.firstName,
        lastName: users.lastName,
        passwordHash: users.passwordHash,
      })
      .from(users)
      .where(where)
      .limit(1)
    return found ?? null
  }

  openSession(userId: string, verified: string, session: NewSession): Promise<boolean> {
    return this.db.transaction(async tx => {
      // The lock waits for a change of the password under way, and makes a later one see the new session.
      const [user] = await tx
        .select({ id: users.id })
        .from(users)
        .where(and(eq(users.id, userId), eq(users.passwordHash, verified)))
        .for('share')
      if (!user) return false
      await tx.insert(sessions).values({ ...session, userId, expiresAt: SESSION_LIFE })
      return true
    })
  }

  changePassword(userId: string, from: string, to: string, keep: string): Promise<readonly string[] | null> {
    return this.db.transaction(async tx => {
      const changed = await tx
        .update(users)
        .set({ passwordHash: to })
        .where(and(eq(users.id, userId), eq(users.passwordHash, from)))
        .returning({ id: users.id })
      if (changed.length === 0) return null
      const others = and(eq(sessions.userId, userId), ne(sessions.id, keep), isNull(sessions.revokedAt))
      const ended = await tx
        .update(sessions)
        .set({ revokedAt: sql`now()` })
        .where(others)
        .returning({ id: sessions.id })
      return ended.map(session => session.id)
    })
  }

  async resetPassword(userId: string, to: string): Promise<void> {
    await this.db.transaction(async tx => {
      await tx.update(users).set({ passwordHash: to }).where(eq(users.id, userId))
      await tx
        .update(sessions)
        .set({ revokedAt: sql`now()` })
        .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    })
  }
}
