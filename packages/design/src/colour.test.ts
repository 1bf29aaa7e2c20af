import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blend, contrast, isColour, isDark, readable, solid } from './colour.js'

const colour = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 4 })
  .map(parts => `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`)

test('counts contrast as WCAG does', () => {
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#fff')).toBeCloseTo(4.48, 2)
  expect(contrast('#abc', '#abc')).toBe(1)
})

test('leaves alone what reads', () => {
  expect(readable('#fff', '#343a40')).toBe('#ffffff')
  expect(readable('#181c22', '#eef0f4')).toBe('#181c22')
})

test('keeps as much of the colour as can be read', () => {
  const corrected = readable('#ffd54a', '#ffffff')
  expect(contrast(corrected, '#ffffff')).toBeLessThan(5.5)
  expect(parseInt(corrected.slice(1, 3), 16)).toBeGreaterThan(parseInt(corrected.slice(5, 7), 16))
})

test('every pair an owner can choose becomes one that reads', () => {
  fc.assert(
    fc.property(colour, colour, (text, ground) => {
      expect(contrast(readable(text, ground), ground)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(readable(text, ground, 3), ground)).toBeGreaterThanOrEqual(3)
    }),
    { numRuns: 3_000 },
  )
})

test('what shines through is laid on its ground', () => {
  expect(solid('#00000080')).toBe('#7f7f7f')
  expect(solid('#0000')).toBe('#ffffff')
  expect(readable('#0000', '#ffffff')).not.toBe('#ffffff')
  expect(blend('#000000', '#ffffff', 0.5)).toBe('#808080')
})

test('tells dark grounds from light ones', () => {
  expect([isDark('#343a40'), isDark('#fff'), isDark('#1f5f4b'), isDark('#ffd54a')]).toEqual([
    true,
    false,
    true,
    false,
  ])
})

test('knows a colour when it sees one', () => {
  for (const text of ['#abc', '#ABCD', '#A1B2C3', '#a1b2c380']) expect(isColour(text)).toBe(true)
  for (const text of ['', 'red', '#ab', '#abcde', '#ggg', ' #abc', 'abc', '#abc;'])
    expect(isColour(text)).toBe(false)
})
