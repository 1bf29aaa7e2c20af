import { randomUUID } from 'node:crypto'
import { LIMITS } from '@deskbell/protocol/limits'
import helmet from '@fastify/helmet'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  LogController,
} from 'fastify'
import type { Tokens } from '../accounts/token.js'
import { notFound } from '../core/errors.js'
import { errorReply } from './error-replies.js'
import { addJsonBody } from './json-body.js'
import { addMultipart } from './multipart.js'
import { endSilentConnections } from './silent-connections.js'
import { addTokens } from './tokens.js'
import { type TraceRequest, traceRequests } from './traced-requests.js'

export interface ServerOptions {
  /** The signing key. */
  readonly secret: string
  readonly publicUrl: string | undefined
  /** Whose X-Forwarded-For counts. */
  readonly trustProxy: false | number | string[]
  readonly logger: FastifyBaseLogger
  /** Before anything is done for a caller. @throws overloaded */
  readonly admit?: () => void
  /** Told of every answer, for the figures. */
  readonly answered?: (call: AnsweredCall) => void
  readonly trace?: TraceRequest | undefined
}

/** By the route's pattern: an address as typed may hold a visitor's name. */
interface AnsweredCall {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly ms: number
}

/** Whoever asks these wants to know how we are, also when it is too much. */
const ALWAYS: readonly string[] = ['/healthz', '/readyz', '/metrics']

/**
 * The server before any route: what holds for all of them. Errors of every kind, the framework's own too, are told
 * in one shape; what is not meant for the asker is logged under the request's id and told without words.
 */
export async function createServer(
  options: ServerOptions,
): Promise<{ app: FastifyInstance; tokens: Tokens }> {
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedProxies(options.trustProxy),
    bodyLimit: LIMITS.bodyBytes,
    // Time for the whole request; 5 MB over a bad mobile line fit in.
    requestTimeout: 120_000,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4_096 },
    frameworkErrors: (error, request, reply) => tell(error, reply, request.log),
  })
  endSilentConnections(app)
  app.setErrorHandler((error, request, reply) => tell(error, reply, request.log))
  app.setNotFoundHandler((request, reply) => tell(notFound('address'), reply, request.log))
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (!ALWAYS.includes(request.routeOptions.url ?? '')) options.admit?.()
  })
  app.addHook('onResponse', async (request, reply) => {
    const { statusCode, elapsedTime } = reply
    request.log.info({ req: request, status: statusCode, ms: Math.round(elapsedTime) }, 'answered')
    const route = request.routeOptions.url ?? '(none)'
    options.answered?.({ method: request.method, route, status: statusCode, ms: elapsedTime })
  })
  if (options.trace) traceRequests(app, options.trace)
  await app.register(helmet, securityHeaders(options.publicUrl))
  addJsonBody(app)
  await addMultipart(app)
  const tokens = await addTokens(app, options.secret)
  return { app, tokens }
}

/** Fastify trusts no number of hops, since anybody who reaches us past the proxy can forge them; here it was asked for. */
function trustedProxies(trustProxy: ServerOptions['trustProxy']) {
  return typeof trustProxy === 'number' ? (_address: string, hop: number) => hop < trustProxy : trustProxy
}

function tell(error: unknown, reply: FastifyReply, log: FastifyBaseLogger): void {
  const { status, body, retryAfter, unexpected } = errorReply(error)
  if (unexpected) log.error({ err: error }, 'unexpected error')
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
  // The rest of what was refused may still be on its way; nobody reads it.
  if (status === 413 || status === 408) reply.header('connection', 'close')
  reply.code(status).type('application/json; charset=utf-8').header('cache-control', 'no-store').send(body)
}

/** For answers that are data. Pages have policies of their own, see page-policy.ts. */
function securityHeaders(publicUrl: string | undefined) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Only the origin is ever told, and only to ourselves.
    referrerPolicy: { policy: 'same-origin' as const },
    strictTransportSecurity: publicUrl?.startsWith('https:') ? { maxAge: 15_552_000 } : false,
    xFrameOptions: { action: 'deny' as const },
  }
}
