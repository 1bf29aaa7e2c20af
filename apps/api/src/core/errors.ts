import type { ErrorKind, WireError } from '@deskbell/protocol/error'

/** Something a client did or met that it may be told about. Everything else is told as `internal`, without words. */
export class DeskbellError extends Error {
  override readonly name = 'DeskbellError'

  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly more: { field?: string; fields?: Record<string, string>; retryAfterMs?: number } = {},
  ) {
    super(message)
  }

  toWire(): WireError {
    const { field, fields, retryAfterMs } = this.more
    return {
      kind: this.kind,
      message: this.message,
      ...(field === undefined ? {} : { field }),
      ...(fields === undefined ? {} : { fields }),
      ...(retryAfterMs === undefined ? {} : { retry_after_ms: Math.ceil(retryAfterMs) }),
    }
  }
}

/**
 * The database connection broke while a write was under way: it may or may not be stored.
 * Neither an ack nor an error may be sent; the client sends the same `client_id` again.
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown'
}

export const badRequest = (field: string, message: string) =>
  new DeskbellError('bad_request', message, { field })
/** Absent and not yours answer alike, so that nobody can ask which names exist. */
export const notFound = (what: string) => new DeskbellError('not_found', `There is no such ${what}.`)
/** @param field what of the request says which state it was meant for */
export const changedMeanwhile = (field: string) =>
  new DeskbellError('conflict', 'Somebody has changed this meanwhile.', { field })
export const forbidden = (message = 'This is not yours to do.') => new DeskbellError('forbidden', message)
export const unauthorized = (message = 'Sign in first.') => new DeskbellError('unauthorized', message)
