import {
  type AnswerOf,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type Route,
  type RouteName,
  routes,
} from '@deskbell/protocol/routes'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn } from '../../accounts/session-store.js'
import { badRequest, DeskbellError, forbidden, unauthorized } from '../../core/errors.js'
import { refusal } from '../../core/refusal.js'
import type { Askers, RoomAsker, SiteAsker } from '../asker.js'
import { type Credentials, readCredentials } from '../credentials.js'
import { type GivenFile, readMultipart } from '../multipart.js'
import { isOwnOrigin } from '../own-origin.js'
import { listFields } from './list-fields.js'

/** Who asks, as far as a route's access says it must be known. */
interface AskerByAccess {
  anyone: object
  'signed-in': { readonly signedIn: SignedIn }
  'site-member': SiteAsker
  'site-admin': SiteAsker
  room: RoomAsker
}
type AskerOf<N extends RouteName> = AskerByAccess[(typeof routes)[N]['access']]

/** A call that was let in: everything in it was validated. */
interface Call<N extends RouteName> {
  readonly params: ParamsOf<N>
  readonly query: QueryOf<N>
  readonly body: BodyOf<N>
  readonly asker: AskerOf<N>
  readonly files: readonly GivenFile[]
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type Handler<N extends RouteName> = (call: Call<N>) => Promise<AnswerOf<N>> | AnswerOf<N>

/** One handler for every route of the table: a route without one does not compile. */
export type Handlers = { readonly [N in RouteName]: Handler<N> }

export interface RouteDeps {
  readonly askers: Askers
  readonly publicUrl: string | undefined
  /** Whether people reach us by https. */
  readonly secureCookies: boolean
  /** Looks at a request before its body is read, and throws to refuse it. */
  readonly early: { readonly [N in RouteName]?: (request: FastifyRequest) => Promise<void> }
}

/** What is known of a request before its body is read. */
interface Admitted {
  readonly params: unknown
  readonly query: unknown
  readonly credentials: Credentials
  /** Null where the body says which room it is about. */
  readonly asker: object | null
}

/** Registers every route of the protocol's table. */
export function addRoutes(app: FastifyInstance, deps: RouteDeps, handlers: Handlers): void {
  const add = <N extends RouteName>(name: N) => registerRoute(app, deps, name, handlers[name])
  for (const name of Object.keys(routes) as RouteName[]) add(name)
}

/** Registers one route: origin, credential and input are checked before the handler is called. */
function registerRoute<N extends RouteName>(
  app: FastifyInstance,
  deps: RouteDeps,
  name: N,
  handler: Handler<N>,
): void {
  const route: Route = routes[name]
  const admitted = new WeakMap<FastifyRequest, Admitted>()
  const lists = route.multipart && route.body ? listFields(route.body) : new Set<string>()
  app.route({
    method: route.method,
    url: route.path,
    // A schema would be one more definition of the wire; the table's own is used below.
    onRequest: async request => {
      admitted.set(request, await admit(deps, name, request))
    },
    handler: async (request, reply) => {
      // What is told to one asker is not for the next; handlers of what may be kept say so.
      if (typeof route.answer !== 'string') reply.header('cache-control', 'no-store')
      const known = admitted.get(request)
      if (known === undefined) throw new Error('a route was reached past its own check')
      const { body, files, author } = await readBody(route, request, lists)
      const asker = known.asker ?? (await roomAsker(deps.askers, known.credentials, body, author))
      // The one place where what the table's schemas made becomes what its types say.
      const call = { params: known.params, query: known.query, body, asker, files, request, reply } as Call<N>
      const answer = await handler(call)
      if (!reply.sent) reply.code(reply.statusCode === 200 ? route.status : reply.statusCode)
      return answer
    },
  })
}

async function admit(deps: RouteDeps, name: RouteName, request: FastifyRequest): Promise<Admitted> {
  const route: Route = routes[name]
  const { authorization, cookie } = request.headers
  const credentials = readCredentials({ authorization, cookie }, deps.secureCookies)
  if (route.method !== 'GET' && !isReadOnly(name)) refuseForeignPage(deps, request, credentials)
  if (route.access !== 'anyone' && credentials.bearer === undefined && !credentials.anyCookie) {
    throw unauthorized()
  }
  const params = check(route.params, request.params, 'path')
  const query = check(route.query, request.query, 'query')
  await deps.early[name]?.(request)
  const asker = await askerOf(deps.askers, route, credentials, params)
  return { params, query, credentials, asker }
}

/** Asked by pages of other sites, with a body only because the old systems did: changes nothing, uses no credential. */
const isReadOnly = (name: RouteName): boolean => name === 'chatbotDetails'

/**
 * A page of somebody else's may make its reader's browser send our cookies along, or sign in as its own user. Every
 * browser says which page a write comes from; what says nothing is no browser.
 */
function refuseForeignPage(deps: RouteDeps, request: FastifyRequest, credentials: Credentials): void {
  if (credentials.bearer !== undefined) return
  const { origin, host, 'sec-fetch-site': site } = request.headers
  const foreign =
    origin === undefined
      ? site === 'cross-site' || site === 'same-site'
      : !isOwnOrigin(origin, host, deps.publicUrl)
  if (foreign) throw forbidden('Another site’s page may not do this.')
}

function check(schema: Route['params'], value: unknown, whole: string): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw refusal(parsed.error.issues, value, whole)
}

