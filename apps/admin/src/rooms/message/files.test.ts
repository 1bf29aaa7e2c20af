import { expect, it } from 'vitest'
import { sayBytes, shownInline } from './files.js'

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [84_321, '84 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [5_242_880, '5.2 MB'],
])('%d bytes', (bytes, words) => {
  expect(sayBytes(bytes)).toBe(words)
})

it.each(['image/svg+xml', 'text/html', 'application/pdf', 'text'])('%s is not shown in the page', type => {
  expect(shownInline(type)).toBe(false)
})
