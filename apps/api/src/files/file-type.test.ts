import { expect, test } from 'vitest'
import { pdf, picture } from '../../test/files.js'
import { typeOf } from './file-type.js'

const text = (content: string) => Buffer.from(content)

test.each(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const)(
  '%s by content',
  async type => {
    expect(await typeOf(picture(type))).toBe(type)
  },
)

test('PDF by content', async () => {
  expect(await typeOf(pdf)).toBe('application/pdf')
})

test.each([
  'plain words',
  '\ufeffwith a mark in front',
  'a,b\r\n1,2\r\n',
  '{"json": true}',
  'BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n',
  'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
  'I <3 you, 1 < 2 and a<b>c',
  'Grüße 😀 \u200f\u05e9\u05dc\u05d5\u05dd',
])('%j is text', async content => {
  expect(await typeOf(text(content))).toBe('text/plain')
})

test.each([
  '<!doctype html><p>hi',
  '  \n<html>',
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  '<?xml version="1.0"?><svg/>',
  'harmless start <script>alert(1)</script>',
  '\ufeff<b onmouseover=alert(1)>',
  '<!-- x --><iframe src=//evil.example>',
  '{\\rtf1 rich}',
  'bell \u0007 inside',
  'null \u0000 inside',
])('%j is refused', async content => {
  expect(await typeOf(text(content))).toBeNull()
})

test('neither archives nor programs nor broken text are taken', async () => {
  expect(await typeOf(Buffer.from('PK\u0003\u0004 and so on'))).toBeNull()
  expect(await typeOf(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]))).toBeNull()
  expect(await typeOf(Buffer.from('MZ\u0090\u0000', 'latin1'))).toBeNull()
  expect(await typeOf(Buffer.from([0xc3, 0x28, 0xff]))).toBeNull()
  expect(await typeOf(Buffer.from('half \ud83d', 'utf16le'))).toBeNull()
})
