import { expect, test } from 'vitest'
import { backoff } from './backoff.js'

test('the ceiling doubles from half a second and stops at five', () => {
  const ceilings = [0, 1, 2, 3, 4, 50, 5000].map(attempt => backoff(attempt, () => 1))
  expect(ceilings).toEqual([500, 1000, 2000, 4000, 5000, 5000, 5000])
})

test('the whole range below the ceiling is used, from nothing on', () => {
  expect(backoff(2, () => 0)).toBe(0)
  expect(backoff(2, () => 0.25)).toBe(500)
})
