import type { Role } from '@deskbell/protocol/account'

/** Somebody without a credential. */
interface Anonymous {
  readonly kind: 'anonymous'
}

/** A visitor of one site, proven by their token. */
export interface VisitorActor {
  readonly kind: 'visitor'
  readonly siteId: string
  readonly visitorId: string
  /** Their id on the wire, unique within the site. */
  readonly consumer: string
  readonly name: string
}

/** A member acting within one site, proven by a live session. */
export interface MemberActor {
  readonly kind: 'member'
  readonly siteId: string
  readonly userId: string
  readonly username: string
  readonly name: string
  readonly role: Role
  readonly sessionId: string
}

/** Who asks. Every service function takes one and decides by it; nothing else says who somebody is. */
export type Actor = Anonymous | VisitorActor | MemberActor
export type KnownActor = VisitorActor | MemberActor
