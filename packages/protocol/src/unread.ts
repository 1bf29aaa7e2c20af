import type { ReadCursor } from './room.js'

/** Unread messages by others, capped at 99. Answering moves one's own cursor, so own messages never count. */
export function unread(messageCount: number, read: ReadCursor): number {
  return Math.max(0, Math.min(99, messageCount - read.messages))
}
