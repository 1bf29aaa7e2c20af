import { contrast } from '@deskbell/design/colour'
import { type ChatbotLook, defaultLook } from '@deskbell/protocol/chatbot'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brandOf, followers, fromBrand, presets, rebrand } from './brand.js'

const colour = fc
  .tuple(...[1, 2, 3].map(() => fc.integer({ min: 0, max: 255 })))
  .map(parts => `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`)
const wearing = (brand: string): ChatbotLook => ({ ...defaultLook, ...fromBrand(brand) })

describe('one colour', () => {
  it('makes pairs that read, whatever it is', () => {
    fc.assert(
      fc.property(colour, brand => {
        const look = wearing(brand)
        expect(contrast(look.headerTextColor, look.headerBackgroundColor)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(look.introductionTextColor, look.introductionBackgroundColor)).toBeGreaterThanOrEqual(
          4.5,
        )
        expect(contrast(look.senderTextColor, look.senderBackground)).toBeGreaterThanOrEqual(4.5)
      }),
    )
    for (const { colour } of presets) expect(contrast('#ffffff', colour)).toBeGreaterThan(6)
  })

  it('is found again in the look it made', () => {
    fc.assert(
      fc.property(colour, brand => {
        expect(brandOf(wearing(brand))).toBe(brand)
      }),
    )
  })

  it('leads everything in the look of a new site', () => {
    expect(brandOf(defaultLook)).toBe('#343a40')
    expect({ ...defaultLook, ...rebrand(defaultLook, '#1f5f4b') }).toEqual(wearing('#1f5f4b'))
  })

  it('leaves alone what was changed by hand', () => {
    const look = { ...wearing('#1f5f4b'), introductionTextColor: '#8fb3a5' }
    const changed = rebrand(look, '#8a3b2a')
    expect(changed).not.toHaveProperty('introductionTextColor')
    expect(changed.senderBackground).toBe('#8a3b2a')
  })

  it('stays what it was when only the header leaves it', () => {
    const look = { ...wearing('#1f5f4b'), headerBackgroundColor: '#000000' }
    expect(brandOf(look)).toBe('#1f5f4b')
    expect(rebrand(look, '#8a3b2a')).not.toHaveProperty('headerBackgroundColor')
  })

  it('is not lost while a colour is half typed', () => {
    expect(brandOf({ ...wearing('#1f5f4b'), headerBackgroundColor: '#1f' })).toBe('#1f5f4b')
    expect(brandOf({ ...defaultLook, headerBackgroundColor: '#', senderBackground: '' })).toBe('#343a40')
  })

  it('counts white below white as chosen, except for a new site', () => {
    const white = { introductionBackgroundColor: '#ffffff', introductionTextColor: '#181c22' }
    expect(followers({ ...wearing('#1f5f4b'), ...white }, '#1f5f4b')).not.toContain('introductionTextColor')
    expect(followers(defaultLook, '#343a40')).toHaveLength(6)
  })
})
