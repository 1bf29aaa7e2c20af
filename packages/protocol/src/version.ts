/** The subprotocol Deskbell's own clients offer on every socket; clients of the older systems offer none. */
export const SUBPROTOCOL = 'deskbell.v1'

/** Whether this is a subprotocol of Deskbell's, of whatever version. */
export const isSubprotocol = (offer: string): boolean => /^deskbell\.v\d{1,6}$/.test(offer)

/** Offered beside {@link SUBPROTOCOL} by the widget: ignore any member's cookie, I am a visitor. */
export const VISITOR_ROLE = 'visitor'

/** Offered beside {@link SUBPROTOCOL} to carry a token, since browsers cannot set headers on a socket. */
export const BEARER_PREFIX = 'bearer.'

/**
 * The version of the wire. `version.test.ts` hashes every schema and fails when one changes:
 * raise this (a client of the old version must still be served) and record the new hash.
 */
export const WIRE_VERSION = 1
