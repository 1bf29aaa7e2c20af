import type { InboxRow } from '@deskbell/client/inbox-rows'
import { expect, it } from 'vitest'
import { type Step, stepTo } from './list-cursor.js'

const list = ['a', 'b', 'c'].map(id => ({ id }) as InboxRow)

it.each<[string | null, string | null, Step, string]>([
  [null, null, 'next', 'a'],
  [null, null, 'previous', 'a'],
  [null, 'b', 'next', 'c'],
  [null, 'b', 'previous', 'a'],
  ['a', 'c', 'next', 'b'],
  ['c', null, 'next', 'c'],
  ['a', null, 'previous', 'a'],
  ['b', null, 'last', 'c'],
  ['b', null, 'first', 'a'],
  ['gone', 'b', 'next', 'c'],
])('from %s (open: %s) %s is %s', (cursor, open, step, to) => {
  expect(stepTo(list, cursor, open, step)).toBe(to)
})

it('leads nowhere in an empty list', () => {
  expect(stepTo([], null, null, 'next')).toBeNull()
})
