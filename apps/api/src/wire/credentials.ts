import { createHash } from 'node:crypto'
import { BEARER_PREFIX, VISITOR_ROLE } from '@deskbell/protocol/version'
import { parse, serialize } from 'cookie'

/** The longest life a browser grants a cookie, seconds. What ends a session is its row. */
const COOKIE_AGE = 400 * 24 * 3600

/** Every way a token may come in with a request; which of them counts is decided in asker.ts. */
export interface Credentials {
  /** From `Authorization` or a `bearer.` subprotocol. Beats every cookie, also when it is no good. */
  readonly bearer: string | undefined
  /** Not given when the socket offered the `visitor` role. */
  readonly memberCookie: string | undefined
  visitorCookie(siteId: string, consumer: string): string | undefined
  /** Whether a cookie of ours came along, so that the request may be somebody else's page acting for its reader. */
  readonly anyCookie: boolean
}

interface Given {
  readonly authorization?: string | undefined
  readonly cookie?: string | undefined
  /** Offered subprotocols. */
  readonly protocols?: readonly string[] | undefined
}

/**
 * Reads the headers of a request or an upgrade; nothing is verified yet.
 * @param secure whether people reach us by https, as {@link Cookies} was told
 */
export function readCredentials(given: Given, secure: boolean): Credentials {
  const bearer = fromAuthorization(given.authorization) ?? fromProtocols(given.protocols)
  const cookies: Record<string, string | undefined> = given.cookie ? parse(given.cookie) : {}
  const asVisitor = given.protocols?.includes(VISITOR_ROLE) ?? false
  const named = (name: string) => (Object.hasOwn(cookies, name) && cookies[name] ? cookies[name] : undefined)
  const memberCookie = named(memberCookieName(secure))
  return {
    bearer,
    memberCookie: asVisitor ? undefined : memberCookie,
    visitorCookie: (siteId, consumer) => named(visitorCookieName(siteId, consumer)),
    anyCookie:
      memberCookie !== undefined || Object.keys(cookies).some(name => name.startsWith(VISITOR_COOKIE)),
  }
}

function fromAuthorization(header: string | undefined): string | undefined {
  return /^(?:token|bearer) +(\S+)$/i.exec(header?.trim() ?? '')?.[1]
}

function fromProtocols(protocols: readonly string[] | undefined): string | undefined {
  const offered = protocols?.find(protocol => protocol.startsWith(BEARER_PREFIX))
  return offered?.slice(BEARER_PREFIX.length) || undefined
}

/** Browsers take a `__Host-` name only over https and without a Domain: no neighbouring host can plant it. */
const memberCookieName = (secure: boolean): string => (secure ? '__Host-deskbell' : 'deskbell')
const VISITOR_COOKIE = 'dbv_'

/** One for each site and consumer id, so that a browser may be several visitors. Names neither. */
const visitorCookieName = (siteId: string, consumer: string): string =>
  VISITOR_COOKIE + createHash('sha256').update(`${siteId}:${consumer}`).digest('base64url').slice(0, 22)

/** Makes the `Set-Cookie` lines. `secure` when people reach us by https. */
export class Cookies {
  constructor(private readonly secure: boolean) {}

  member(token: string): string {
    return this.make(memberCookieName(this.secure), token, COOKIE_AGE)
  }

  /** Takes the member's cookie away. */
  signedOut(): string {
    return this.make(memberCookieName(this.secure), '', 0)
  }

  /** For the 101 answer of a chat socket that was just bound to its consumer id. */
  visitor(siteId: string, consumer: string, token: string): string {
    return this.make(visitorCookieName(siteId, consumer), token, COOKIE_AGE)
  }

  private make(name: string, value: string, maxAge: number): string {
    return serialize(name, value, {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.secure,
      path: '/',
      maxAge,
    })
  }
}
