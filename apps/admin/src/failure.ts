import { ApiError } from './api.js'

/** What a failed call means for the person who waits for it. Says what is safe and when to come back. */
export function sayFailure(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong here. Load the page again.'
  switch (error.kind) {
    case 'offline':
      return 'The server did not answer. What you typed is still here; try again.'
    case 'unavailable':
    case 'overloaded':
    case 'internal':
      return 'The server cannot do this just now. What you typed is still here; try again in a moment.'
    case 'rate_limited':
      return `Too many tries. Wait ${waitWords(error.retryAfterMs)}, then try again.`
    case 'unauthorized':
      return 'You are signed out. Sign in again.'
    case 'forbidden':
      return 'You may not do this here. Ask the owner of the site.'
    case 'too_large':
      return 'This is too large.'
    default:
      return error.message
  }
}

function waitWords(ms: number | undefined): string {
  if (ms === undefined) return 'a moment'
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}

/**
 * The words beside one field. The server's are a predicate ("is empty"), so the label makes them a sentence.
 * Undefined when this field is not at fault.
 */
export function fieldError(error: unknown, field: string, label: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  const words = error.fields[field]
  if (words === undefined) return undefined
  return /^\p{Ll}/u.test(words) ? `${label} ${words}` : words
}

/** Whether the fields say it all, so that no banner is needed on top. `shown`: the fields of the form. */
export function saidByFields(error: unknown, shown: readonly string[]): boolean {
  return error instanceof ApiError && Object.keys(error.fields).some(field => shown.includes(field))
}
