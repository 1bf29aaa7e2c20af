import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { piecesOf } from './links.js'

const linksIn = (text: string) => piecesOf(text).flatMap(piece => piece.href ?? [])

describe('piecesOf', () => {
  it.each([
    ['see https://a.example/x.', ['https://a.example/x']],
    ['(https://a.example/x)', ['https://a.example/x']],
    ['https://a.example/x_(y)', ['https://a.example/x_(y)']],
    [
      'https://a.example/?q=1&r=2#top, and http://b.example!',
      ['https://a.example/?q=1&r=2#top', 'http://b.example'],
    ],
    ['HTTPS://A.EXAMPLE', ['HTTPS://A.EXAMPLE']],
    ['“https://a.example”', ['https://a.example']],
    ['<a href="https://a.example">', ['https://a.example']],
  ])('%s', (text, links) => {
    expect(linksIn(text)).toEqual(links)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>',
    'ftp://a.example',
    'https://',
    'http://',
    'xhttps://a.example',
    'vbscript:https//x',
    'mailto:kim@a.example',
  ])('makes no link of %s', text => {
    expect(linksIn(text)).toEqual([])
  })

  it('loses no character, whatever is written', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('https://a.example/', 'http://', ')', '(', '.', ' ', 'javascript:', '"', '\n'),
    )
    fc.assert(
      fc.property(fc.array(part), parts => {
        const text = parts.join('')
        expect(
          piecesOf(text)
            .map(piece => piece.text)
            .join(''),
        ).toBe(text)
        for (const href of linksIn(text)) expect(new URL(href).protocol).toMatch(/^https?:$/)
      }),
    )
  })
})
