import type { SessionService } from '../../accounts/session-service.js'
import type { Site, SiteStore } from '../../accounts/site-store.js'
import type { KnownActor, MemberActor, VisitorActor } from '../../core/actor.js'
import { type DeskbellError, forbidden, notFound, unauthorized } from '../../core/errors.js'
import type { VisitorService } from '../../visitors/visitor-service.js'
import type { Credentials } from '../credentials.js'

export interface IdentifyDeps {
  readonly sites: Pick<SiteStore, 'bySlug'>
  readonly sessions: Pick<SessionService, 'authenticate' | 'memberOf'>
  readonly visitors: Pick<VisitorService, 'bindVisitor' | 'findVisitor' | 'isFree' | 'visitorByToken'>
}

/** Who opens a room socket. Nobody at all is welcome too, if it is an old client: it may only ask for a free id. */
export interface RoomCaller {
  readonly site: Site
  readonly member: MemberActor | null
}

/** Who opens a chat socket; `bound` when the consumer id has just become theirs. */
export interface ChatCaller {
  readonly site: Site
  readonly actor: KnownActor
  readonly other: KnownActor | null
  readonly bound: boolean
}

interface Asked {
  readonly slug: string
  readonly credentials: Credentials
  readonly old: boolean
}

async function siteOf(deps: IdentifyDeps, slug: string): Promise<Site> {
  const site = await deps.sites.bySlug(slug)
  if (!site) throw notFound('site')
  return site
}

async function memberBy(
  deps: IdentifyDeps,
  token: string | undefined,
  siteId: string,
): Promise<MemberActor | null> {
  const signedIn = token === undefined ? null : await deps.sessions.authenticate(token)
  return signedIn && deps.sessions.memberOf(signedIn, siteId)
}

/**
 * @throws not_found for an unknown site, unauthorized without a good credential, forbidden for another site's member
 */
export async function identifyRoomCaller(deps: IdentifyDeps, asked: Asked): Promise<RoomCaller> {
  const site = await siteOf(deps, asked.slug)
  const { bearer, memberCookie } = asked.credentials
  const member = await memberBy(deps, bearer ?? memberCookie, site.id)
  if (member) return { site, member }
  if (asked.old && bearer === undefined) return { site, member: null }
  throw await whyNot(deps, bearer ?? memberCookie)
}

/** A live session is somebody, only not here; anything else is nobody. */
async function whyNot(deps: IdentifyDeps, token: string | undefined): Promise<DeskbellError> {
  const signedIn = token === undefined ? null : await deps.sessions.authenticate(token)
  return signedIn ? forbidden('You are not a member of this site.') : unauthorized()
}

/**
 * @param bind whether a free consumer id may be given to a caller without credentials; it throws when the caller
 *   has had too many
 * @throws not_found, unauthorized or forbidden, as for a room socket
 */
export async function identifyChatCaller(
  deps: IdentifyDeps,
  asked: Asked & { readonly consumer: string },
  bind: () => Promise<void>,
): Promise<ChatCaller> {
  const site = await siteOf(deps, asked.slug)
  const { credentials, consumer, old } = asked
  if (credentials.bearer !== undefined) {
    return {
      site,
      actor: await byBearer(deps, credentials.bearer, site, consumer),
      other: null,
      bound: false,
    }
  }
  const member = await memberBy(deps, credentials.memberCookie, site.id)
  const visitor = await visitorByCookie(deps, credentials, site, consumer)
  // An old page cannot say which of its browser's two roles it plays, but it names an author with each message.
  if (visitor)
    return member && !old ? alone(site, member) : { site, actor: visitor, other: member, bound: false }
  if (member) {
    if (await deps.visitors.findVisitor(site.id, consumer)) return alone(site, member)
    if (!old) throw notFound('visitor')
  }
  if (!(await deps.visitors.isFree(site.id, consumer))) throw forbidden('This id is somebody else’s.')
  await bind()
  const bound = await deps.visitors.bindVisitor(site.id, consumer)
  if (!bound) throw forbidden('This id is somebody else’s.')
  return { site, actor: bound, other: member, bound: true }
}

const alone = (site: Site, actor: KnownActor): ChatCaller => ({ site, actor, other: null, bound: false })

async function byBearer(
  deps: IdentifyDeps,
  token: string,
  site: Site,
  consumer: string,
): Promise<KnownActor> {
  const visitor = await deps.visitors.visitorByToken(token, site.id)
  if (visitor) {
    if (visitor.consumer !== consumer) throw forbidden('This id is somebody else’s.')
    return visitor
  }
  const member = await memberBy(deps, token, site.id)
  if (!member) throw await whyNot(deps, token)
  if (!(await deps.visitors.findVisitor(site.id, consumer))) throw notFound('visitor')
  return member
}

/** The visitor that a cookie of this browser proves, if the cookie is for this consumer id. */
export async function visitorByCookie(
  deps: Pick<IdentifyDeps, 'visitors'>,
  credentials: Credentials,
  site: Site,
  consumer: string,
): Promise<VisitorActor | null> {
  const token = credentials.visitorCookie(site.id, consumer)
  const visitor = token === undefined ? null : await deps.visitors.visitorByToken(token, site.id)
  return visitor?.consumer === consumer ? visitor : null
}
