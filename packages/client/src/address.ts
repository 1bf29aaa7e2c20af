import { BEARER_PREFIX, SUBPROTOCOL, VISITOR_ROLE } from '@deskbell/protocol/version'

/** The chat socket of one visitor. `base` is our origin, such as `https://desk.example`. */
export function chatAddress(base: string, site: string, consumer: string): string {
  return `${socketOrigin(base)}/ws/chat/${encodeURIComponent(site)}/${encodeURIComponent(consumer)}`
}

/** The room socket of a site's members. */
export function roomAddress(base: string, site: string): string {
  return `${socketOrigin(base)}/ws/room/${encodeURIComponent(site)}`
}

/** What to offer when opening a socket. Without a token a member is known by the cookie. */
export function subprotocols(role: 'visitor' | 'member', token: string | null): readonly string[] {
  return [
    SUBPROTOCOL,
    ...(role === 'visitor' ? [VISITOR_ROLE] : []),
    ...(token ? [BEARER_PREFIX + token] : []),
  ]
}

function socketOrigin(base: string): string {
  return base.replace(/^http/, 'ws')
}
