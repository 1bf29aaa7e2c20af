import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod/mini'
import { StartError } from './core/start-error.js'

/**
 * What the environment says, parsed once. The one use of zod outside packages/protocol: the environment is an
 * input from outside like any other, but it is no part of the wire.
 */
export interface Config {
  /** 0 takes any free port; only tests want that. */
  port: number
  host: string
  /** Absolute path. */
  dataDir: string
  /** Unset: the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined
  /** Unset: this is the only node. */
  redisUrl: string | undefined
  /** An origin without a trailing slash, such as `https://chat.example.com`. */
  publicUrl: string | undefined
  /** Whose X-Forwarded-For counts, as Fastify's `trustProxy` takes it: nobody's, of so many hops, or of these addresses. */
  trustProxy: false | number | string[]
  logLevel: LogLevel
  /** How many times the usual allowances everybody has; `Infinity`: nothing is counted. */
  rateLimits: number
  /** Unset: made once and kept in `dataDir`; see secret.ts. */
  secret: string | undefined
  /** Unset: nobody may read `/metrics`, and nothing is counted for it. */
  metricsToken: string | undefined
  /** Whether traces are sent; where to, and how, OpenTelemetry's own variables say. */
  traces: boolean
  /** Milliseconds that a stopping node calls itself not ready and still serves. */
  stopDelay: number
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
type LogLevel = (typeof logLevels)[number]

const text = (rule: string, holds: (value: string) => boolean) => z.string().check(z.refine(holds, rule))

const wholeNumber = (value: string, low: number, high: number) =>
  /^\d{1,6}$/.test(value) && Number(value) >= low && Number(value) <= high

const isUrl = (value: string, protocols: string[]) => {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  return protocols.includes(url.protocol) && url.host !== ''
}

const isOrigin = (value: string) => {
  if (!isUrl(value, ['http:', 'https:'])) return false
  const url = new URL(value)
  return `${url.origin}/` === url.href
}

const isHost = (value: string) => isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(value)

const isNetwork = (value: string) => {
  const [address = '', bits, ...rest] = value.split('/')
  const family = isIP(address)
  if (['loopback', 'linklocal', 'uniquelocal'].includes(value)) return true
  return (
    rest.length === 0 && family !== 0 && (bits === undefined || wholeNumber(bits, 0, family === 4 ? 32 : 128))
  )
}

const trustProxyRule =
  'must be off, a number of hops such as 1, or addresses such as loopback,10.0.0.0/8 (to trust everyone would let anyone forge an address)'

const trustProxy = z.pipe(
  text(
    trustProxyRule,
    value =>
      value === 'off' || wholeNumber(value, 1, 16) || value.split(',').every(part => isNetwork(part.trim())),
  ),
  z.transform((value): Config['trustProxy'] => {
    if (value === 'off') return false
    return /^\d+$/.test(value) ? Number(value) : value.split(',').map(part => part.trim())
  }),
)

const collector = text('must look like http://host:4318', value => isUrl(value, ['http:', 'https:']))

const environment = z.object({
  PORT: z.pipe(
    z._default(
      text('must be a whole number from 0 to 65535', value => wholeNumber(value, 0, 65535)),
      '8000',
    ),
    z.transform(Number),
  ),
  HOST: z._default(text('must be an address or a host name', isHost), '127.0.0.1'),
  DATA_DIR: z.pipe(
    z._default(
      text('must be a path', value => !value.includes('\0')),
      './data',
    ),
    z.transform((value: string) => resolve(value)),
  ),
  DATABASE_URL: z.optional(
    text('must look like postgres://user:password@host:5432/name', value =>
      isUrl(value, ['postgres:', 'postgresql:']),
    ),
  ),
  REDIS_URL: z.optional(
    text('must look like redis://host:6379', value => isUrl(value, ['redis:', 'rediss:'])),
  ),
  PUBLIC_URL: z.optional(
    z.pipe(
      text('must be an address without a path, such as https://chat.example.com', isOrigin),
      z.transform(value => new URL(value).origin),
    ),
  ),
  TRUST_PROXY: z._default(trustProxy, false),
  LOG_LEVEL: z._default(z.enum(logLevels, `must be one of ${logLevels.join(', ')}`), 'info'),
  RATE_LIMITS: z.pipe(
    z._default(
      text(
        'must be on, off or how many times as much as usual is let through, from 1 to 100000',
        value => value === 'on' || value === 'off' || wholeNumber(value, 1, 100_000),
      ),
      'on',
    ),
    z.transform(value => (value === 'on' ? 1 : value === 'off' ? Number.POSITIVE_INFINITY : Number(value))),
  ),
  SECRET: z.optional(text('must have at least 32 characters', value => value.length >= 32)),
  METRICS_TOKEN: z.optional(
    text('must have at least 16 characters, none of them a space', value => /^[!-~]{16,}$/.test(value)),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.optional(collector),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.optional(collector),
  STOP_DELAY: z.pipe(
    z._default(
      text('must be a whole number of seconds from 0 to 60', value => wholeNumber(value, 0, 60)),
      '0',
    ),
    z.transform(value => Number(value) * 1_000),
  ),
})

/** What a log or an error line must not repeat, because it is or may hold a password. */
const confidential = new Set([
  'SECRET',
  'DATABASE_URL',
  'REDIS_URL',
  'PUBLIC_URL',
  'METRICS_TOKEN',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
])

/**
 * @param env such as `process.env`; an empty value counts as unset, as compose files pass empty ones on
 * @throws StartError of kind `config`: one line that names the first bad variable
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== '' && value !== undefined),
  )
  const parsed = environment.safeParse(given)
  if (!parsed.success) throw new StartError('config', explain(parsed.error.issues, given))
  const values = parsed.data
  if (values.REDIS_URL !== undefined && values.SECRET === undefined) {
    throw new StartError('config', 'SECRET must be set when REDIS_URL is: all nodes sign with the same one')
  }
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    publicUrl: values.PUBLIC_URL,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    rateLimits: values.RATE_LIMITS,
    secret: values.SECRET,
    metricsToken: values.METRICS_TOKEN,
    traces:
      values.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined ||
      values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined,
    stopDelay: values.STOP_DELAY,
  }
}

function explain(
  issues: readonly { path: PropertyKey[]; message: string }[],
  given: Record<string, string | undefined>,
) {
  const issue = issues[0]
  const name = String(issue?.path[0] ?? 'The environment')
  const value = given[name]
  const shown =
    value === undefined || confidential.has(name) ? '' : `, not ${JSON.stringify(value.slice(0, 80))}`
  return `${name} ${issue?.message ?? 'is not valid'}${shown}`
}