async function askerOf(
  askers: Askers,
  { access }: Route,
  credentials: Credentials,
  params: unknown,
): Promise<object | null> {
  const { site, consumer } = (params ?? {}) as { site?: string; consumer?: string }
  switch (access) {
    case 'anyone':
      return {}
    case 'signed-in':
      return { signedIn: await askers.signedIn(credentials) }
    case 'site-member':
      return askers.inSite(credentials, site)
    case 'site-admin':
      return askers.inSiteAsAdmin(credentials, site)
    case 'room':
      if (site === undefined || consumer === undefined) return null
      return askers.inRoomOf(credentials, site, consumer, { author: undefined, otherwise: 'member' })
  }
}

/** Old clients name themselves in the body, which chooses between the two credentials a browser may hold. */
function roomAsker(
  askers: Askers,
  credentials: Credentials,
  body: unknown,
  author: unknown,
): Promise<RoomAsker> {
  const { room, draft } = body as { room: string; draft?: string }
  // Only Deskbell's own clients upload drafts, and its widget does so with a token: this cookie is the inbox's.
  return askers.inRoomNamed(credentials, room, { author, otherwise: draft === '1' ? 'member' : 'visitor' })
}

interface ReadBody {
  readonly body: unknown
  readonly files: readonly GivenFile[]
  readonly author: unknown
}

async function readBody(
  route: Route,
  request: FastifyRequest,
  lists: ReadonlySet<string>,
): Promise<ReadBody> {
  if (request.isMultipart()) {
    if (!route.multipart) {
      throw new DeskbellError('unsupported_type', 'This takes JSON.', { field: 'content-type' })
    }
    const { fields, files } = await readMultipart(request)
    for (const name of lists) {
      const value = fields[name]
      // A form has no lists: one value, several of one name, or an empty one for none.
      if (value !== undefined)
        fields[name] = (Array.isArray(value) ? value : [value]).filter(item => item !== '')
    }
    return { body: check(route.body, fields, 'body'), files, author: fields.author }
  }
  if (route.body === undefined) return { body: undefined, files: [], author: undefined }
  if (typeof request.body !== 'object' || request.body === null || Array.isArray(request.body)) {
    throw badRequest('body', 'The body is not an object of JSON.')
  }
  return { body: check(route.body, request.body, 'body'), files: [], author: undefined }
}
