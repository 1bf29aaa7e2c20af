import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../db/client.js'
import { members, participants, roomHeads, rooms, users, visitors } from '../db/schema.js'
import type { KnownVisitor, Visitor, VisitorStore } from './visitor-store.js'

const columns = {
  siteId: visitors.siteId,
  id: visitors.id,
  consumer: visitors.consumerId,
  name: visitors.name,
  email: visitors.email,
}

/**
 * How long a browser has to answer after it was given a consumer id. Over any round trip, so that whoever has come in
 * never loses it, however many ask for the same id meanwhile.
 */
const ANSWERS_WITHIN = sql`interval '10 seconds'`

const neverAnswered = (): SQL | undefined =>
  and(isNull(visitors.claimedAt), sql`${visitors.createdAt} < now() - ${ANSWERS_WITHIN}`)

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
    return bound ?? this.bindAgain(visitor)
  }

  /**
   * A server that dies between giving an id and telling its token would burn the id for ever. So an id whose holder has
   * never shown that they have the token goes to the next who asks, as an unused one would. Nobody loses anything by it:
   * - A browser answers its first ping, a round trip after its token; from then on the id is theirs for good.
   *   So it is after a first entry, whoever wrote it, and after the first use of the token.
   * - The next holder becomes another visitor with another, empty room. The old token is nobody's from then on, and
   *   what is sent with it finds no room, so two holders never share a word.
   * - Locks decide every race: a claim waits for this row's, an entry for the head's, and whoever comes second sees what
   *   the first has done.
   */
  private bindAgain({ siteId, id, consumer, name, email }: Visitor): Promise<Visitor | null> {
    return this.db.transaction(async tx => {
      const [lost] = await tx
        .select({ id: visitors.id })
        .from(visitors)
        .where(and(eq(visitors.siteId, siteId), eq(visitors.consumerId, consumer), neverAnswered()))
        .for('update')
      if (lost === undefined) return null
      const room = tx
        .select({ id: rooms.id })
        .from(rooms)
        .where(and(eq(rooms.siteId, siteId), eq(rooms.visitorId, lost.id)))
      const [head] = await tx
        .select({ roomId: roomHeads.roomId, seq: roomHeads.seq })
        .from(roomHeads)
        .where(and(eq(roomHeads.siteId, siteId), eq(roomHeads.roomId, room)))
        .for('update')
      if (head !== undefined) {
        if (head.seq > 0) return null
        const { roomId } = head
        await tx
          .delete(participants)
          .where(and(eq(participants.siteId, siteId), eq(participants.roomId, roomId)))
        await tx.delete(roomHeads).where(and(eq(roomHeads.siteId, siteId), eq(roomHeads.roomId, roomId)))
        await tx.delete(rooms).where(and(eq(rooms.siteId, siteId), eq(rooms.id, roomId)))
      }
      const [bound] = await tx
        .update(visitors)
        .set({ id, name, email, createdAt: sql`now()` })
        .where(and(eq(visitors.siteId, siteId), eq(visitors.id, lost.id)))
        .returning(columns)
      return bound ?? null
    })
  }

  async isFree(siteId: string, consumer: string): Promise<boolean> {
    const [there] = await this.db
      .select({
        // Written out: in a query of one table drizzle leaves the table's name away, which means another column in here.
        free: sql<boolean>`${neverAnswered()} and not exists (
          select 1 from rooms r join room_heads h on h.site_id = r.site_id and h.room_id = r.id
           where r.site_id = visitors.site_id and r.visitor_id = visitors.id and h.seq > 0)`,
      })
      .from(visitors)
      .where(and(eq(visitors.siteId, siteId), eq(visitors.consumerId, consumer)))
    return there?.free ?? true
  }

  async claim(siteId: string, id: string): Promise<boolean> {
    const claimed = await this.db
      .update(visitors)
      .set({ claimedAt: sql`coalesce(${visitors.claimedAt}, now())` })
      .where(and(eq(visitors.siteId, siteId), eq(visitors.id, id)))
      .returning({ id: visitors.id })
    return claimed.length > 0
  }

  async byConsumer(siteId: string, consumer: string): Promise<Visitor | null> {
    const [found] = await this.db
      .select(columns)
      .from(visitors)
      .where(and(eq(visitors.siteId, siteId), eq(visitors.consumerId, consumer)))
    return found ?? null
  }

  async byId(siteId: string, id: string): Promise<KnownVisitor | null> {
    const [found] = await this.db
      .select({ ...columns, claimed: sql<boolean>`${visitors.claimedAt} is not null` })
      .from(visitors)
      .where(and(eq(visitors.siteId, siteId), eq(visitors.id, id)))
    return found ?? null
  }
}
