import { slug } from '@deskbell/protocol/text'
import { describe, expect, it } from 'vitest'
import { suggestName } from './suggest-name.js'

describe('suggestName', () => {
  it.each([
    ['Marlow Lighting', 'Marlow-Lighting'],
    [' Café Zoë ', 'Cafe-Zoe'],
    ['ines@marlow.example', 'ines'],
    ['marlow', 'marlow-desk'],
    ['..marlow..', 'marlow'],
    ['m'.repeat(80), 'm'.repeat(56)],
  ])('%s -> %s', (typed, name) => {
    expect(suggestName(typed)).toBe(name)
    expect(slug.safeParse(name).success).toBe(true)
  })

  it.each(['', '   ', '@', '灯', '..'])('has nothing to say to %j', typed => {
    expect(suggestName(typed)).toBeNull()
  })
})
