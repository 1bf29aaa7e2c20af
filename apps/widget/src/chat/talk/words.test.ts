import { expect, test } from 'vitest'
import { initialsOf } from '../initials.js'
import { dayName, failureOf, isEmoji, kindOf, sizeOf } from './words.js'

const noon = new Date(2026, 2, 30, 12).getTime()

test('days are named as a person would', () => {
  expect(dayName(new Date(2026, 2, 30, 0, 1).getTime(), noon)).toBe('Today')
  expect(dayName(new Date(2026, 2, 29, 23, 59).getTime(), noon)).toBe('Yesterday')
  expect(dayName(new Date(2026, 2, 28, 23, 59).getTime(), noon)).toMatch(/28/)
  expect(dayName(new Date(2026, 2, 28).getTime(), noon)).not.toMatch(/2026/)
  expect(dayName(new Date(2025, 2, 28).getTime(), noon)).toMatch(/2025/)
})

test('faces have two letters at most', () => {
  expect(['Ines Okafor', 'ines', 'Ana Maria de la Cruz', '', '👋 hi'].map(initialsOf)).toEqual([
    'IO',
    'I',
    'AC',
    '',
    '👋H',
  ])
})

test('sizes are short', () => {
  expect([1, 999_999, 5_242_880].map(sizeOf)).toEqual(['1 kB', '1000 kB', '5.2 MB'])
})

test('a refusal says why, an outage does not', () => {
  const send = { clientId: 'a', room: null, kind: 'message', content: '', file: null, at: 0 } as const
  const failed = (kind: 'bad_request' | 'unavailable') =>
    failureOf({ ...send, status: 'failed', error: { kind, message: 'Too long.' } })
  expect(failed('bad_request')).toBe('Not sent. Too long.')
  expect(failed('unavailable')).toBe('Not sent')
  expect(failureOf({ ...send, status: 'failed', error: null })).toBe('Not sent')
})

test('a file’s kind is what its name ends with', () => {
  expect(['list.csv', 'a.b.PDF', 'none', '.', 'x.toolong'].map(kindOf)).toEqual(['CSV', 'PDF', '', '', ''])
})

test('a few emoji alone are large, words and figures are not', () => {
  for (const text of ['👍', '🎉🎉🎉', '❤️', '👩‍👩‍👧', '👍🏽 🙏', '🇫🇷']) expect(isEmoji(text), text).toBe(true)
  for (const text of ['', 'ok 👍', '1', '42', '#', '👍👍👍👍👍👍👍', '©'])
    expect(isEmoji(text), text).toBe(false)
})
