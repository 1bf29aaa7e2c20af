import type { Send } from '@deskbell/client/outbox'
import type { Entry } from '@deskbell/protocol/entry'
import { describe, expect, it } from 'vitest'
import { entry } from '../../../test/entry.js'
import { lineAt, placesOf } from './timeline.js'

const START = new Date(2026, 0, 10, 12, 0).getTime()
const kim = { kind: 'visitor', id: 'v', name: 'Kim' } as const
const ines = { kind: 'member', id: 'me', name: 'Ines' } as const

const said = (seq: number, minutes: number, from: Entry['from'], more: Partial<Entry> = {}) =>
  entry({
    id: `e${seq}`,
    seq,
    from,
    created: new Date(START + minutes * 60_000).toISOString(),
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

const shape = (entries: Entry[], sends: Send[] = []) => {
  const journal = { entries, sends, me: 'me' }
  const { first, end } = placesOf(journal)
  return Array.from({ length: end - first }, (_, index) => {
    const line = lineAt(journal, first + index)
    return line && `${line.newDay ? 'day ' : ''}${line.key.split(' ')[1]}${line.follows ? '+' : ''}`
  })
}

describe('lineAt', () => {
  it('names a writer once while they go on within minutes', () => {
    const entries = [said(1, 0, kim), said(2, 1, kim), said(3, 8, kim), said(4, 9, ines), said(5, 9, kim)]
    expect(shape(entries)).toEqual(['day c1', 'c2+', 'c3', 'c4', 'c5'])
  })

  it('tells a note from a message of the same writer', () => {
    const entries = [said(1, 0, ines), said(2, 0, ines, { kind: 'note' }), said(3, 0, ines)]
    expect(shape(entries)).toEqual(['day c1', 'c2', 'c3'])
  })

  it('begins every day with a head, also when the writer goes on over midnight', () => {
    const late = 11 * 60 + 59
    expect(shape([said(1, late, kim), said(2, late + 2, kim)])).toEqual(['day c1', 'day c2'])
  })

  it('shows what is on its way last, under the key it will keep', () => {
    const before = shape([said(1, 0, ines)], [send('c2', 1)])
    const after = shape([said(1, 0, ines), said(2, 1, ines)])
    expect(before).toEqual(['day c1', 'c2+'])
    expect(after).toEqual(before)
  })

  it('shows the first thing ever written while it is on its way', () => {
    expect(shape([], [send('c1', 0), send('c2', 0)])).toEqual(['day c1', 'c2+'])
  })

  it('counts places as entries are numbered, and looks the same when earlier ones are put in above', () => {
    const all = Array.from({ length: 60 }, (_, at) => said(at + 1, at * 7, at % 3 ? kim : ines))
    expect(placesOf({ entries: all.slice(20), sends: [send('a', 500)], me: 'me' })).toEqual({
      first: 21,
      end: 62,
    })
    const later = { entries: all.slice(20), sends: [], me: 'me' }
    for (let place = 22; place <= 60; place += 1)
      expect(lineAt(later, place)).toEqual(lineAt({ ...later, entries: all }, place))
  })

  it('is nothing beyond either end', () => {
    const journal = { entries: [said(5, 0, kim)], sends: [send('a', 1)], me: 'me' }
    expect([4, 7].map(place => lineAt(journal, place))).toEqual([null, null])
  })

  it('has no two keys alike, also when a visitor picks the id of one of ours', () => {
    const entries = [said(1, 0, ines, { client_id: 'same' }), said(2, 0, kim, { client_id: 'same' })]
    const journal = { entries, sends: [], me: 'me' }
    expect(lineAt(journal, 1)?.key).not.toBe(lineAt(journal, 2)?.key)
  })
})
