import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkify } from './linkify.js'

const links = (text: string) => linkify(text).flatMap(piece => (piece.href === undefined ? [] : [piece.text]))

test('words stay words', () => {
  expect(linkify('hello')).toEqual([{ text: 'hello' }])
  expect(linkify('')).toEqual([])
})

test('finds addresses and leaves the sentence around them alone', () => {
  expect(linkify('See https://shop.example/a?b=c#d, please.')).toEqual([
    { text: 'See ' },
    { text: 'https://shop.example/a?b=c#d', href: 'https://shop.example/a?b=c#d' },
    { text: ', please.' },
  ])
  expect(links('(https://a.example/x) HTTP://B.example! https://c.example/w_(d).')).toEqual([
    'https://a.example/x',
    'HTTP://B.example',
    'https://c.example/w_(d)',
  ])
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://a.example',
  'www.a.example',
  'http://',
  'https://?',
  'https://bank.example@evil.example/',
])('%s is not followed', text => {
  expect(links(text)).toEqual([])
})

test('nothing is lost or added, and only http and https are followed', () => {
  const text = fc.array(
    fc.oneof(
      fc.string(),
      fc.constant('http://a.example/b'),
      fc.constantFrom(' ', '\n', '(', ').', 'javascript:', 'https://', '<a href="'),
    ),
  )
  fc.assert(
    fc.property(text, parts => {
      const pieces = linkify(parts.join(''))
      expect(pieces.map(piece => piece.text).join('')).toBe(parts.join(''))
      for (const { href } of pieces) if (href !== undefined) expect(href).toMatch(/^https?:\/\//)
    }),
  )
})
