import type { Role } from '@deskbell/protocol/account'

/** Where a user is a member, and as what. */
export interface Membership {
  readonly siteId: string
  readonly slug: string
  readonly siteName: string
  readonly role: Role
}

export interface MemberStore {
  /** Sites the user is a member of, own ones first, then by the time they joined. Removed members have none. */
  membershipsOf(userId: string): Promise<readonly Membership[]>
  roleIn(siteId: string, userId: string): Promise<Role | null>
}
