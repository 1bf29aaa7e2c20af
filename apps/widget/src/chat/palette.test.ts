import { contrast } from '@deskbell/design/colour'
import { defaultLook } from '@deskbell/protocol/chatbot'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { palette } from './palette.js'

const pairs = [
  ['--on-head', '--head'],
  ['--ink', '--paper'],
  ['--muted', '--paper'],
  ['--accent', '--paper'],
  ['--danger', '--paper'],
  ['--on-mine', '--mine'],
  ['--on-theirs', '--theirs'],
  ['--on-greeting', '--greeting'],
  ['--on-field', '--field'],
  ['--field-muted', '--field'],
] as const

test('a look that reads is left as it is', () => {
  expect(palette(defaultLook)).toMatchObject({
    '--head': '#343a40',
    '--on-head': '#ffffff',
    '--mine': '#343a40',
    '--on-mine': '#ffffff',
    '--theirs': '#eef0f4',
    '--on-theirs': '#181c22',
    '--ink': '#181c22',
    '--scheme': 'light',
  })
})

test('a dark paper gets light ink', () => {
  const dark = palette({ ...defaultLook, background_color: '#131518' })
  expect(dark).toMatchObject({ '--ink': '#eaebee', '--scheme': 'dark' })
})

test('whatever an owner chooses, every text reads on its ground', () => {
  const colour = fc
    .array(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 3 })
    .map(parts => `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`)
  const look = fc.record({
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
  fc.assert(
    fc.property(look, chosen => {
      const colours = palette({ ...defaultLook, ...chosen })
      for (const [text, ground] of pairs)
        expect(contrast(colours[text] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(4.5)
      expect(contrast(colours['--edge'] ?? '', colours['--paper'] ?? '')).toBeGreaterThanOrEqual(3)
    }),
    { numRuns: 500 },
  )
})
