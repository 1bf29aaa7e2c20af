import type { SessionService } from '../accounts/session-service.js'
import type { SignedIn } from '../accounts/session-store.js'
import type { Site, SiteStore } from '../accounts/site-store.js'
import type { KnownActor, MemberActor, VisitorActor } from '../core/actor.js'
import { badRequest, forbidden, notFound, unauthorized } from '../core/errors.js'
import type { RoomStore } from '../rooms/room-store.js'
import type { VisitorService } from '../visitors/visitor-service.js'
import type { Credentials } from './credentials.js'

export interface AskerDeps {
  readonly sessions: Pick<SessionService, 'authenticate' | 'memberOf' | 'sitesOf'>
  readonly visitors: Pick<VisitorService, 'findVisitor' | 'visitorByToken' | 'siteOfToken'>
  readonly sites: SiteStore
  readonly rooms: Pick<RoomStore, 'findById'>
}

export interface SiteAsker {
  readonly signedIn: SignedIn
  readonly member: MemberActor
  readonly site: Site
}

export interface RoomAsker {
  readonly actor: KnownActor
  readonly site: Site
  /** Whose room it is. */
  readonly visitor: VisitorActor
}

/** Which of two credentials of one browser a call means, by what the old wire calls `author`. */
export interface Choice {
  readonly author: unknown
  /** What is meant when `author` names neither. */
  readonly otherwise: KnownActor['kind']
}

/** Says who asks over REST. Absent and not yours answer alike; without any credential the answer is to sign in. */
export class Askers {
  constructor(private readonly deps: AskerDeps) {}

  /** @throws unauthorized */
  async signedIn(credentials: Credentials): Promise<SignedIn> {
    const signedIn = await this.maybeSignedIn(credentials)
    if (signedIn === null) throw unauthorized()
    return signedIn
  }

  private async maybeSignedIn({ bearer, memberCookie }: Credentials): Promise<SignedIn | null> {
    const token = bearer ?? memberCookie
    return token === undefined ? null : this.deps.sessions.authenticate(token)
  }

  private visitorsSite(bearer: string | undefined): string | null {
    return bearer === undefined ? null : this.deps.visitors.siteOfToken(bearer)
  }

  /**
   * @param slug the site that the path names; without one it is the user's own, or the first they are a member of
   * @throws unauthorized; not_found
   */
  async inSite(credentials: Credentials, slug: string | undefined): Promise<SiteAsker> {
    const signedIn = await this.signedIn(credentials)
    const site = slug === undefined ? await this.usualSite(signedIn) : await this.deps.sites.bySlug(slug)
    const member = site && (await this.deps.sessions.memberOf(signedIn, site.id))
    if (site === null || member === null) throw notFound('site')
    return { signedIn, member, site }
  }

  /** As {@link inSite}, for those who may change the site. @throws forbidden to operators */
  async inSiteAsAdmin(credentials: Credentials, slug: string | undefined): Promise<SiteAsker> {
    const asker = await this.inSite(credentials, slug)
    if (asker.member.role === 'operator') throw forbidden('Only an owner or an admin may do this.')
    return asker
  }

  /**
   * The room's visitor, or a member of its site.
   * @throws unauthorized; not_found
   */
  async inRoomOf(
    credentials: Credentials,
    slug: string,
    consumer: string,
    choice: Choice,
  ): Promise<RoomAsker> {
    const { bearer } = credentials
    const [site, signedIn] = await Promise.all([
      this.deps.sites.bySlug(slug),
      this.maybeSignedIn(credentials),
    ])
    const somebody = signedIn !== null || this.visitorsSite(bearer) !== null
    const nothingHere = () => (somebody ? notFound('room') : unauthorized())
    const visitor = site && (await this.deps.visitors.findVisitor(site.id, consumer))
    if (site === null || visitor === null) throw nothingHere()
    const visitorToken = bearer ?? credentials.visitorCookie(site.id, consumer)
    const [member, proven] = await Promise.all([
      signedIn && this.deps.sessions.memberOf(signedIn, site.id),
      visitorToken === undefined ? null : this.deps.visitors.visitorByToken(visitorToken, site.id),
    ])
    const own = proven?.visitorId === visitor.visitorId ? proven : null
    const actor = member && own ? choose(member, own, choice) : (member ?? own)
    if (actor === null) throw nothingHere()
    return { actor, site, visitor }
  }

  /**
   * A room as an upload names it.
   * @param room `<site> <consumer>`, or a room's id in one of the asker's sites
   * @throws bad_request naming `room`; unauthorized; not_found
   */
  async inRoomNamed(credentials: Credentials, room: string, choice: Choice): Promise<RoomAsker> {
    const [slug = '', consumer, ...more] = room.split(' ')
    if (consumer !== undefined && more.length === 0) {
      return this.inRoomOf(credentials, slug, consumer, choice)
    }
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(room)) {
      throw badRequest('room', 'room is neither "<site> <consumer>" nor a room\'s id')
    }
    for (const siteId of await this.sitesOf(credentials)) {
      const site = await this.deps.sites.byId(siteId)
      const record = site && (await this.deps.rooms.findById(site, room))
      const consumer = record?.room.visitor?.consumer
      if (site && consumer !== undefined) return this.inRoomOf(credentials, site.slug, consumer, choice)
    }
    throw notFound('room')
  }

  /** A visitor's cookie is named by the consumer id, so with a room's id only tokens and sessions are looked at. */
  private async sitesOf(credentials: Credentials): Promise<readonly string[]> {
    const visitors = this.visitorsSite(credentials.bearer)
    if (visitors !== null) return [visitors]
    const memberships = await this.deps.sessions.sitesOf(await this.signedIn(credentials))
    return memberships.map(membership => membership.siteId)
  }

  private async usualSite(signedIn: SignedIn): Promise<Site | null> {
    const [first] = await this.deps.sessions.sitesOf(signedIn)
    return first ? this.deps.sites.byId(first.siteId) : null
  }
}

function choose(member: MemberActor, visitor: VisitorActor, { author, otherwise }: Choice): KnownActor {
  if (author === visitor.consumer) return visitor
  if (author === member.username) return member
  return otherwise === 'member' ? member : visitor
}
