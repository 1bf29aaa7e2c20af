import type { IncomingMessage, ServerResponse } from 'node:http'
import { closeCodes } from '@deskbell/protocol/error'
import type { Event } from '@deskbell/protocol/event'
import { LIMITS } from '@deskbell/protocol/limits'
import { sockets } from '@deskbell/protocol/routes'
import { isSubprotocol, SUBPROTOCOL } from '@deskbell/protocol/version'
import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { z } from 'zod/mini'
import type { Site } from '../../accounts/site-store.js'
import { DeskbellError, forbidden, notFound } from '../../core/errors.js'
import { refusal } from '../../core/refusal.js'
import type { Connection } from '../../realtime/connection.js'
import { type Credentials, readCredentials } from '../credentials.js'
import { isOwnOrigin } from '../own-origin.js'
import { claimWhenHeard } from './claim.js'
import { connect } from './connect.js'
import { identifyChatCaller, identifyRoomCaller, visitorByCookie } from './identify.js'
import { openChatSocket, openRoomSocket } from './open.js'
import type { Admitted, SocketDeps } from './socket-deps.js'

type Outcome = Admitted | DeskbellError

/** For those who speak Deskbell's wire in other versions only. */
const OTHER_VERSION = new DeskbellError(
  'bad_request',
  `This server speaks ${SUBPROTOCOL}, which was not offered.`,
  { field: 'sec-websocket-protocol' },
)

const FINAL_CODES: Partial<Record<DeskbellError['kind'], number>> = {
  unauthorized: closeCodes.unauthorized,
  forbidden: closeCodes.forbidden,
  not_found: closeCodes.notFound,
  rate_limited: closeCodes.flood,
}

