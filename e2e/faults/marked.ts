import { now } from '../harness/worker.js'

/** The content of a message that says when it was sent. */
export const marked = (): string => `at:${now()}`

/** Milliseconds of the same clock; undefined for any other message. */
export const sentAt = (content: string): number | undefined =>
  content.startsWith('at:') ? Number(content.slice(3)) : undefined
