import type { SessionService } from '../../accounts/session-service.js'
import type { Site, SiteStore } from '../../accounts/site-store.js'
import type { KnownActor, MemberActor, VisitorActor } from '../../core/actor.js'
import { type DeskbellError, forbidden, notFound, unauthorized } from '../../core/errors.js'
import type { HolderAsk, RoomRecord } from '../../rooms/room-store.js'
import type { VisitorService } from '../../visitors/visitor-service.js'
import type { Credentials } from '../credentials.js'

export interface IdentifyDeps {
  readonly sites: Pick<SiteStore, 'bySlug'>
  readonly sessions: Pick<SessionService, 'authenticate' | 'memberOf'>
  readonly visitors: Pick<
    VisitorService,
    'bindVisitor' | 'findVisitor' | 'isFree' | 'namedBy' | 'visitorByToken'
  >
  /** The room of a visitor who is known to hold their token. */
  readonly roomOfHolder: (ask: HolderAsk) => Promise<RoomRecord | null>
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
  /** The visitor's room, where it was read to find out who they are. */
  readonly record: RoomRecord | null
}

/** A visitor who has shown their token. */
type Holder = Pick<ChatCaller, 'record'> & { readonly actor: VisitorActor }

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
    const { actor, record } = await byBearer(deps, credentials.bearer, site, consumer)
    return { site, actor, other: null, bound: false, record }
  }
  const member = await memberBy(deps, credentials.memberCookie, site.id)
  const token = credentials.visitorCookie(site.id, consumer)
  const holder = token === undefined ? null : await holderOf(deps, token, site)
  // An old page cannot say which of its browser's two roles it plays, but it names an author with each message.
  if (holder?.actor.consumer === consumer)
    return member && !old ? alone(site, member) : { site, other: member, bound: false, ...holder }
  if (member) {
    if (await deps.visitors.findVisitor(site.id, consumer)) return alone(site, member)
    if (!old) throw notFound('visitor')
  }
  if (!(await deps.visitors.isFree(site.id, consumer))) throw forbidden('This id is somebody else’s.')
  await bind()
  const bound = await deps.visitors.bindVisitor(site.id, consumer)
  if (!bound) throw forbidden('This id is somebody else’s.')
  return { site, actor: bound, other: member, bound: true, record: null }
}

const alone = (site: Site, actor: KnownActor): ChatCaller => ({
  site,
  actor,
  other: null,
  bound: false,
  record: null,
})

async function byBearer(
  deps: IdentifyDeps,
  token: string,
  site: Site,
  consumer: string,
): Promise<Holder | { readonly actor: MemberActor; readonly record: null }> {
  const holder = await holderOf(deps, token, site)
  if (holder) {
    if (holder.actor.consumer !== consumer) throw forbidden('This id is somebody else’s.')
    return holder
  }
  const member = await memberBy(deps, token, site.id)
  if (!member) throw await whyNot(deps, token)
  if (!(await deps.visitors.findVisitor(site.id, consumer))) throw notFound('visitor')
  return { actor: member, record: null }
}

/** Whose token it is, and with it their room if they were here before: very many may come back at once. */
async function holderOf(deps: IdentifyDeps, token: string, site: Site): Promise<Holder | null> {
  const named = deps.visitors.namedBy(token, site.id)
  if (!named) return null
  const record = await deps.roomOfHolder({ site, visitorId: named.visitorId })
  const card = record?.room.visitor
  if (!card) {
    const actor = await deps.visitors.visitorByToken(token, site.id)
    return actor && { actor, record: null }
  }
  if (card.consumer !== named.consumer) return null
  const { id: visitorId, name } = card
  return { actor: { kind: 'visitor', siteId: site.id, visitorId, consumer: card.consumer, name }, record }
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
