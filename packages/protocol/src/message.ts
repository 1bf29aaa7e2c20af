import { z } from 'zod/mini'
import { type fetchMessages, fetchRooms, messageBody } from './command.js'
import { entry } from './entry.js'
import { ack, messages, rooms } from './event.js'
import { LIMITS } from './limits.js'
import { clientId, consumerId, line, seq, slug, uuid } from './text.js'

/** A number in a query string. */
const asked = (max: number) =>
  z.optional(
    z.coerce
      .number()
      .check(
        z.refine(n => Number.isInteger(n) && n >= 1 && n <= max, `is not a whole number from 1 to ${max}`),
      ),
  )
const askedSeq = z.optional(z.pipe(z.coerce.number(), seq))

export const roomsQuery = z.object({
  cursor: fetchRooms.shape.cursor,
  filter: fetchRooms.shape.filter,
  limit: asked(LIMITS.rooms.max),
})
export const roomsAnswer = z.omit(rooms, { command: true, in_reply_to: true })

export const pageQuery = z.object({ after: askedSeq, before: askedSeq, limit: asked(LIMITS.page.max) })
export const pageAnswer = z.omit(messages, { command: true, in_reply_to: true })

/** As `new_message` on a socket, but the id is required: a call whose answer got lost must be safe to repeat. */
export const sendBody = z.object({
  content: messageBody.shape.content,
  client_id: clientId,
  file: messageBody.shape.file,
})
export const sendAnswer = z.omit(ack, { command: true, in_reply_to: true })

/** Multipart fields beside `file`; `author, type, content` of old clients are ignored. */
export const uploadFields = z.object({
  /** `<site> <consumer>`, or a room's id. */
  room: line(200),
  /** `1`: store the file and send nothing; the client sends it with its next message. */
  draft: z.optional(z.enum(['0', '1'])),
})
/** An old client gets the entry that was told; with `draft=1` there is only the file. */
export const uploadAnswer = z.union([
  entry,
  z.object({ file: z.string(), type: z.string(), file_name: z.string(), file_size: z.int() }),
])

export const siteParams = z.object({ site: slug })
export const visitorParams = z.object({ site: slug, consumer: consumerId })
export const fileParams = z.object({ site: uuid, file: uuid, name: z.string() })
export const sessionParams = z.object({ session: uuid })
export type PageQuery = z.infer<typeof pageQuery>
export type FetchMessages = z.infer<typeof fetchMessages>
