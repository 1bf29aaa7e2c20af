/** Counts what one key (an account, an address) does. */
export interface Limiter {
  /** @throws rate_limited, saying when to come back */
  take(key: string): Promise<void>
  /** What was taken did not count after all. */
  giveBack(key: string): Promise<void>
}

/** Counts what happens so often that nobody may wait for the count. */
export interface FrequentLimiter {
  /** @throws rate_limited, saying when to come back */
  take(key: string): void
}

/** How many, in how many seconds. */
export interface Allowance {
  readonly name: string
  readonly points: number
  readonly seconds: number
}

/** Where it is counted. */
export interface Limiters {
  rare(allowance: Allowance): Limiter
  frequent(allowance: Allowance): FrequentLimiter
}
