const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a page of this origin is ours, so that a cookie it sends along was meant.
 * @param host the Host header of the same request
 * @param publicUrl our one address, if it is known. Otherwise ours is where the request came to, and the loopback
 *   names on one port are all the same server
 */
export function isOwnOrigin(
  origin: string,
  host: string | undefined,
  publicUrl: string | undefined,
): boolean {
  if (publicUrl !== undefined) return origin === publicUrl
  if (host === undefined || !URL.canParse(origin) || !URL.canParse(`http://${host}`)) return false
  const from = new URL(origin)
  if (from.origin !== origin) return false
  // The scheme is the asker's: a proxy in front may have taken https off.
  const to = new URL(`${from.protocol}//${host}`)
  if (from.host === to.host) return true
  return from.port === to.port && LOOPBACK.has(from.hostname) && LOOPBACK.has(to.hostname)
}
