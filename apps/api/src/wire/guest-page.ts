import type { IncomingHttpHeaders } from 'node:http'
import { isOwnOrigin } from './own-origin.js'

/** A page that is not ours, by its origin; null when its browser keeps that to itself. */
export interface GuestPage {
  readonly origin: string | null
}

/**
 * The page that asks for a file of the widget, as far as its browser says: what is ours, and what may as well be a program
 * or somebody who typed the address, is none. Only the origin is looked at, never the path.
 * @param dest what the page wants it for, as `Sec-Fetch-Dest` says it
 * @param publicUrl our one address, if it is known
 */
export function guestPage(
  headers: IncomingHttpHeaders,
  dest: 'script' | 'iframe',
  publicUrl: string | undefined,
): GuestPage | null {
  const { 'sec-fetch-dest': wanted, 'sec-fetch-site': from } = headers
  // Not sent to plain http but on localhost, nor by old browsers: then the other headers have to do.
  if (wanted !== undefined && wanted !== dest) return null
  const origin = originOf(headers.origin) ?? originOf(headers.referer)
  if (origin !== null) return isOurs(origin, headers.host, publicUrl) ? null : { origin }
  return from === 'cross-site' || from === 'same-site' ? { origin: null } : null
}

/** Whether a page of our own asks. */
export function isOwnPage(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  const origin = originOf(headers.origin) ?? originOf(headers.referer)
  return origin === null
    ? headers['sec-fetch-site'] === 'same-origin'
    : isOurs(origin, headers.host, publicUrl)
}

/** Under PUBLIC_URL, and under whatever other address we were reached by just now. */
const isOurs = (origin: string, host: string | undefined, publicUrl: string | undefined): boolean =>
  origin === publicUrl || isOwnOrigin(origin, host, undefined)

/** Of a web page: a file, an extension and a sandboxed frame have none that would say anything. */
function originOf(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null
  const { protocol, origin } = new URL(address)
  return protocol === 'https:' || protocol === 'http:' ? origin : null
}
