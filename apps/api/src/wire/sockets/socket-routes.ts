import type { IncomingMessage } from 'node:http'
import { closeCodes } from '@deskbell/protocol/error'
import type { Event } from '@deskbell/protocol/event'
import { LIMITS } from '@deskbell/protocol/limits'
import { sockets } from '@deskbell/protocol/routes'
import { SUBPROTOCOL, WIRE_VERSION } from '@deskbell/protocol/version'
import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RawData, WebSocket } from 'ws'
import type { CommandContext } from '../../commands/context.js'
import type { Dispatch } from '../../commands/dispatch.js'
import { DeskbellError, forbidden } from '../../core/errors.js'
import { Connection, type Socket } from '../../realtime/connection.js'
import type { Connections } from '../../realtime/connections.js'
import { invalid } from '../../realtime/frame.js'
import type { Hub } from '../../realtime/hub.js'
import { presentAuthor } from '../../realtime/present.js'
import { authorOf } from '../../rooms/journal.js'
import type { RoomStore } from '../../rooms/room-store.js'
import { type Cookies, type Credentials, readCredentials } from '../credentials.js'
import { isOwnOrigin } from '../own-origin.js'
import type { RateLimits } from '../rate-limits.js'
import { identifyChatCaller, identifyRoomCaller, visitorByCookie } from './identify.js'

export interface SocketDeps {
  readonly dispatch: Dispatch
  readonly hub: Hub
  readonly connections: Connections
  readonly rooms: Pick<RoomStore, 'ensureForVisitor' | 'findByConsumer' | 'cursor' | 'furthest'>
  readonly sites: Parameters<typeof identifyChatCaller>[0]['sites']
  readonly sessions: Parameters<typeof identifyChatCaller>[0]['sessions']
  readonly visitors: Parameters<typeof identifyChatCaller>[0]['visitors'] & {
    tokenFor(visitor: Extract<CommandContext['actor'], { kind: 'visitor' }>): string
  }
  readonly limits: Pick<RateLimits, 'frameAccount' | 'frameAddress' | 'bindAddress'>
  readonly cookies: Pick<Cookies, 'visitor'>
  /** Whether people reach us by https. */
  readonly secureCookies: boolean
  readonly publicUrl: string | undefined
  readonly epoch: () => Promise<string>
}

/** What the handshake found out; the socket's handler goes on from there. */
type Admitted = { readonly context: Omit<CommandContext, 'following'>; readonly token: string | null }
type Outcome = Admitted | DeskbellError

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

  await app.register(websocket, {
    options: {
      maxPayload: LIMITS.frameBytes,
      perMessageDeflate: false,
      clientTracking: false,
      handleProtocols: (offered: Set<string>) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
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
    async (request: FastifyRequest): Promise<void> => {
      const protocols = protocolsOf(request)
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
      const outcome = outcomes.get(request.raw)
      if (!outcome || outcome instanceof DeskbellError) {
        const error = outcome ?? new DeskbellError('internal', 'Something went wrong here.')
        ws.on('error', () => {})
        ws.send(JSON.stringify({ command: 'error', error: error.toWire() } satisfies Event))
        ws.close(FINAL_CODES[error.kind] ?? 1011, error.kind)
        return
      }
      // Everything up to the listeners happens in this turn, so that no frame is missed.
      const connection = connect(ws, request, outcome, deps)
      open(connection, outcome).then(
        () => connection.open(),
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
        const holds = async (consumer: string) =>
          (await visitorByCookie(deps, asked.credentials, site, consumer)) !== null
        const context = {
          actor: member ?? ({ kind: 'anonymous' } as const),
          other: null,
          site,
          room: null,
          old: asked.old,
          holds,
        }
        return { context, token: null }
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
        const { site, actor, other, bound } = await identifyChatCaller(
          deps,
          { slug, consumer, ...asked },
          bind,
        )
        const holds = async (asked: string) => asked === consumer
        const visitor = [actor, other].find(one => one?.kind === 'visitor')
        const record = visitor
          ? await deps.rooms.ensureForVisitor(site, visitor.visitorId)
          : await deps.rooms.findByConsumer(site, consumer)
        if (!record) throw new DeskbellError('not_found', 'There is no such visitor.')
        const context = { actor, other, site, room: record.room, old: asked.old, holds }
        return { context, token: bound && visitor ? deps.visitors.tokenFor(visitor) : null }
      }),
    },
    handle((connection, admitted) => openChatSocket(connection, admitted, deps)),
  )
}

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

