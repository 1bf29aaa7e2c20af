/** What `frame-ancestors` says of the chat's frame: a site that names no origin may be embedded by anybody. */
export const frameAncestors = (origins: readonly string[]): string =>
  origins.length === 0 ? '*' : ["'self'", ...origins].join(' ')

/**
 * Who may read a site's public answers from another origin.
 * @returns the value of `Access-Control-Allow-Origin`, or null to leave it out
 */
export function allowOrigin(origins: readonly string[], asking: string | undefined): string | null {
  if (origins.length === 0) return '*'
  return asking !== undefined && origins.includes(asking) ? asking : null
}
