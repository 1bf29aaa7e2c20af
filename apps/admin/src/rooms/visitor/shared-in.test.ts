import type { Entry } from '@deskbell/protocol/entry'
import { expect, it } from 'vitest'
import { sharedIn } from './shared-in.js'

const entry = (seq: number, more: Partial<Entry>): Entry => ({
  id: `e${seq}`,
  room: 'acme kim',
  author: 'kim',
  type: 'text',
  content: '',
  file: null,
  created: '2026-01-01T00:00:00.000Z',
  seq,
  room_id: 'r',
  conversation: 'c',
  kind: 'message',
  from: { kind: 'visitor', id: 'v', name: 'Kim' },
  ...more,
})

it('finds files and links, the newest first and none twice', () => {
  const entries = [
    entry(1, { content: 'See https://a.example/x and https://b.example' }),
    entry(2, { file: '/files/1', type: 'image/png', file_name: '' }),
    entry(3, { file: '/files/2', type: 'application/pdf', file_name: 'label.pdf', content: 'Here' }),
    entry(4, { content: 'Again: https://a.example/x', kind: 'note' }),
    entry(5, { content: 'https://gone.example', erased: true }),
  ]
  expect(sharedIn(entries).map(({ name, type }) => [name, type])).toEqual([
    ['a.example/x', 'link'],
    ['label.pdf', 'application/pdf'],
    ['A picture', 'image/png'],
    ['b.example', 'link'],
  ])
  expect(sharedIn([])).toEqual([])
})
