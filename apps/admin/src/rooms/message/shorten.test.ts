import { expect, it } from 'vitest'
import { shortened } from './shorten.js'

it('leaves alone what is not long', () => {
  expect(shortened('x'.repeat(1_600))).toBeNull()
  expect(shortened('x\n'.repeat(23))).toBeNull()
})

it('cuts between words where there are words', () => {
  const words = 'one two three '.repeat(700)
  const part = shortened(words) ?? ''
  expect(part.length).toBeLessThanOrEqual(1_000)
  expect(part.length).toBeGreaterThan(980)
  expect(words.startsWith(`${part} `)).toBe(true)
})

it('cuts one long word, and never through a character', () => {
  expect(shortened('x'.repeat(10_000))).toBe('x'.repeat(1_000))
  expect(shortened(`a${'😀'.repeat(5_000)}`)?.isWellFormed()).toBe(true)
})

it('cuts many short lines', () => {
  expect(shortened('x\n'.repeat(5_000))?.split('\n')).toHaveLength(16)
})
