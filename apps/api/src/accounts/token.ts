/** A member's token names a session row; ending the row ends the token. */
interface MemberClaims {
  readonly typ: 'member'
  /** Session id. */
  readonly sid: string
  /** User id. */
  readonly sub: string
}

/** A visitor's token is bound to one site and one visitor of it. */
interface VisitorClaims {
  readonly typ: 'visitor'
  /** Site id. */
  readonly site: string
  /** Visitor id. */
  readonly vid: string
  /** Their id on the wire. */
  readonly cid: string
}

export type Claims = MemberClaims | VisitorClaims

/** Signs and reads tokens. Who holds a token is not yet known to be somebody: the services ask the database. */
export interface Tokens {
  signMember(claims: Omit<MemberClaims, 'typ'>): string
  signVisitor(claims: Omit<VisitorClaims, 'typ'>): string
  /** Null for anything this server did not sign with its one algorithm. */
  verify(token: string): Claims | null
}

/** What a verified payload says, or null when it is not a shape this version signs. */
export function readClaims(payload: unknown): Claims | null {
  if (typeof payload !== 'object' || payload === null) return null
  const { typ, sid, sub, site, vid, cid } = payload as Record<string, unknown>
  if (typ === 'member' && isText(sid) && isText(sub)) return { typ, sid, sub }
  if (typ === 'visitor' && isText(site) && isText(vid) && isText(cid)) return { typ, site, vid, cid }
  return null
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
