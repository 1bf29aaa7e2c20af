import type { Send } from '@deskbell/client/outbox'
import type { Entry } from '@deskbell/protocol/entry'
import { expect, test } from 'vitest'
import { type Said, timeline } from './timeline.js'

function entry(seq: number, from: 'visitor' | 'member', more: Partial<Entry> = {}): Entry {
  return {
    id: `id-${seq}`,
    room: 'acme kim',
    author: '',
    type: 'text',
    content: `line ${seq}`,
    file: null,
    created: `2026-01-01T10:00:${String(seq).padStart(2, '0')}.000Z`,
    seq,
    room_id: 'room',
    conversation: 'conversation',
    kind: 'message',
    from: { kind: from, id: from, name: from === 'member' ? 'Ines' : 'Kim' },
    client_id: `client-${seq}`,
    ...more,
  }
}
const send = (status: 'queued' | 'failed'): Send => ({
  clientId: `send-${status}`,
  room: null,
  kind: 'message',
  content: status,
  file: null,
  at: Date.parse('2026-01-01T10:10:00.000Z'),
  ...(status === 'queued' ? { status, deadline: 0 } : { status, error: null }),
})
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const said = (entries: readonly Entry[], sends: readonly Send[] = [], othersRead = 0) =>
  timeline(entries, sends, othersRead, dayOf).filter((item): item is Said => item.kind === 'said')

test('a day stands before its first message, once', () => {
  const items = timeline(
    [entry(1, 'member'), entry(2, 'member'), entry(3, 'member', { created: '2026-01-02T00:00:00.000Z' })],
    [],
    0,
    dayOf,
  )
  expect(items.map(item => item.kind)).toEqual(['day', 'said', 'said', 'day', 'said'])
})

test('several in a row by one author end with the last', () => {
  const shown = said([entry(1, 'member'), entry(2, 'member'), entry(3, 'visitor'), entry(4, 'member')])
  expect(shown.map(item => item.last)).toEqual([false, true, true, true])
})

test('two by one author that lie apart each tell their time', () => {
  const later = entry(2, 'member', { created: '2026-01-01T10:05:01.000Z' })
  expect(said([entry(1, 'member'), later]).map(({ first, last }) => [first, last])).toEqual([
    [true, true],
    [true, true],
  ])
  expect(said([entry(1, 'member'), entry(2, 'member')]).map(({ first, last }) => [first, last])).toEqual([
    [true, false],
    [false, true],
  ])
})

test('marks the newest own message that was seen, and the newest that was not', () => {
  const own = [entry(1, 'visitor'), entry(2, 'visitor'), entry(3, 'member'), entry(4, 'visitor')]
  expect(said(own, [], 2).map(item => item.mark)).toEqual([null, 'seen', null, 'sent'])
  expect(said(own, [], 4).map(item => item.mark)).toEqual([null, null, null, 'seen'])
  expect(said(own, [], 0).map(item => item.mark)).toEqual([null, null, null, 'sent'])
})

test('what is on its way stands at the end and says how it fares', () => {
  const shown = said([entry(1, 'member')], [send('failed'), send('queued')])
  expect(shown.map(item => item.mark)).toEqual([null, 'failed', 'waiting'])
})

test('an own message keeps its key when it arrives; another’s is its own', () => {
  expect(said([entry(1, 'visitor'), entry(2, 'member')]).map(item => item.key)).toEqual(['client-1', 'id-2'])
})

test('only files of our own origin are shown', () => {
  const file = (url: string) => said([entry(1, 'member', { file: url, type: 'image/png' })])[0]?.file?.url
  expect(file('/files/a/b/c.png')).toBe('/files/a/b/c.png')
  for (const url of ['//evil.example/x', 'https://evil.example/x', '/\\evil.example', 'javascript:alert(1)'])
    expect(file(url)).toBeUndefined()
})

test('events with words are told, others are left out', () => {
  const events = [
    entry(1, 'member', { kind: 'event', content: 'closed' }),
    entry(2, 'member', { kind: 'event', content: '' }),
  ]
  expect(timeline(events, [], 0, dayOf).map(item => item.kind)).toEqual(['day', 'event'])
})
