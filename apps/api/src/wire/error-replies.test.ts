import { errorKinds } from '@deskbell/protocol/error'
import { expect, test } from 'vitest'
import { DeskbellError, OutcomeUnknown } from '../core/errors.js'
import { errorReply } from './error-replies.js'

test('every kind has a status, and nothing but `internal` a 500', () => {
  const statuses = Object.fromEntries(
    errorKinds.map(kind => [kind, errorReply(new DeskbellError(kind, 'x')).status]),
  )
  expect(Object.entries(statuses).filter(([, status]) => status === 500)).toEqual([['internal', 500]])
  expect(statuses).toMatchObject({ bad_request: 400, unauthorized: 401, conflict: 409, rate_limited: 429 })
})

test('a refusal is told in its words, with when to come back', () => {
  const error = new DeskbellError('rate_limited', 'Slowly.', { retryAfterMs: 1_200 })
  expect(errorReply(error)).toEqual({
    status: 429,
    body: { detail: 'Slowly.', error: { kind: 'rate_limited', message: 'Slowly.', retry_after_ms: 1200 } },
    retryAfter: 2,
    unexpected: false,
  })
})

test('a defect is told without words', () => {
  const reply = errorReply(new Error('password of ada is hunter2'))
  expect(reply).toMatchObject({ status: 500, unexpected: true })
  expect(JSON.stringify(reply)).not.toContain('hunter2')
  expect(errorReply('a string').status).toBe(500)
})

test('a database that is away is no defect, also inside what drizzle throws', () => {
  const lost = Object.assign(new Error('terminating connection'), { code: '57P01' })
  for (const error of [lost, new Error('Failed query: select', { cause: lost }), new OutcomeUnknown('?')]) {
    expect(errorReply(error)).toMatchObject({ status: 503, retryAfter: 1, unexpected: false })
  }
})

test('the framework’s own complaints about a request are 4xx without its words', () => {
  const complaint = Object.assign(new Error('secret input inside'), {
    statusCode: 400,
    code: 'FST_ERR_SOMETHING',
  })
  const reply = errorReply(complaint)
  expect(reply).toMatchObject({ status: 400, unexpected: false })
  expect(JSON.stringify(reply)).not.toContain('secret input')
})
