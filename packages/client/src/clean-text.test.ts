import { expect, test } from 'vitest'
import { cleanText } from './clean-text.js'

test('keeps lines, tabs and every script', () => {
  expect(cleanText('one\n\ttwo 👋🏽 أهلًا')).toBe('one\n\ttwo 👋🏽 أهلًا')
})

test('takes away what the wire refuses', () => {
  expect(cleanText('a\u0000b\u0007c\u009fd')).toBe('abcd')
  expect(cleanText('a\ud800b\udc00c')).toBe('a\ufffdb\ufffdc')
})

test('what holds nothing is empty', () => {
  expect(cleanText(' \n\t\u0000 ')).toBe('')
})
