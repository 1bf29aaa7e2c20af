import { expect, it } from 'vitest'
import { sayAgo } from './ago.js'

it.each([
  [-5_000, 'just now'],
  [59_999, 'just now'],
  [60_000, '1 minute ago'],
  [3_599_999, '59 minutes ago'],
  [2 * 3_600_000, '2 hours ago'],
  [25 * 3_600_000, '1 day ago'],
])('%d ms are %s', (passed, words) => {
  const now = Date.UTC(2025, 9, 14)
  expect(sayAgo(new Date(now - passed).toISOString(), now)).toBe(words)
})
