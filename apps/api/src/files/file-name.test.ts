import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeName } from './file-name.js'

test.each([
  ['photo.png', 'image/png', 'photo.png'],
  ['Übersicht 2025.PDF', 'application/pdf', 'Übersicht 2025.PDF'],
  ['../../etc/passwd', 'text/plain', 'passwd.txt'],
  ['C:\\Users\\kim\\list.csv', 'text/plain', 'list.csv'],
  ['..', 'image/png', 'file.png'],
  ['', 'text/plain', 'file.txt'],
  ['   ', 'text/plain', 'file.txt'],
  ['.htaccess', 'text/plain', 'htaccess.txt'],
  ['run.hta', 'text/plain', 'run.hta.txt'],
  ['evil.html', 'text/plain', 'evil.html.txt'],
  ['invoice\u202Egpj.exe', 'image/jpeg', 'invoicegpj.exe.jpg'],
  ['a\u0000b\nc\u0085.png', 'image/png', 'abc.png'],
  ['half\ud83d.png', 'image/png', 'half.png'],
  ['a"b<c>|?*:.png', 'image/png', 'a_b_c_____.png'],
  ['no ending', 'image/webp', 'no ending.webp'],
])('%j as %s is stored as %s', (given, type, stored) => {
  expect(safeName(given, type)).toBe(stored)
})

test('a long name is cut, its ending stays, and no character is halved', () => {
  const name = safeName(`${'😀'.repeat(500)}.pdf`, 'application/pdf')
  expect(name.length).toBeLessThanOrEqual(100)
  expect(name.endsWith('😀.pdf')).toBe(true)
  expect(name.isWellFormed()).toBe(true)
})

test('whatever comes in, a safe name comes out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), given => {
      const name = safeName(given, 'text/plain')
      expect(name.length).toBeLessThanOrEqual(100)
      expect(name.isWellFormed()).toBe(true)
      expect(name).toMatch(/^[^/\\<>:"|?*]+\.[a-z]+$/i)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
      expect(name).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
      expect(name).not.toMatch(/^[. ]/)
    }),
  )
})
