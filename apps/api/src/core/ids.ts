import { v7 } from 'uuid'

/** A new immutable id; sorts by time, so that indexes grow at their end. */
export const newId = (): string => v7()
