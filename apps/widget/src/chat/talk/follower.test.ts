import type { ChatState } from '@deskbell/client/chat'
import type { Send } from '@deskbell/client/outbox'
import type { Entry } from '@deskbell/protocol/entry'
import { beforeEach, expect, test } from 'vitest'
import { Follower } from './follower.js'

let follower: Follower
beforeEach(() => {
  follower = new Follower()
})

const entry = (seq: number, client_id?: string) =>
  ({ seq, created: `at ${seq}`, ...(client_id && { client_id }) }) as Entry
const send = (clientId: string, status: Send['status']) =>
  ({ clientId, status, created: `ack ${clientId}` }) as Send
/** What is new in a chat that now holds this. */
function look(entries: readonly Entry[], sends: readonly Send[] = [], loaded = true) {
  const { fresh, sent, failed } = follower.look({ entries, sends, loaded } as ChatState)
  return { fresh: fresh.map(({ seq }) => seq), sent, failed }
}
const nothing = { fresh: [], sent: [], failed: false }

test('history is no news, also not when it comes late or is paged in', () => {
  expect(look([], [], false)).toEqual(nothing)
  expect(look([entry(5), entry(6)])).toEqual(nothing)
  expect(look([entry(3), entry(4), entry(5), entry(6)])).toEqual(nothing)
})

test('what comes after it is, once', () => {
  look([])
  expect(look([entry(1), entry(2)]).fresh).toEqual([1, 2])
  expect(look([entry(1), entry(2)])).toEqual(nothing)
})

test('what comes while the line was down is news; a journal that begins anew is not', () => {
  look([entry(7)])
  expect(look([entry(7), entry(8), entry(9)]).fresh).toEqual([8, 9])
  look([], [], false)
  expect(look([entry(1)])).toEqual(nothing)
  expect(look([entry(1), entry(2)]).fresh).toEqual([2])
})

test('tells once that something has arrived, whichever of answer and entry comes first', () => {
  look([], [send('a', 'queued')])
  expect(look([], [send('a', 'sending')])).toEqual(nothing)
  expect(look([], [send('a', 'sent')]).sent).toEqual(['ack a'])
  expect(look([entry(1, 'a')], []).sent).toEqual([])
  look([entry(1, 'a')], [send('b', 'sending')])
  expect(look([entry(1, 'a'), entry(2, 'b')], []).sent).toEqual(['at 2'])
})

test('a failure is told once, and again after a retry; a discarded message is neither', () => {
  look([], [send('a', 'sending')])
  expect(look([], [send('a', 'failed')]).failed).toBe(true)
  expect(look([], [send('a', 'failed')]).failed).toBe(false)
  look([], [send('a', 'queued')])
  expect(look([], [send('a', 'failed')]).failed).toBe(true)
  expect(look([], [])).toEqual(nothing)
})

test('what had failed before a reload is not told', () => {
  expect(look([], [send('a', 'failed')], false)).toEqual(nothing)
})
