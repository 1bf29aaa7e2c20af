import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { z } from 'zod/mini'
import { clientId, colour, consumerId, email, filledLine, line, origin, prose, slug } from './text.js'

const takes = (schema: z.ZodMiniType, value: unknown) => schema.safeParse(value).success

test.each([
  ['a name with a space', slug, 'a b'],
  ['an empty name', slug, ''],
  ['the folder above', consumerId, '..'],
  ['this folder', consumerId, '.'],
  ['a path', consumerId, 'a/b'],
  ['65 letters', slug, 'a'.repeat(65)],
  ['letters of other alphabets', slug, 'käthe'],
  ['a line break in a line', line(), 'a\nb'],
  ['a NUL', prose(), 'a\u0000b'],
  ['an escape', prose(), '\u001b[31m'],
  ['half a character', prose(), 'a\ud800'],
  ['a line of blanks', filledLine(), '   '],
  ['100 kB', line(), 'a'.repeat(100_000)],
  ['a key of the server', clientId, 'server:1'],
  ['a named colour', colour, 'red'],
  ['a colour that goes on', colour, '#343a40;background:url(x)'],
  ['an address without a host', email, 'kim@'],
  ['an address with a line break', email, 'kim@example.com\n'],
  ['an origin with a path', origin, 'https://shop.example/a'],
  ['an origin with a wildcard', origin, 'https://*.example'],
  ['a script as origin', origin, 'javascript:alert(1)'],
  ['a number', line(), 7],
])('%s is refused', (_, schema, value) => {
  expect(takes(schema, value)).toBe(false)
})

test.each([
  [slug, 'Acme_1.shop-x'],
  [consumerId, 'v-0123456789abcdef'],
  [prose(), 'two\nlines\twith a tab, ünïcödé, 🙂 and עברית'],
  [line(), ''],
  [clientId, '0191-a:b.c_d'],
  [colour, '#abc'],
  [colour, '#AABBCCDD'],
  [email, 'kim.hartley+shop@mail.example.co.uk'],
  [origin, 'http://localhost:3000'],
  [origin, 'https://xn--bcher-kva.example'],
])('%# is taken: %s', (schema, value) => {
  expect(takes(schema, value)).toBe(true)
})

test('whatever prose takes can be stored: no NUL and no half characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      if (!takes(prose(), text)) return
      expect(text.includes('\u0000')).toBe(false)
      expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text)
    }),
  )
})

test.each([
  ['an e-mail address of dots', email, `a@${'.'.repeat(60_000)} `],
  ['an e-mail address of letters', email, 'a'.repeat(60_000)],
  ['an origin of letters', origin, `http://${'a'.repeat(60_000)}!`],
  ['an origin of labels', origin, `http://${'a.'.repeat(30_000)}!`],
  ['an origin of dashes', origin, `http://a${'-'.repeat(60_000)}`],
])('%s as long as a frame is refused at once', (_, schema, text) => {
  const began = performance.now()
  expect(takes(schema, text)).toBe(false)
  // Backtracking took seconds.
  expect(performance.now() - began).toBeLessThan(200)
})
