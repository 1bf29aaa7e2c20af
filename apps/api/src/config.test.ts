import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.js'
import { StartError } from './core/start-error.js'

const secret = 's'.repeat(32)

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof StartError && error.kind === 'config') return error.message
    throw error
  }
  return 'accepted'
}

test('an empty environment gives the defaults', () => {
  const defaults = {
    port: 8000,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    databaseUrl: undefined,
    redisUrl: undefined,
    publicUrl: undefined,
    trustProxy: false,
    logLevel: 'info',
    rateLimits: 1,
    secret: undefined,
    metricsToken: undefined,
    traces: false,
    stopDelay: 0,
  }
  expect(readConfig({})).toEqual(defaults)
  // Compose files pass empty values on.
  const names =
    'PORT HOST DATA_DIR DATABASE_URL REDIS_URL PUBLIC_URL TRUST_PROXY LOG_LEVEL RATE_LIMITS SECRET METRICS_TOKEN ' +
    'OTEL_EXPORTER_OTLP_ENDPOINT OTEL_EXPORTER_OTLP_TRACES_ENDPOINT STOP_DELAY'
  expect(readConfig(Object.fromEntries(names.split(' ').map(name => [name, ''])))).toEqual(defaults)
})

test('every variable is read', () => {
  expect(
    readConfig({
      PORT: '0',
      HOST: '::1',
      DATA_DIR: '/srv/deskbell data',
      DATABASE_URL: 'postgres://deskbell:secret@db/deskbell',
      REDIS_URL: 'redis://redis:6379',
      PUBLIC_URL: 'https://chat.example.com/',
      TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8',
      LOG_LEVEL: 'debug',
      RATE_LIMITS: 'off',
      SECRET: secret,
      METRICS_TOKEN: 'a-token-to-read-figures',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      STOP_DELAY: '5',
      PATH: '/bin',
    }),
  ).toEqual({
    port: 0,
    host: '::1',
    dataDir: '/srv/deskbell data',
    databaseUrl: 'postgres://deskbell:secret@db/deskbell',
    redisUrl: 'redis://redis:6379',
    publicUrl: 'https://chat.example.com',
    trustProxy: ['loopback', '10.0.0.0/8', 'fd00::/8'],
    logLevel: 'debug',
    rateLimits: Number.POSITIVE_INFINITY,
    secret,
    metricsToken: 'a-token-to-read-figures',
    traces: true,
    stopDelay: 5_000,
  })
  expect(readConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2)
  expect(readConfig({ TRUST_PROXY: 'off' }).trustProxy).toBe(false)
  expect(readConfig({ RATE_LIMITS: '10' }).rateLimits).toBe(10)
})

describe('a bad value is refused in one line that names the variable', () => {
  test.each([
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['PORT', '8000.5'],
    ['HOST', 'a b'],
    ['HOST', 'http://localhost'],
    ['DATA_DIR', 'a\0b'],
    ['DATABASE_URL', 'mysql://db/x'],
    ['DATABASE_URL', 'postgres'],
    ['REDIS_URL', 'http://redis'],
    ['PUBLIC_URL', 'chat.example.com'],
    ['PUBLIC_URL', 'https://example.com/chat'],
    ['PUBLIC_URL', 'https://user:secret@example.com'],
    ['PUBLIC_URL', 'ftp://example.com'],
    ['TRUST_PROXY', 'on'],
    ['TRUST_PROXY', '0'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', 'proxy.example.com'],
    ['LOG_LEVEL', 'verbose'],
    ['RATE_LIMITS', 'false'],
    ['RATE_LIMITS', '0'],
    ['SECRET', 'short'],
    ['METRICS_TOKEN', 'short'],
    ['METRICS_TOKEN', 'a token with spaces'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'grpc://collector'],
    ['STOP_DELAY', '61'],
    ['STOP_DELAY', '1.5'],
  ])('%s=%j', (name, value) => {
    const message = refusal({ [name]: value })
    expect(message).toMatch(new RegExp(`^${name} must `))
    expect(message).not.toMatch(/[\n\0]/)
  })
})

test('an ordinary bad value is shown, a confidential one is not', () => {
  expect(refusal({ PORT: '80a' })).toBe('PORT must be a whole number from 0 to 65535, not "80a"')
  expect(refusal({ SECRET: 'hunter2' })).not.toContain('hunter2')
  expect(refusal({ DATABASE_URL: 'db://u:hunter2@h/x' })).not.toContain('hunter2')
  expect(refusal({ PUBLIC_URL: 'https://u:hunter2@h' })).not.toContain('hunter2')
  expect(refusal({ METRICS_TOKEN: 'hunter2' })).not.toContain('hunter2')
  expect(refusal({ OTEL_EXPORTER_OTLP_ENDPOINT: 'db://u:hunter2@h' })).not.toContain('hunter2')
})

test('several nodes need a common key', () => {
  expect(refusal({ REDIS_URL: 'redis://redis' })).toMatch(/^SECRET must be set when REDIS_URL is/)
  expect(refusal({ REDIS_URL: 'redis://redis', SECRET: secret })).toBe('accepted')
})
