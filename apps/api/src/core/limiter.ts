/** Counts what one key (an account, an address) does. */
export interface Limiter {
  /** @throws rate_limited, saying when to come back */
  take(key: string): Promise<void>
  /** What was taken did not count after all. */
  giveBack(key: string): Promise<void>
}
