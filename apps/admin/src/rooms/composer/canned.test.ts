import { expect, it } from 'vitest'
import { firstBlank, typedShortcut } from './canned.js'

it('finds what the writer has to fill in', () => {
  expect(firstBlank('A fault in batch {batch} of {day}.')).toEqual([17, 24])
  expect(firstBlank('{} and { x')).toBeNull()
})

it.each([
  ['/', ''],
  ['/ret', 'ret'],
  ['/two words', 'two words'],
  ['a /ret', null],
  ['', null],
  ['/ret\nmore', null],
  [`/${'x'.repeat(41)}`, null],
])('%j is the shortcut %j', (text, typed) => {
  expect(typedShortcut(text)).toBe(typed)
})
