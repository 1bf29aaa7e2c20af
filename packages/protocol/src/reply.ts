import { z } from 'zod/mini'
import { LIMITS } from './limits.js'
import { instant, prose, slug, uuid } from './text.js'

const { shortcut: longest, text: most } = LIMITS.replies

/** What a member types after a slash; unique in the site regardless of case. */
export const shortcut = z
  .string()
  .check(
    z.regex(
      new RegExp(`^[A-Za-z0-9-]{1,${longest}}$`),
      `may hold 1 to ${longest} letters, digits and dashes`,
    ),
  )

const text = prose(most).check(z.refine(words => words.trim() !== '', 'is empty'))

/** A canned reply: words of the site's that any member can send with a few letters. */
export const reply = z.object({ id: uuid, shortcut, text, updated: instant })
export type Reply = z.infer<typeof reply>

export const replyBody = z.object({ shortcut, text })
export type ReplyBody = z.infer<typeof replyBody>
/** Any subset. `if_updated`: only if it is still as it was then, so that nobody undoes what somebody else has changed. */
export const replyChange = z.extend(z.partial(replyBody), { if_updated: z.optional(instant) })
export type ReplyChange = z.infer<typeof replyChange>

/** Sorted by shortcut. */
export const repliesAnswer = z.object({ replies: z.array(reply) })
export const replyAnswer = z.object({ reply })

export const replyParams = z.object({ site: slug, reply: uuid })
