import { z } from 'zod/mini'
import { instant, uuid } from './text.js'

/** Who wrote an entry. `id` is immutable; `name` is what to show. */
export const author = z.object({
  kind: z.enum(['visitor', 'member', 'system']),
  id: z.string(),
  name: z.string(),
})
export type Author = z.infer<typeof author>

/**
 * One entry of a room's journal as a receiver sees it. The first block is the message of the old clients.
 * A visitor is told `public_seq` as `seq`, so that what only members see is no hole.
 */
export const entry = z.object({
  id: uuid,
  room: z.string(),
  author: z.string(),
  /** `text`, or the media type of `file`. */
  type: z.string(),
  content: z.string(),
  file: z.nullable(z.string()),
  created: instant,

  seq: z.int(),
  room_id: uuid,
  conversation: uuid,
  kind: z.enum(['message', 'note', 'event']),
  from: author,
  client_id: z.optional(z.string()),
  /** Name and size in bytes of `file`. */
  file_name: z.optional(z.string()),
  file_size: z.optional(z.int()),
  /** Present and true when the body was erased: number, kind, time and author last. */
  erased: z.optional(z.boolean()),
})
export type Entry = z.infer<typeof entry>
