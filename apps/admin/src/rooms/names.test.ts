import type { Send } from '@deskbell/client/outbox'
import { describe, expect, it } from 'vitest'
import { entry } from '../../test/entry.js'
import { authorName, failedByRoom, lastLine, sayPresence, typingWords, visitorName } from './names.js'

const ines = { kind: 'member', id: 'm', name: 'Ines' } as const

describe('lastLine', () => {
  it.each([
    [entry({}), 'Hello'],
    [entry({ from: ines }), 'You: Hello'],
    [entry({ from: { ...ines, id: 'other' } }), 'Ines: Hello'],
    [entry({ from: ines, kind: 'note' }), 'Note: Hello'],
    [entry({ erased: true, content: '' }), 'Erased'],
    [entry({ content: ' ', file: '/f/x.png', type: 'image/png' }), 'A picture'],
    [entry({ content: '', file: '/f/x.pdf', type: 'application/pdf', file_name: 'x.pdf' }), 'x.pdf'],
    [null, 'Nothing written yet'],
  ])('%#', (last, line) => {
    expect(lastLine(last, 'm')).toBe(line)
  })
})

it('says whether the visitor is still there', () => {
  const now = new Date(2026, 0, 2, 15, 0)
  const since = new Date(2026, 0, 2, 14, 2).toISOString()
  expect(sayPresence({ online: true, since }, now)).toBe('Here now')
  expect(sayPresence({ online: false, since }, now)).toBe('Left today 14:02')
})

it('says who is typing, however many', () => {
  const author = (name: string) => ({ ...ines, name })
  expect(typingWords([])).toBe('')
  expect(typingWords([author('Kim')])).toBe('Kim is typing')
  expect(typingWords([author('Kim'), author('Lena')])).toBe('Kim and Lena are typing')
  expect(typingWords([author('Kim'), author('Lena'), author('Sam')])).toBe('Kim and others are typing')
})

it('calls a visitor by the best name there is', () => {
  const visitor = { id: 'v', consumer: 'v-1rcv-7f3k', name: 'Kim', email: null }
  const { consumer } = visitor
  expect(visitorName({ visitor, consumer })).toBe('Kim')
  expect(visitorName({ visitor: { ...visitor, name: '' }, consumer })).toBe('Guest 7F3K')
  expect(visitorName({ visitor: { ...visitor, name: consumer }, consumer })).toBe('Guest 7F3K')
  expect(visitorName({ visitor: null, consumer: 'kim' })).toBe('Guest KIM')
  expect(visitorName({ visitor: null, consumer: '…' })).toBe('Visitor')
  expect(visitorName({ visitor: null, consumer: null })).toBe('Visitor')
})

it('calls the writer of an entry the same', () => {
  const from = { kind: 'visitor', id: 'v', name: 'v-1rcv-7f3k' } as const
  expect(authorName({ from, author: 'v-1rcv-7f3k' })).toBe('Guest 7F3K')
  expect(authorName({ from: { ...from, name: 'Kim' }, author: 'v-1rcv-7f3k' })).toBe('Kim')
  expect(authorName({ from: ines, author: 'Ines' })).toBe('Ines')
  expect(typingWords([from], 'Guest 7F3K')).toBe('Guest 7F3K is typing')
})

it('counts the failed sends of each room', () => {
  const send = (room: string | null, failed: boolean): Send => ({
    clientId: 'x',
    room,
    kind: 'message',
    content: '',
    file: null,
    at: 0,
    ...(failed ? { status: 'failed', error: null } : { status: 'queued', deadline: 1 }),
  })
  const counts = failedByRoom([
    send('a', true),
    send('a', true),
    send('a', false),
    send('b', false),
    send(null, true),
  ])
  expect([...counts]).toEqual([['a', 2]])
})
