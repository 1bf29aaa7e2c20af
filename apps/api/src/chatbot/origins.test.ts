import { expect, test } from 'vitest'
import { allowOrigin, frameAncestors } from './origins.js'

test('a site that names no origin may be embedded and asked by anybody', () => {
  expect(frameAncestors([])).toBe('*')
  expect(allowOrigin([], undefined)).toBe('*')
  expect(allowOrigin([], 'https://anyone.example')).toBe('*')
})

test('a site that names some, by these and our own preview', () => {
  const origins = ['https://shop.example', 'http://localhost:3000']
  expect(frameAncestors(origins)).toBe("'self' https://shop.example http://localhost:3000")
  expect(allowOrigin(origins, 'https://shop.example')).toBe('https://shop.example')
  expect(allowOrigin(origins, 'https://evil.example')).toBeNull()
  expect(allowOrigin(origins, undefined)).toBeNull()
})
