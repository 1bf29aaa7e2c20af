import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Clock } from '../core/clock.js'
import type { Db } from '../db/client.js'
import { members, sites, users } from '../db/schema.js'
import type { Site, SiteStore } from './site-store.js'
import { publicUser } from './user.js'

/** Sites in PostgreSQL. */
export class PgSiteStore implements SiteStore {
  constructor(private readonly db: Db) {}

  async bySlug(slug: string): Promise<Site | null> {
    return slug.includes('\0') ? null : this.find(eq(sql`lower(${sites.slug})`, sql`lower(${slug})`))
  }

  byId(id: string): Promise<Site | null> {
    return this.find(eq(sites.id, id))
  }

  private async find(where: SQL): Promise<Site | null> {
    const [found] = await this.db
      .select({
        id: sites.id,
        slug: sites.slug,
        name: sites.name,
        owner: {
          username: users.username,
          email: users.email,
          firstName: users.firstName,
          lastName: users.lastName,
        },
      })
      .from(sites)
      .innerJoin(
        members,
        and(eq(members.siteId, sites.id), eq(members.role, 'owner'), isNull(members.removedAt)),
      )
      .innerJoin(users, eq(users.id, members.userId))
      .where(where)
      .orderBy(asc(members.createdAt))
      .limit(1)
    return found ? { ...found, owner: publicUser(found.owner) } : null
  }
}

/**
 * Milliseconds that a renamed site or owner may show its old name. Ids and slugs never change, and today nothing renames
 * either: what will has to tell all nodes to forget them.
 */
const KEEP = 30_000
const MOST = 5_000

/** Remembers sites that were found; every socket, page and script asks for one. */
export class CachedSites implements SiteStore {
  private readonly kept = new Map<string, { site: Site; until: number }>()

  constructor(
    private readonly sites: SiteStore,
    private readonly clock: Clock,
  ) {}

  bySlug(slug: string): Promise<Site | null> {
    return this.find(`slug ${slug.toLowerCase()}`, () => this.sites.bySlug(slug))
  }

  byId(id: string): Promise<Site | null> {
    return this.find(`id ${id}`, () => this.sites.byId(id))
  }

  private async find(key: string, look: () => Promise<Site | null>): Promise<Site | null> {
    const kept = this.kept.get(key)
    if (kept && kept.until > this.clock()) return kept.site
    const site = await look()
    this.kept.delete(key)
    // What is not there is not remembered: it may be signed up the next moment.
    if (site) this.kept.set(key, { site, until: this.clock() + KEEP })
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST && oldest !== undefined) this.kept.delete(oldest)
    return site
  }
}
