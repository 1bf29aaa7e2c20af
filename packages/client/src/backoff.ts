const BASE = 500
const CAP = 5_000

/**
 * How long to wait before attempt number `attempt` (from 0), in milliseconds: full jitter, so that clients cut at
 * the same moment do not come back at the same moment. Capped low, since a person is looking at the other end.
 */
export function backoff(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(CAP, BASE * 2 ** Math.min(attempt, 16)))
}
