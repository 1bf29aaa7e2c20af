import { expect, test } from 'vitest'
import { entryBytes, fitting } from './page-size.js'

test('as many as fit, and always one', () => {
  const fit = (...sizes: number[]) => fitting(sizes, size => size, 10)
  expect(fit()).toEqual([])
  expect(fit(3, 3, 4)).toEqual([3, 3, 4])
  expect(fit(3, 3, 5, 1)).toEqual([3, 3])
  expect(fit(50, 1)).toEqual([50])
})

test('letters count as the bytes they are sent as', () => {
  expect(entryBytes({ content: '語'.repeat(100) }) - entryBytes({ content: '' })).toBe(300)
})
