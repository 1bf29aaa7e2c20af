export interface Visitor {
  readonly siteId: string
  readonly id: string
  readonly consumer: string
  /** What the visitor calls themself; empty when they never said. */
  readonly name: string
  readonly email: string | null
}

export interface KnownVisitor extends Visitor {
  /** Whether it is known that they hold their token. */
  readonly claimed: boolean
}

export interface VisitorStore {
  /**
   * Takes a consumer id that is free: of many who ask at once exactly one gets it.
   * @returns null when it is taken, or is the user name of somebody who is or was a member of the site
   */
  bind(visitor: Visitor): Promise<Visitor | null>
  /** Whether nobody has the consumer id, or whoever was given it never answered and never wrote. */
  isFree(siteId: string, consumer: string): Promise<boolean>
  /** It is known that they hold their token. False when there is no such visitor (any more). */
  claim(siteId: string, id: string): Promise<boolean>
  byConsumer(siteId: string, consumer: string): Promise<Visitor | null>
  byId(siteId: string, id: string): Promise<KnownVisitor | null>
}
