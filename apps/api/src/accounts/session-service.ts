import type { SessionRow } from '@deskbell/protocol/account'
import type { MemberActor } from '../core/actor.js'
import type { Clock } from '../core/clock.js'
import { notFound } from '../core/errors.js'
import type { MemberStore, Membership } from './member-store.js'
import type { Revocations } from './revocations.js'
import type { SessionStore, SignedIn } from './session-store.js'
import type { Tokens } from './token.js'
import { displayName } from './user.js'

/** How stale `last_seen` may get before a use of the session writes again, in milliseconds. */
const TOUCH_AFTER = 5 * 60_000

interface Deps {
  readonly sessions: Pick<SessionStore, 'findLive' | 'touch' | 'listLive' | 'end' | 'endOthers'>
  readonly members: MemberStore
  readonly tokens: Pick<Tokens, 'verify'>
  readonly revocations: Pick<Revocations, 'tellSessionsEnded'>
  readonly clock: Clock
}

/** Who is signed in. Every call asks the database, so that an ended session is ended at once on every node. */
export class SessionService {
  constructor(private readonly deps: Deps) {}

  /** The user behind a member's token; null for a visitor's, a forged or an ended one. */
  async authenticate(token: string): Promise<SignedIn | null> {
    const claims = this.deps.tokens.verify(token)
    if (claims?.typ !== 'member') return null
    const found = await this.deps.sessions.findLive(claims.sid)
    if (found === null || found.user.id !== claims.sub) return null
    if (this.deps.clock() - found.session.lastSeenAt.getTime() > TOUCH_AFTER) {
      await this.deps.sessions.touch(found.session.id)
    }
    return found
  }

  /** The user as a member of one site, or null when they are none (any more). */
  async memberOf(signedIn: SignedIn, siteId: string): Promise<MemberActor | null> {
    const { user, session } = signedIn
    const role = await this.deps.members.roleIn(siteId, user.id)
    if (role === null) return null
    const name = displayName(user)
    return {
      kind: 'member',
      siteId,
      userId: user.id,
      username: user.username,
      name,
      role,
      sessionId: session.id,
    }
  }

  /** Sites of the user, own ones first. */
  sitesOf(signedIn: SignedIn): Promise<readonly Membership[]> {
    return this.deps.members.membershipsOf(signedIn.user.id)
  }

  async signOut(signedIn: SignedIn): Promise<void> {
    await this.deps.sessions.end(signedIn.user.id, signedIn.session.id)
    this.deps.revocations.tellSessionsEnded([signedIn.session.id])
  }

  /** @throws not_found when it is no live session of this user */
  async endSession(signedIn: SignedIn, sessionId: string): Promise<void> {
    if (!(await this.deps.sessions.end(signedIn.user.id, sessionId))) throw notFound('session')
    this.deps.revocations.tellSessionsEnded([sessionId])
  }

  /** Ends every session of the user but the one that asks. */
  async endOtherSessions({ user, session }: SignedIn): Promise<void> {
    this.deps.revocations.tellSessionsEnded(await this.deps.sessions.endOthers(user.id, session.id))
  }

  async list(signedIn: SignedIn): Promise<SessionRow[]> {
    const sessions = await this.deps.sessions.listLive(signedIn.user.id)
    return sessions.map(session => ({
      id: session.id,
      current: session.id === signedIn.session.id,
      created: session.createdAt.toISOString(),
      last_seen: session.lastSeenAt.toISOString(),
      user_agent: session.userAgent,
    }))
  }
}
