export interface Visitor {
  readonly siteId: string
  readonly id: string
  readonly consumer: string
  /** What the visitor calls themself; empty when they never said. */
  readonly name: string
  readonly email: string | null
}

export interface VisitorStore {
  /**
   * Takes a consumer id that nobody has: of many who ask at once exactly one gets it.
   * @returns null when it is taken, or is the user name of somebody who is or was a member of the site
   */
  bind(visitor: Visitor): Promise<Visitor | null>
  byConsumer(siteId: string, consumer: string): Promise<Visitor | null>
  byId(siteId: string, id: string): Promise<Visitor | null>
}
