import { expect, test } from 'vitest'
import { onGround } from './on-ground.js'

test('keeps the site’s own colour where it reads', () => {
  expect(onGround('#ffffff', '#343a40')).toBe('#ffffff')
  expect(onGround('#123', '#ffd54a')).toBe('#123')
  // 4.54:1 and 4.48:1.
  expect(onGround('#767676', '#ffffff')).toBe('#767676')
  expect(onGround('#777777', '#ffffff')).toBe('#000')
})

test('takes white or black where it does not, whichever stands out more', () => {
  expect(onGround('#fff', '#ffd54a')).toBe('#000')
  expect(onGround('#333', '#343a40')).toBe('#fff')
  expect(onGround('#abcd', '#fff8')).toBe('#000')
})