/** Both sockets of the wire. Who calls is decided during the handshake; what they ask, by dispatch. */
export async function registerSockets(app: FastifyInstance, deps: SocketDeps): Promise<void> {
  const outcomes = new WeakMap<IncomingMessage, Outcome>()
  const newCookies = new WeakMap<IncomingMessage, string>()
  const answers = new WeakMap<IncomingMessage, ServerResponse>()

  await app.register(websocket, {
    options: {
      maxPayload: LIMITS.frameBytes,
      perMessageDeflate: false,
      // A node that stops cuts those who do not answer its close frame.
      clientTracking: true,
      // Of another version, any is chosen: without one browsers hang up before they hear why.
      handleProtocols: (offered: Set<string>) =>
        offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered].find(isSubprotocol) ?? false),
    },
    // A fault of one socket is logged with its request and ends that socket only.
    errorHandler: (error, socket, request) => {
      request.log.error({ err: error }, 'socket failed')
      socket.terminate()
    },
  })
  // Fastify's own cookie helpers never reach a 101 answer; this event of `ws` does.
  app.websocketServer.on('headers', (headers: string[], request: IncomingMessage) => {
    const cookie = newCookies.get(request)
    if (cookie !== undefined) headers.push(`Set-Cookie: ${cookie}`)
  })

  const handshake =
    (identify: (request: FastifyRequest, asked: Asked) => Promise<Admitted>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      answers.set(request.raw, reply.raw)
      // A picture on any page could ask for this address; only a socket may bind an id.
      if (!request.ws) throw notFound('address')
      const protocols = protocolsOf(request)
      if (protocols.some(isSubprotocol) && !protocols.includes(SUBPROTOCOL)) {
        outcomes.set(request.raw, OTHER_VERSION)
        return
      }
      const asked: Asked = {
        old: !protocols.includes(SUBPROTOCOL),
        credentials: readCredentials(
          { authorization: request.headers.authorization, cookie: request.headers.cookie, protocols },
          deps.secureCookies,
        ),
      }
      const outcome = await admit(request, asked, identify, deps.publicUrl)
      if (outcome instanceof DeskbellError) {
        // A browser shows a refused handshake as 1006 and tries for ever; our own clients are let in to be told why.
        if (asked.old || FINAL_CODES[outcome.kind] === undefined) throw outcome
      } else if (outcome.token !== null && outcome.context.actor.kind === 'visitor') {
        const { siteId, consumer } = outcome.context.actor
        newCookies.set(request.raw, deps.cookies.visitor(siteId, consumer, outcome.token))
      }
      outcomes.set(request.raw, outcome)
    }

  const handle =
    (open: (connection: Connection, admitted: Admitted) => Promise<void>) =>
    (ws: WebSocket, request: FastifyRequest) => {
      // The answer was the upgrade; the socket would keep it, and it the request, as long as it lives.
      answers.get(request.raw)?.detachSocket(request.raw.socket)
      const outcome = outcomes.get(request.raw)
      if (!outcome || outcome instanceof DeskbellError) {
        const error = outcome ?? new DeskbellError('internal', 'Something went wrong here.')
        ws.on('error', () => {})
        ws.send(JSON.stringify({ command: 'error', error: error.toWire() } satisfies Event))
        const code = error === OTHER_VERSION ? closeCodes.version : FINAL_CODES[error.kind]
        ws.close(code ?? 1011, error.kind)
        return
      }
      // Everything up to the listeners happens in this turn, so that no frame is missed.
      const connection = connect(ws, request, outcome, deps)
      open(connection, outcome).then(
        () => {
          connection.open()
          if (outcome.token !== null) claimWhenHeard(ws, connection, outcome, deps.visitors, request.log)
        },
        error => {
          request.log.error({ err: error }, 'socket could not be opened')
          connection.refuse(
            new DeskbellError('unavailable', 'Not now, try again.', { retryAfterMs: 1_000 }),
            1013,
          )
        },
      )
    }

  app.get<{ Params: { site: string } }>(
    sockets.room.path,
    {
      websocket: true,
      preValidation: handshake(async (request, asked) => {
        const { site: slug } = readParams(sockets.room.params, request)
        const { site, member } = await identifyRoomCaller(deps, { slug, ...asked })
        const holds = holdsByCookie(deps, asked.credentials, site)
        const context = {
          actor: member ?? ({ kind: 'anonymous' } as const),
          other: null,
          site,
          room: null,
          old: asked.old,
          holds,
        }
        return { context, token: null, record: null }
      }),
    },
    handle((connection, admitted) => openRoomSocket(connection, admitted, deps)),
  )

  app.get<{ Params: { site: string; consumer: string } }>(
    sockets.chat.path,
    {
      websocket: true,
      preValidation: handshake(async (request, asked) => {
        const { site: slug, consumer } = readParams(sockets.chat.params, request)
        const bind = () => deps.limits.bindAddress.take(request.ip)
        const caller = await identifyChatCaller(deps, { slug, consumer, ...asked }, bind)
        const { site, actor, other, bound } = caller
        const holds = holdsOnly(consumer)
        const visitor = [actor, other].find(one => one?.kind === 'visitor')
        const record =
          caller.record ??
          (visitor
            ? await deps.rooms.ensureForVisitor(site, visitor.visitorId)
            : await deps.rooms.findByConsumer(site, consumer))
        if (!record) throw new DeskbellError('not_found', 'There is no such visitor.')
        const context = { actor, other, site, room: record.room, old: asked.old, holds }
        return { context, token: bound && visitor ? deps.visitors.tokenFor(visitor) : null, record }
      }),
    },
    handle((connection, admitted) => openChatSocket(connection, admitted, deps)),
  )
}

/** Made out here, since whatever is made beside the request keeps it for as long as the socket lives. */
const holdsOnly = (consumer: string) => async (asked: string) => asked === consumer

const holdsByCookie =
  (deps: Pick<SocketDeps, 'visitors'>, credentials: Credentials, site: Site) => async (consumer: string) =>
    (await visitorByCookie(deps, credentials, site, consumer)) !== null

interface Asked {
  readonly old: boolean
  readonly credentials: Credentials
}

async function admit(
  request: FastifyRequest,
  asked: Asked,
  identify: (request: FastifyRequest, asked: Asked) => Promise<Admitted>,
  publicUrl: string | undefined,
): Promise<Outcome> {
  const { origin, host } = request.headers
  if (asked.credentials.anyCookie && origin !== undefined && !isOwnOrigin(origin, host, publicUrl)) {
    return forbidden('This page may not use your cookies here.')
  }
  try {
    return await identify(request, asked)
  } catch (error) {
    if (error instanceof DeskbellError) return error
    throw error
  }
}

function protocolsOf(request: FastifyRequest): string[] {
  const header = request.headers['sec-websocket-protocol'] ?? ''
  return header.split(',').map(protocol => protocol.trim())
}

function readParams<T>(schema: z.ZodMiniType<T>, request: FastifyRequest): T {
  const parsed = schema.safeParse(request.params)
  if (!parsed.success) throw refusal(parsed.error.issues, request.params, 'path')
  return parsed.data
}
