import type { FastifyRequest } from 'fastify'
import pino from 'pino'

/**
 * What of an error may be written down. Messages of the database and of parsers repeat the values they met, so only
 * where it happened and the database's own codes are kept of those.
 */
export function loggedError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const cause = error.cause instanceof Error ? error.cause : error
  const told = 'code' in cause || error !== cause || error instanceof SyntaxError
  const { code, constraint, table } = cause as { code?: unknown; constraint?: unknown; table?: unknown }
  const frames = error.stack?.split('\n').filter(line => /^\s+at /.test(line))
  return {
    type: error.name,
    ...(told ? {} : { message: error.message }),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    stack: frames?.join('\n'),
  }
}

/** Of a request the route it took: an address as typed may hold a visitor's name or a secret. */
const loggedRequest = (request: FastifyRequest) => ({
  method: request.method,
  route: request.routeOptions?.url ?? '(none)',
})

/** Anything of these names is cut out wherever somebody logs it by mistake. */
const SECRET = [
  'password',
  'token',
  'authorization',
  'cookie',
  'content',
  'secret',
  'current',
  'consumer',
  'email',
]

/** The server's log: JSON lines without message content, tokens, passwords or visitors' names. */
export function createLogger(level: string, stream?: pino.DestinationStream): pino.Logger {
  const options: pino.LoggerOptions = {
    level,
    redact: {
      paths: SECRET.flatMap(name => [name, `*.${name}`, `*.*.${name}`, `*["set-${name}"]`]),
      censor: '[cut]',
    },
    // Parts that log an address by themselves call it `path`; it holds the query as well.
    serializers: { err: loggedError, error: loggedError, req: loggedRequest, path: () => '[cut]' },
  }
  return stream ? pino(options, stream) : pino(options)
}
