import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, isColour, READABLE, readable, sixDigits } from './colour.js'

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map(number => `#${number.toString(16).padStart(6, '0')}`)

describe('colours', () => {
  it.each([
    ['#abc', '#aabbcc'],
    ['#ABCD', '#aabbcc'],
    ['#A1B2C3', '#a1b2c3'],
    ['#a1b2c380', '#a1b2c3'],
  ])('%s is %s for a picker', (colour, six) => {
    expect(isColour(colour)).toBe(true)
    expect(sixDigits(colour)).toBe(six)
  })

  it.each(['', 'red', '#ab', '#abcde', '#ggg', ' #abc', 'abc', '#abc;'])('%j is none', text => {
    expect(isColour(text)).toBe(false)
  })

  it('knows the ends of the scale', () => {
    expect(contrast('#000', '#fff')).toBeCloseTo(21)
    expect(contrast('#777777', '#777777')).toBe(1)
    expect(contrast('#8fb3a5', '#eef4f1')).toBeCloseTo(2.1, 1)
  })

  it('finds a colour that reads on any other, and leaves one that reads alone', () => {
    fc.assert(
      fc.property(colours, colours, (text, ground) => {
        const found = readable(text, ground)
        expect(contrast(found, ground)).toBeGreaterThanOrEqual(READABLE)
        if (contrast(text, ground) >= READABLE) expect(found).toBe(text)
      }),
    )
  })
})
