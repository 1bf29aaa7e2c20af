import type { Entry } from '@deskbell/protocol/entry'
import { expect, it } from 'vitest'
import { entry } from '../../../test/entry.js'
import { sharedIn } from './shared-in.js'

const at = (seq: number, more: Partial<Entry>) => entry({ id: `e${seq}`, seq, content: '', ...more })

it('finds files and links, the newest first and none twice', () => {
  const entries = [
    at(1, { content: 'See https://a.example/x and https://b.example' }),
    at(2, { file: '/files/1', type: 'image/png', file_name: '' }),
    at(3, { file: '/files/2', type: 'application/pdf', file_name: 'label.pdf', content: 'Here' }),
    at(4, { content: 'Again: https://a.example/x', kind: 'note' }),
    at(5, { content: 'https://gone.example', erased: true }),
  ]
  expect(sharedIn(entries).map(({ name, type }) => [name, type])).toEqual([
    ['a.example/x', 'link'],
    ['label.pdf', 'application/pdf'],
    ['A picture', 'image/png'],
    ['b.example', 'link'],
  ])
  expect(sharedIn([])).toEqual([])
})
