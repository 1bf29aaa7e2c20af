import { z } from 'zod/mini'
import { entry } from './entry.js'
import { instant, uuid } from './text.js'

/** A user as the old clients know it. */
export const publicUser = z.object({
  username: z.string(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
})
export type PublicUser = z.infer<typeof publicUser>

/** The person on the other side, as members see them. */
export const visitorCard = z.object({
  id: uuid,
  consumer: z.string(),
  name: z.string(),
  email: z.nullable(z.string()),
})
export type VisitorCard = z.infer<typeof visitorCard>

/** Whether somebody has a socket open anywhere, or had one a moment ago; `since` they came, or since they went. */
export const presence = z.object({ online: z.boolean(), since: instant })
export type Presence = z.infer<typeof presence>

/** How far a reader has read: `seq` in their own numbering, `messages` counts all messages up to there. */
export const readCursor = z.object({ seq: z.int(), messages: z.int() })
export type ReadCursor = z.infer<typeof readCursor>

/** What every member who may see the room sees alike. The newest `seq` wins. */
export const roomState = z.object({
  id: uuid,
  kind: z.enum(['visitor', 'discussion']),
  consumer: z.nullable(z.string()),
  visitor: z.nullable(visitorCard),
  status: z.enum(['open', 'closed']),
  conversation: z.nullable(uuid),
  /** The journal's top and floor in members' numbering. */
  seq: z.int(),
  first: z.int(),
  /** All messages ever written here; less a reader's `messages` this is what they have not read. */
  message_count: z.int(),
  /** What the list is sorted by, newest first; within a second of the last entry. */
  active_at: instant,
})
export type RoomState = z.infer<typeof roomState>

/** A room as `fetch_rooms` answers it: the shape of the old clients, and what is new. */
export const room = z.extend(roomState, {
  user: publicUser,
  /** The latest messages, oldest first. */
  messages: z.array(entry),
  /** The asking member's own cursor. */
  read: readCursor,
  unread: z.int(),
  /** How far the visitor has read, in members' numbering. */
  visitor_read: z.int(),
  /** The visitor's. Not there when they never had a socket open. */
  presence: z.optional(presence),
})
export type Room = z.infer<typeof room>
