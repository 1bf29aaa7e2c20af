/** Milliseconds since 1970. Tests pass their own; deadlines live in PostgreSQL, by its clock. */
export type Clock = () => number
export const systemClock: Clock = () => Date.now()
