import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../db/client.js'
import { members, users, visitors } from '../db/schema.js'
import type { Visitor, VisitorStore } from './visitor-store.js'

const columns = {
  siteId: visitors.siteId,
  id: visitors.id,
  consumer: visitors.consumerId,
  name: visitors.name,
  email: visitors.email,
}

/** Visitors in PostgreSQL. */
export class PgVisitorStore implements VisitorStore {
  constructor(private readonly db: Db) {}

  async bind(visitor: Visitor): Promise<Visitor | null> {
    const { siteId, consumer } = visitor
    // Removed members count too: their entries still bear their names.
    const namesakes = await this.db
      .select({ id: members.userId })
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))
      .where(and(eq(members.siteId, siteId), eq(sql`lower(${users.username})`, sql`lower(${consumer})`)))
    if (namesakes.length > 0) return null
    const [bound] = await this.db
      .insert(visitors)
      .values({ siteId, id: visitor.id, consumerId: consumer, name: visitor.name, email: visitor.email })
      .onConflictDoNothing({ target: [visitors.siteId, visitors.consumerId] })
      .returning(columns)
    return bound ?? null
  }

  async byConsumer(siteId: string, consumer: string): Promise<Visitor | null> {
    const [found] = await this.db
      .select(columns)
      .from(visitors)
      .where(and(eq(visitors.siteId, siteId), eq(visitors.consumerId, consumer)))
    return found ?? null
  }

  async byId(siteId: string, id: string): Promise<Visitor | null> {
    const [found] = await this.db
      .select(columns)
      .from(visitors)
      .where(and(eq(visitors.siteId, siteId), eq(visitors.id, id)))
    return found ?? null
  }
}
