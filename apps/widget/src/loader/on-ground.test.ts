import { contrast } from '@deskbell/design/colour'
import { expect, test } from 'vitest'
import { onGround } from './on-ground.js'

test('keeps the site’s own colour where it stands out', () => {
  expect(onGround('#ffffff', '#343a40')).toBe('#ffffff')
  expect(onGround('#123', '#ffd54a')).toBe('#123')
})

test('takes white or black where it does not, whichever stands out more', () => {
  expect(onGround('#fff', '#ffd54a')).toBe('#000')
  expect(onGround('#333', '#343a40')).toBe('#fff')
  expect(onGround('#abcd', '#fff8')).toBe('#000')
})

test('stands out from every ground', () => {
  for (let red = 0; red <= 255; red += 15)
    for (let green = 0; green <= 255; green += 15) {
      const ground = `#${[red, green, 128].map(part => part.toString(16).padStart(2, '0')).join('')}`
      // The short cut in the curve costs a little; a bell, being a picture, needs 3.
      expect(contrast(onGround('#777', ground), ground)).toBeGreaterThan(4.2)
    }
})
