import type { ErrorBody, ErrorKind } from '@deskbell/protocol/error'
import { DeskbellError, OutcomeUnknown } from '../core/errors.js'
import { isConnectionLost } from '../db/client.js'

/** The one place where a kind of error becomes an HTTP status. */
const STATUS: Record<ErrorKind, number> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_type: 415,
  rate_limited: 429,
  overloaded: 503,
  unavailable: 503,
  internal: 500,
}

/** What Fastify and its multipart parser throw, as what it means to the asker. */
const KNOWN: Readonly<Record<string, () => DeskbellError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => tooLarge('body', 'is too large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new DeskbellError('unsupported_type', 'The content type is not one this takes.', {
      field: 'content-type',
    }),
  FST_REQ_FILE_TOO_LARGE: () => tooLarge('file', 'is larger than 5 MB'),
  FST_PARTS_LIMIT: () => tooLarge('body', 'has too many parts'),
  FST_FILES_LIMIT: () => tooLarge('file', 'may be only one'),
  FST_FIELDS_LIMIT: () => tooLarge('body', 'has too many fields'),
  FST_ERR_BAD_URL: () =>
    new DeskbellError('bad_request', 'The address is not well formed.', { field: 'path' }),
}

const tooLarge = (field: string, message: string) =>
  new DeskbellError('too_large', `${field} ${message}`, { field })

export interface ErrorReply {
  readonly status: number
  readonly body: ErrorBody
  /** Seconds. */
  readonly retryAfter: number | undefined
  /** A defect of ours: to be logged, and told without words. */
  readonly unexpected: boolean
}

/** What is answered to whoever met this error. */
export function errorReply(error: unknown): ErrorReply {
  const told = toTold(error)
  const wire = (told ?? new DeskbellError('internal', 'Something went wrong on our side.')).toWire()
  return {
    status: STATUS[wire.kind],
    body: { detail: wire.message, error: wire },
    retryAfter: wire.retry_after_ms === undefined ? undefined : Math.ceil(wire.retry_after_ms / 1000),
    unexpected: told === null,
  }
}

function toTold(error: unknown): DeskbellError | null {
  if (error instanceof DeskbellError) return error
  if (error instanceof OutcomeUnknown || isConnectionLost(error) || isConnectionLost(causeOf(error))) {
    const words = 'The database cannot be reached just now. Please try again.'
    return new DeskbellError('unavailable', words, { retryAfterMs: 1_000 })
  }
  if (!(error instanceof Error)) return null
  const known = KNOWN['code' in error ? String(error.code) : '']
  if (known) return known()
  const status = 'statusCode' in error ? Number(error.statusCode) : 500
  // Other complaints of the framework about what was sent; its own words may repeat the input.
  return status >= 400 && status < 500
    ? new DeskbellError('bad_request', 'The request is not well formed.')
    : null
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined)
