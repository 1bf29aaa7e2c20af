import { z } from 'zod/mini'

/** The closed set of what can go wrong. Clients match on the kind, never on the words. */
export const errorKinds = [
  'bad_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'too_large',
  'unsupported_type',
  'rate_limited',
  'overloaded',
  'unavailable',
  'internal',
] as const

export const errorKind = z.enum(errorKinds)
export type ErrorKind = z.infer<typeof errorKind>

export const wireError = z.object({
  kind: errorKind,
  /** Words for a person; they may change. */
  message: z.string(),
  /** The path of the field that is wrong, such as `message.content`. */
  field: z.optional(z.string()),
  /** Every wrong field of a form with its words. */
  fields: z.optional(z.record(z.string(), z.string())),
  /** When to try again, milliseconds from now. */
  retry_after_ms: z.optional(z.int()),
})
export type WireError = z.infer<typeof wireError>

/** Every REST answer that is not a success. `detail` repeats the message for old clients. */
export const errorBody = z.object({ detail: z.string(), error: wireError })
export type ErrorBody = z.infer<typeof errorBody>

/** How the server closes a socket, beside the standard 1000, 1001, 1009 (frame too large) and 1012 (restart). */
export const closeCodes = {
  /** No or a dead credential. Final: sign in again. */
  unauthorized: 4401,
  /** A good credential for something else. Final. */
  forbidden: 4403,
  /** No such site or visitor. Final. */
  notFound: 4404,
  /** The server speaks none of the versions that were offered: load the page anew, or connect again later. */
  version: 4406,
  /** Nothing was heard for too long; connect again. */
  timeout: 4408,
  /** Reads too slowly: connect again and catch up. */
  slow: 4413,
  /** Too many frames; connect again after a pause. */
  flood: 4429,
} as const

/** After these a client must not connect again with the same credential. */
export const finalCloseCodes: readonly number[] = [
  closeCodes.unauthorized,
  closeCodes.forbidden,
  closeCodes.notFound,
]
