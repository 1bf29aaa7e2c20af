import { describe, expect, it } from 'vitest'
import { readOrigin, sayOrigin, withOrigin } from './origins.js'

describe('readOrigin', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    [' https://Shop.example/page?x#y ', 'https://shop.example'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('%s is %s', (typed, origin) => {
    expect(readOrigin(typed)).toEqual({ origin })
  })

  it.each([
    ['shop.example', 'https://shop.example'],
    ['Shop.example/page', 'https://shop.example'],
    ['localhost:3000', 'http://localhost:3000'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ])('%s lacks a beginning: %s is meant', (typed, better) => {
    expect(readOrigin(typed)).toMatchObject({ wrong: expect.stringContaining('https://'), better })
  })

  it.each([
    ['https://*.shop.example', /wildcard/],
    ['*', /wildcard/],
    ['ftp://shop.example', /Only/],
    ['javascript:alert(1)', /no address/],
    ['shop', /no address/],
    ['two words.example', /no address/],
    ['https://', /no address/],
    ['https://a b', /no address/],
  ])('%s is refused', (typed, words) => {
    const read = readOrigin(typed)
    expect(read.wrong).toMatch(words)
    expect(read).not.toHaveProperty('better')
  })
})

it('a list holds each origin once', () => {
  expect(withOrigin(['https://a.example'], 'https://a.example')).toEqual(['https://a.example'])
  expect(withOrigin(['https://a.example'], 'https://b.example')).toHaveLength(2)
})

it('only the usual scheme goes without saying', () => {
  expect(sayOrigin('https://shop.example')).toBe('shop.example')
  expect(sayOrigin('http://localhost:3000')).toBe('http://localhost:3000')
})
