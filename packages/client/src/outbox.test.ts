import type { WireError } from '@deskbell/protocol/error'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryOf } from '../test/entries.js'
import {
  dueSends,
  nextMoment,
  type Outbox,
  type OutboxAction,
  reduceOutbox,
  SEND_WITHIN,
  type Send,
  type SendBody,
} from './outbox.js'

const body = (clientId: string, more: Partial<SendBody> = {}): SendBody => ({
  clientId,
  room: null,
  kind: 'message',
  content: clientId,
  file: null,
  at: clientId.charCodeAt(0),
  ...more,
})
const run = (actions: readonly OutboxAction[], from: Outbox = []): Outbox =>
  actions.reduce(reduceOutbox, from)
const add = (clientId: string, more?: Partial<SendBody>): OutboxAction => ({
  type: 'add',
  body: body(clientId, more),
  now: 0,
})
const handed = (clientId: string, now = 0): OutboxAction => ({ type: 'handed', clientId, now })
const acked = (clientId: string): OutboxAction => ({
  type: 'acked',
  clientId,
  id: `id-${clientId}`,
  seq: 1,
  created: '2026-01-01T00:00:00.000Z',
})
const refused = (clientId: string, error: WireError, now = 0): OutboxAction => ({
  type: 'refused',
  clientId,
  error,
  now,
})
const ids = (sends: readonly Send[]) => sends.map(send => send.clientId)
const statuses = (outbox: Outbox) => outbox.map(send => send.status)

test('one at a time per room, the next when the one before is answered', () => {
  const outbox = run([add('a'), add('b'), add('c', { room: 'other' })])
  expect(ids(dueSends(outbox, 0))).toEqual(['a', 'c'])
  const waiting = run([handed('a')], outbox)
  expect(ids(dueSends(waiting, 0))).toEqual(['c'])
  expect(ids(dueSends(run([acked('a')], waiting), 0))).toEqual(['b', 'c'])
})

test('without an answer it goes out again after five seconds, and at once on a fresh socket', () => {
  const outbox = run([add('a'), handed('a')])
  expect(dueSends(outbox, 4_999)).toEqual([])
  expect(ids(dueSends(outbox, 5_000))).toEqual(['a'])
  expect(ids(dueSends(run([{ type: 'opened', now: 1_000 }], outbox), 1_000))).toEqual(['a'])
})

test('a busy server is given the time it asks for, with the order kept', () => {
  const error = { kind: 'rate_limited', message: 'wait', retry_after_ms: 7_000 } as const
  const outbox = run([add('a'), add('b'), handed('a'), refused('a', error, 100)])
  expect(dueSends(outbox, 7_099)).toEqual([])
  expect(ids(dueSends(outbox, 7_100))).toEqual(['a'])
  for (const kind of ['overloaded', 'unavailable'] as const) {
    const held = run([refused('a', { kind, message: '' }, 0)], outbox)
    expect(ids(dueSends(held, 1_000))).toEqual(['a'])
  }
})

test.each([
  'bad_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'too_large',
  'unsupported_type',
  'internal',
] as const)('%s fails it, with the reason, and lets the next one go', kind => {
  const error = { kind, message: 'no' }
  const outbox = run([add('a'), add('b'), handed('a'), refused('a', error)])
  expect(outbox[0]).toMatchObject({ status: 'failed', error })
  expect(ids(dueSends(outbox, 0))).toEqual(['b'])
})

test('nothing is pending after thirty seconds, and a late ack still turns it into sent', () => {
  const error = { kind: 'unavailable', message: '' } as const
  const outbox = run([add('a'), add('b'), handed('a'), refused('a', error)])
  const over = run([{ type: 'tick', now: SEND_WITHIN }], outbox)
  expect(over).toMatchObject([
    { status: 'failed', error },
    { status: 'failed', error: null },
  ])
  expect(statuses(run([acked('a')], over))).toEqual(['sent', 'failed'])
})

test('what was sent never goes back', () => {
  const sent = run([add('a'), handed('a'), acked('a')])
  const after = run(
    [
      refused('a', { kind: 'conflict', message: '' }),
      { type: 'tick', now: 99_999 },
      { type: 'opened', now: 0 },
      { type: 'retry', clientId: 'a', now: 0 },
      handed('a'),
    ],
    sent,
  )
  expect(after).toEqual(sent)
})

test('its writer may send a failed one again, or throw it away', () => {
  const failed = run([add('a'), { type: 'tick', now: SEND_WITHIN }])
  const again = run([{ type: 'retry', clientId: 'a', now: 40_000 }], failed)
  expect(again).toMatchObject([{ status: 'queued', deadline: 70_000 }])
  expect(run([{ type: 'discard', clientId: 'a' }], failed)).toEqual([])
})

test('is handed over to the journal by client id, or by the id its ack named', () => {
  const outbox = run([add('a'), add('b'), add('c'), acked('b')])
  const entries = [entryOf(1, { client_id: 'a' }), entryOf(2, { id: 'id-b' })]
  expect(ids(run([{ type: 'seen', entries }], outbox))).toEqual(['c'])
})

test('comes back from storage as it was, in its place, once', () => {
  const restore = (clientId: string, failed: boolean): OutboxAction => ({
    type: 'restore',
    body: body(clientId),
    failed,
    now: 5,
  })
  const outbox = run([restore('b', true), restore('a', false), restore('a', false), add('c')])
  expect(ids(outbox)).toEqual(['a', 'b', 'c'])
  expect(outbox).toMatchObject([{ status: 'queued', deadline: 5 + SEND_WITHIN }, { status: 'failed' }, {}])
})

test('the next moment is a deadline, or a resend while the socket is open', () => {
  expect(nextMoment([], true)).toBeNull()
  const outbox = run([add('a'), handed('a', 100)])
  expect(nextMoment(outbox, true)).toBe(5_100)
  expect(nextMoment(outbox, false)).toBe(SEND_WITHIN)
  expect(nextMoment(run([acked('a')], outbox), true)).toBeNull()
})

// G6: in whatever order things happen, a status never goes back and everything ends.
test('every send ends, and no status ever goes back', () => {
  const rank = { queued: 0, sending: 1, failed: 2, sent: 3 }
  const kinds = ['rate_limited', 'unavailable', 'bad_request', 'conflict'] as const
  const clientId = fc.constantFrom('a', 'b', 'c')
  const action = fc.oneof(
    clientId.map(id => add(id)),
    clientId.map(id => handed(id)),
    clientId.map(id => acked(id)),
    fc
      .record({ id: clientId, kind: fc.constantFrom(...kinds) })
      .map(({ id, kind }) => refused(id, { kind, message: '' })),
    fc.nat(SEND_WITHIN).map((now): OutboxAction => ({ type: 'tick', now })),
    fc.constant<OutboxAction>({ type: 'opened', now: 1 }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), actions => {
      let outbox: Outbox = []
      for (const each of actions) {
        const before = new Map(outbox.map(send => [send.clientId, rank[send.status]]))
        outbox = reduceOutbox(outbox, each)
        for (const send of outbox)
          expect(rank[send.status]).toBeGreaterThanOrEqual(before.get(send.clientId) ?? 0)
      }
      outbox = reduceOutbox(outbox, { type: 'tick', now: SEND_WITHIN })
      for (const send of outbox) expect(['sent', 'failed']).toContain(send.status)
    }),
  )
})
