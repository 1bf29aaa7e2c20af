import type { Tokens } from '../accounts/token.js'
import type { VisitorActor } from '../core/actor.js'
import { newId } from '../core/ids.js'
import type { Visitor, VisitorStore } from './visitor-store.js'

interface Deps {
  readonly visitors: VisitorStore
  readonly tokens: Pick<Tokens, 'verify' | 'signVisitor'>
}

/** Visitors and what proves them. Knowing a consumer id proves nothing: only its token does. */
export class VisitorService {
  constructor(private readonly deps: Deps) {}

  /**
   * Gives a free consumer id to whoever asks first.
   * @returns null when it is taken or must not be: old clients judge a sender by name, so no visitor may bear a member's
   */
  async bindVisitor(siteId: string, consumer: string, email?: string): Promise<VisitorActor | null> {
    const asked = { siteId, id: newId(), consumer, name: '', email: email || null }
    const bound = await this.deps.visitors.bind(asked)
    return bound && toActor(bound)
  }

  async findVisitor(siteId: string, consumer: string): Promise<VisitorActor | null> {
    const found = await this.deps.visitors.byConsumer(siteId, consumer)
    return found && toActor(found)
  }

  /** Whom a visitor's token of this site names, whether or not they are still there; null for any other token. */
  namedBy(token: string, siteId: string): { readonly visitorId: string; readonly consumer: string } | null {
    const claims = this.deps.tokens.verify(token)
    if (claims?.typ !== 'visitor' || claims.site !== siteId) return null
    return { visitorId: claims.vid, consumer: claims.cid }
  }

  /** The visitor of this site whose token it is; null for a member's, a forged one, another site's. */
  async visitorByToken(token: string, siteId: string): Promise<VisitorActor | null> {
    const named = this.namedBy(token, siteId)
    if (!named) return null
    const found = await this.deps.visitors.byId(siteId, named.visitorId)
    if (found?.consumer !== named.consumer) return null
    // Between the two somebody else may have been given an id that nobody had shown to hold.
    if (!found.claimed && !(await this.deps.visitors.claim(siteId, found.id))) return null
    return toActor(found)
  }

  /** Whether a consumer id may be bound as far as visitors go: nobody has it, or nobody ever showed to hold it. */
  isFree(siteId: string, consumer: string): Promise<boolean> {
    return this.deps.visitors.isFree(siteId, consumer)
  }

  /** Their browser has the token: from now on the id is theirs. False when somebody else was given it. */
  claim({ siteId, visitorId }: VisitorActor): Promise<boolean> {
    return this.deps.visitors.claim(siteId, visitorId)
  }

  /** The site a visitor's token was signed for, whether or not the visitor is still there. */
  siteOfToken(token: string): string | null {
    const claims = this.deps.tokens.verify(token)
    return claims?.typ === 'visitor' ? claims.site : null
  }

  tokenFor(visitor: VisitorActor): string {
    return this.deps.tokens.signVisitor({
      site: visitor.siteId,
      vid: visitor.visitorId,
      cid: visitor.consumer,
    })
  }
}

const toActor = (visitor: Visitor): VisitorActor => ({
  kind: 'visitor',
  siteId: visitor.siteId,
  visitorId: visitor.id,
  consumer: visitor.consumer,
  name: visitor.name || visitor.consumer,
})
