import type { PublicUser } from '@deskbell/protocol/room'

/** What a site is, whoever looks. */
export interface Site {
  readonly id: string
  readonly slug: string
  readonly name: string
  /** Shown beside each room to old clients, who know no other name of a site. */
  readonly owner: PublicUser
}

export interface SiteStore {
  /** Slugs are the same in any case; the answer holds the one that was signed up. */
  bySlug(slug: string): Promise<Site | null>
  byId(id: string): Promise<Site | null>
}
