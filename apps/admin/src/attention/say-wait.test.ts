import { expect, it } from 'vitest'
import { sayWait } from './say-wait.js'

it.each([
  [-5, 'now', '0:00'],
  [59_999, 'now', '0:59'],
  [60_000, '1 min', '1:00'],
  [3_599_000, '59 min', '59:59'],
  [3_600_000, '1 h', '60:00'],
  [47.9 * 3_600_000, '47 h', '2874:00'],
  [48 * 3_600_000, '2 d', '2880:00'],
])('%d ms', (ms, brief, exact) => {
  expect(sayWait(ms)).toBe(brief)
  expect(sayWait(ms, true)).toBe(exact)
})
