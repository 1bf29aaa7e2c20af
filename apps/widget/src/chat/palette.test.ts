import { readFileSync } from 'node:fs'
import { contrast, isDark } from '@deskbell/design/colour'
import { type ChatbotLook, defaultLook } from '@deskbell/protocol/chatbot'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { palette, TOKENS } from './palette.js'

const schemes = ['light', 'dark'] as const
const pairs = [
  ['--on-accent', '--accent'],
  ['--text', '--surface'],
  ['--muted', '--surface'],
  ['--accent-text', '--surface'],
  ['--danger-text', '--surface'],
  ['--on-mine', '--mine'],
  ['--on-theirs', '--theirs'],
  ['--on-greeting', '--greeting'],
  ['--on-field', '--field'],
  ['--field-muted', '--field'],
] as const

const hex = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 4 })
  .map(parts => `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`)
/** Any owner's colours: short, long and see-through ones. */
const colour = fc.oneof(hex, fc.constantFrom('#fff', '#000', '#777', '#fff8', '#f0f'))
const anyLook: fc.Arbitrary<ChatbotLook> = fc
  .record({
    headerBackgroundColor: colour,
    headerTextColor: colour,
    introductionBackgroundColor: colour,
    introductionTextColor: colour,
    receiverBackground: colour,
    senderBackground: colour,
    receiverTextColor: colour,
    senderTextColor: colour,
    background_color: colour,
    inputBarBackground: colour,
    inputTextColor: colour,
  })
  .map(chosen => ({ ...defaultLook, ...chosen }))

test('a look that reads is left as it is in the light', () => {
  const { scheme, css } = palette(defaultLook, 'light')
  expect(scheme).toBe('light')
  expect(css).toMatchObject({
    '--accent': '#343a40',
    '--on-accent': '#ffffff',
    '--mine': '#343a40',
    '--on-mine': '#ffffff',
    '--theirs': '#eef0f4',
    '--on-theirs': '#181c22',
    '--text': '#181c22',
  })
})

test('a dark paper gets light ink and the dark tokens, also in the light', () => {
  const { scheme, css } = palette({ ...defaultLook, background_color: '#131518' }, 'light')
  expect([scheme, css['--text']]).toEqual(['dark', '#eaebee'])
})

test('in the dark, light grounds give way and colours stay', () => {
  const look = { ...defaultLook, headerBackgroundColor: '#1f5f4b', senderBackground: '#ffd54a' }
  expect(palette(look, 'dark').css).toMatchObject({
    '--surface': TOKENS.surface,
    '--theirs': TOKENS.bubble,
    '--greeting': TOKENS.raised,
    '--field': TOKENS.raised,
    '--on-theirs': TOKENS.text.dark,
    '--on-field': TOKENS.text.dark,
    '--accent': '#1f5f4b',
    '--mine': '#ffd54a',
  })
  expect(palette({ ...look, headerBackgroundColor: '#fff' }, 'dark').css['--accent']).toBe(TOKENS.raised)
  expect(palette({ ...look, receiverBackground: '#402030' }, 'dark').css['--theirs']).toBe('#402030')
})

test('a bubble that is no other colour than the paper gets an edge', () => {
  const same = { ...defaultLook, receiverBackground: '#fff' }
  const { css } = palette(same, 'light')
  expect(css['--theirs-edge']).toBe(css['--border'])
  expect(palette(defaultLook, 'light').css['--mine-edge']).toBe('#343a40')
})

test.each(schemes)('whatever an owner chooses, every text reads on its ground (%s)', scheme => {
  fc.assert(
    fc.property(anyLook, look => {
      const { css, scheme: worn } = palette(look, scheme)
      const at = (name: `--${string}`) => css[name] ?? ''
      for (const [text, ground] of pairs)
        expect(contrast(at(text), at(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      expect(contrast(at('--border-strong'), at('--surface'))).toBeGreaterThanOrEqual(3)
      // Nothing glares out of the dark, and the tokens that are not ours to set fit the paper.
      const grounds = ['--surface', '--theirs', '--greeting', '--field'] as const
      if (scheme === 'dark') for (const ground of grounds) expect(isDark(at(ground)), ground).toBe(true)
      expect(worn).toBe(isDark(at('--surface')) ? 'dark' : 'light')
    }),
    { numRuns: 500 },
  )
})

test('the figures are those of the tokens', () => {
  const css = readFileSync(new URL('../../../../packages/design/src/tokens.css', import.meta.url), 'utf8')
  const pair = (name: string) => new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css)?.slice(1)
  expect(pair('text')).toEqual(Object.values(TOKENS.text))
  expect(pair('danger-text')).toEqual(Object.values(TOKENS.danger))
  for (const name of ['surface', 'raised', 'bubble'] as const)
    expect(pair(name)?.[1], name).toBe(TOKENS[name])
})