function readParams<T>(
  schema: {
    safeParse(
      value: unknown,
    ): { success: true; data: T } | { success: false; error: Parameters<typeof invalid>[0] }
  },
  request: FastifyRequest,
): T {
  const parsed = schema.safeParse(request.params)
  if (!parsed.success) throw invalid(parsed.error, 'path')
  return parsed.data
}

function connect(
  ws: WebSocket,
  request: FastifyRequest,
  { context }: Admitted,
  deps: SocketDeps,
): Connection {
  const socket: Socket = {
    send: text => ws.send(text),
    close: (code, reason) => ws.close(code, reason),
    terminate: () => ws.terminate(),
    ping: () => ws.ping(),
    pause: () => ws.pause(),
    resume: () => ws.resume(),
    get buffered() {
      return ws.bufferedAmount
    },
  }
  const account =
    context.actor.kind === 'member'
      ? context.actor.userId
      : context.actor.kind === 'visitor'
        ? context.actor.visitorId
        : null
  const connection = new Connection({
    socket,
    dispatch: deps.dispatch,
    hub: deps.hub,
    context,
    takeFrame: async () => {
      if (account !== null) await deps.limits.frameAccount.take(account)
      await deps.limits.frameAddress.take(request.ip)
    },
    onError: (error, command) => request.log.error({ err: error, command }, 'command failed'),
  })
  ws.on('message', (data: RawData, isBinary: boolean) => {
    // Binary means nothing here; as text it is answered like any other frame that is not JSON.
    connection.receive(isBinary ? '' : String(data))
  })
  ws.on('pong', () => {
    connection.missedBeats = 0
  })
  ws.on('close', () => connection.gone())
  // A frame too large, a broken pipe: `close` follows.
  ws.on('error', error => request.log.debug({ err: error }, 'socket error'))
  deps.connections.add(connection)
  return connection
}

async function openRoomSocket(
  connection: Connection,
  { context }: Admitted,
  deps: SocketDeps,
): Promise<void> {
  const { actor, site } = context
  if (actor.kind !== 'member') return
  connection.siteId = site.id
  connection.onLeave(deps.hub.followSite(site, connection))
  connection.tell({ ...(await hello(deps)), member: presentAuthor(authorOf(actor)) })
}

async function openChatSocket(
  connection: Connection,
  { context, token }: Admitted,
  deps: SocketDeps,
): Promise<void> {
  const { room, actor } = context
  if (!room || actor.kind === 'anonymous') return
  if (token !== null) {
    connection.tell({ command: 'session', token, consumer: room.visitor?.consumer ?? '' })
  }
  // Read again: the handshake is a moment ago. Follow before anything else is read.
  const record = await deps.rooms.findByConsumer(context.site, room.visitor?.consumer ?? '')
  if (!record) throw new DeskbellError('not_found', 'There is no such visitor.')
  connection.followRoom(record)
  if (context.old) return
  const reader = { kind: actor.kind, id: actor.kind === 'visitor' ? actor.visitorId : actor.userId }
  const [own, others, greeting] = await Promise.all([
    deps.rooms.cursor(room, reader),
    deps.rooms.furthest(room, actor.kind === 'visitor' ? 'member' : 'visitor'),
    hello(deps),
  ])
  const { head } = record
  const visitor = actor.kind === 'visitor'
  connection.tell({
    ...greeting,
    chat: {
      room_id: room.id,
      seq: visitor ? head.publicSeq : head.seq,
      first: visitor ? head.publicFirst : head.first,
      message_count: head.messageCount,
      read: { seq: visitor ? own.publicSeq : own.seq, messages: own.messages },
      others_read: visitor ? others.publicSeq : others.seq,
    },
  })
}

async function hello(deps: Pick<SocketDeps, 'epoch'>) {
  return {
    command: 'hello' as const,
    version: WIRE_VERSION,
    epoch: await deps.epoch(),
    now: new Date().toISOString(),
    heartbeat_ms: LIMITS.heartbeat,
  }
}
