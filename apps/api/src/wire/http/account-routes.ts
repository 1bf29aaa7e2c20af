import type { FastifyRequest } from 'fastify'
import type { AccountService, Caller } from '../../accounts/account-service.js'
import type { SessionService } from '../../accounts/session-service.js'
import { publicUser } from '../../accounts/user.js'
import type { Cookies } from '../credentials.js'
import type { Handlers } from './route.js'

interface Deps {
  readonly accounts: AccountService
  readonly sessions: SessionService
  readonly cookies: Cookies
}

type AccountRoutes =
  | 'signUp'
  | 'signIn'
  | 'signOut'
  | 'changePassword'
  | 'me'
  | 'sessions'
  | 'endSession'
  | 'endOtherSessions'

/** Accounts and sessions over REST. */
export function accountHandlers({ accounts, sessions, cookies }: Deps): Pick<Handlers, AccountRoutes> {
  return {
    signUp: async ({ body, request, reply }) => {
      const { token, user } = await accounts.signUp(body, callerOf(request))
      reply.header('set-cookie', cookies.member(token))
      return { message: 'success', token, userDetails: { user } }
    },
    signIn: async ({ body, request, reply }) => {
      const { token, user } = await accounts.signIn(body.username, body.password, callerOf(request))
      reply.header('set-cookie', cookies.member(token))
      return { token, userDetails: { user } }
    },
    signOut: async ({ asker, reply }) => {
      await sessions.signOut(asker.signedIn)
      reply.header('set-cookie', cookies.signedOut())
      return { detail: 'success' }
    },
    changePassword: async ({ asker, body, request }) => {
      await accounts.changePassword(asker.signedIn, body.current, body.password, callerOf(request))
      return { detail: 'success' }
    },
    me: async ({ asker: { signedIn } }) => {
      const { user, session } = signedIn
      const memberships = await sessions.sitesOf(signedIn)
      return {
        user: { ...publicUser(user), id: user.id },
        sites: memberships.map(({ siteId, slug, siteName, role }) => ({
          id: siteId,
          slug,
          name: siteName,
          role,
        })),
        session: {
          id: session.id,
          created: session.createdAt.toISOString(),
          expires: session.expiresAt.toISOString(),
        },
      }
    },
    sessions: async ({ asker }) => ({ sessions: await sessions.list(asker.signedIn) }),
    endSession: async ({ asker, params }) => {
      await sessions.endSession(asker.signedIn, params.session)
      return { detail: 'success' }
    },
    endOtherSessions: async ({ asker }) => {
      await sessions.endOtherSessions(asker.signedIn)
      return { detail: 'success' }
    },
  }
}

const callerOf = (request: FastifyRequest): Caller => ({
  address: request.ip,
  userAgent: request.headers['user-agent'] ?? '',
})
