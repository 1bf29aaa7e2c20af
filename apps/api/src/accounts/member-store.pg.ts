import type { Role } from '@deskbell/protocol/account'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../db/client.js'
import { members, sites } from '../db/schema.js'
import type { MemberStore, Membership } from './member-store.js'

/** Members in PostgreSQL. */
export class PgMemberStore implements MemberStore {
  constructor(private readonly db: Db) {}

  membershipsOf(userId: string): Promise<readonly Membership[]> {
    return this.db
      .select({ siteId: sites.id, slug: sites.slug, siteName: sites.name, role: members.role })
      .from(members)
      .innerJoin(sites, eq(sites.id, members.siteId))
      .where(and(eq(members.userId, userId), isNull(members.removedAt)))
      .orderBy(sql`${members.role} <> 'owner'`, asc(members.createdAt), asc(sites.id))
  }

  async roleIn(siteId: string, userId: string): Promise<Role | null> {
    const [found] = await this.db
      .select({ role: members.role })
      .from(members)
      .where(and(eq(members.siteId, siteId), eq(members.userId, userId), isNull(members.removedAt)))
    return found?.role ?? null
  }
}
