import { expect, it } from 'vitest'
import { Heights } from './heights.js'

it('sums what was measured and guesses the rest once', () => {
  let guesses = 0
  const heights = new Heights(() => {
    guesses += 1
    return 10
  })
  expect(heights.between(5, 9)).toBe(40)
  heights.measured(6, 100)
  heights.measured(8, 1)
  expect(heights.between(5, 9)).toBe(121)
  expect(heights.between(9, 9)).toBe(0)
  expect(guesses).toBe(4)
})

it('finds the place at a distance, and stops at the ends', () => {
  const heights = new Heights(place => place * 10)
  expect([0, 9, 10, 29, 30, 59, 60, 9_999].map(pixels => heights.below(1, pixels, 5))).toEqual([
    1, 1, 2, 2, 3, 3, 4, 5,
  ])
  expect([0, 1, 30, 31, 50, 9_999].map(pixels => heights.above(4, pixels, 2))).toEqual([4, 3, 3, 2, 2, 2])
})
