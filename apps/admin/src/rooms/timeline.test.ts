import type { Send } from '@deskbell/client/outbox'
import type { Entry } from '@deskbell/protocol/entry'
import { describe, expect, it } from 'vitest'
import { timelineOf } from './timeline.js'

const START = new Date(2026, 0, 10, 12, 0).getTime()
const kim = { kind: 'visitor', id: 'v', name: 'Kim' } as const
const ines = { kind: 'member', id: 'me', name: 'Ines' } as const

const entry = (seq: number, minutes: number, from: Entry['from'], more: Partial<Entry> = {}): Entry => ({
  id: `e${seq}`,
  room: 'acme kim',
  author: from.name,
  type: 'text',
  content: 'x',
  file: null,
  created: new Date(START + minutes * 60_000).toISOString(),
  seq,
  room_id: 'r',
  conversation: 'c',
  kind: 'message',
  from,
  client_id: `c${seq}`,
  ...more,
})
const send = (clientId: string, minutes: number, more: Partial<Send> = {}): Send =>
  ({
    clientId,
    room: 'r',
    kind: 'message',
    content: 'x',
    file: null,
    at: START + minutes * 60_000,
    status: 'queued',
    deadline: 0,
    ...more,
  }) as Send

const shape = (entries: Entry[], sends: Send[] = []) =>
  timelineOf(entries, sends, 'me').map(item =>
    item.kind === 'day' ? 'day' : `${item.key}${item.follows ? '+' : ''}`,
  )

describe('timelineOf', () => {
  it('names a writer once while they go on within minutes', () => {
    const entries = [
      entry(1, 0, kim),
      entry(2, 1, kim),
      entry(3, 8, kim),
      entry(4, 9, ines),
      entry(5, 9, kim),
    ]
    expect(shape(entries)).toEqual(['day', 'c1', 'c2+', 'c3', 'c4', 'c5'])
  })

  it('tells a note from a message of the same writer', () => {
    const entries = [entry(1, 0, ines), entry(2, 0, ines, { kind: 'note' }), entry(3, 0, ines)]
    expect(shape(entries)).toEqual(['day', 'c1', 'c2', 'c3'])
  })

  it('begins every day with a head, also when the writer goes on over midnight', () => {
    const late = 11 * 60 + 59
    expect(shape([entry(1, late, kim), entry(2, late + 2, kim)])).toEqual(['day', 'c1', 'day', 'c2'])
  })

  it('shows what is on its way last, under the key it will keep', () => {
    const before = shape([entry(1, 0, ines)], [send('c2', 1)])
    const after = shape([entry(1, 0, ines), entry(2, 1, ines)])
    expect(before).toEqual(['day', 'c1', 'c2+'])
    expect(after).toEqual(before)
  })

  it('has no two keys alike over many days', () => {
    const entries = Array.from({ length: 60 }, (_, at) => entry(at + 1, at * 600, at % 3 ? kim : ines))
    const keys = timelineOf(entries, [send('late', 90_000)], 'me').map(item => item.key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
