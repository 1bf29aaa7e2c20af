/** Counts what one key (an account, an address) does. */
export interface Limiter {
  /** @throws rate_limited, saying when to come back */
  take(key: string): Promise<void>
  /** What was taken did not count after all. */
  giveBack(key: string): Promise<void>
}

/** How many, in how many seconds. */
export interface Allowance {
  readonly name: string
  readonly points: number
  readonly seconds: number
  /** So many that none may cost a question to somebody else. */
  readonly frequent: boolean
}

export type MakeLimiter = (allowance: Allowance) => Limiter
