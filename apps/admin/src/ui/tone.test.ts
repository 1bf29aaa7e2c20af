import { describe, expect, it } from 'vitest'
import { initialsOf, toneOf } from './tone.js'

describe('initialsOf', () => {
  it.each([
    ['Kim Hartley', 'KH'],
    ['kim', 'K'],
    ['  Ana   María  Torres ', 'AT'],
    ['visitor-7c1e', 'V7'],
    ['عمر حداد', 'عح'],
    ['<b>x', 'B'],
    ['🦊 fox', 'F'],
    ['…', ''],
    ['', ''],
  ])('%s -> %s', (name, letters) => {
    expect(initialsOf(name)).toBe(letters)
  })
})

describe('toneOf', () => {
  it('is one of six and depends on the id only', () => {
    const tones = Array.from({ length: 500 }, (_, n) => toneOf(`id-${n}`))
    expect(new Set(tones)).toEqual(new Set([1, 2, 3, 4, 5, 6]))
    expect(toneOf('id-7')).toBe(tones[7])
  })
})
