import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepOnPage, readPage } from './page-storage.js'

let items: Map<string, string>

beforeEach(() => {
  items = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

test('looking writes nothing', () => {
  expect(readPage('deskbell:acme')).toEqual({})
  expect(items.size).toBe(0)
})

test('keeps what it is told under one key, apart for each widget', () => {
  keepOnPage('deskbell:acme', 'acted', '1')
  keepOnPage('deskbell:acme', 'draft', 'hel')
  keepOnPage('deskbell:acme', 'draft', null)
  expect(readPage('deskbell:acme')).toEqual({ acted: '1' })
  expect(readPage('deskbell:acme/kim')).toEqual({})
  expect([...items.keys()]).toEqual(['deskbell:acme'])
})

test('a broken value is out of reach until something is kept again', () => {
  items.set('deskbell:acme', '{"me":')
  expect(readPage('deskbell:acme')).toBeNull()
  keepOnPage('deskbell:acme', 'acted', '1')
  expect(readPage('deskbell:acme')).toEqual({ acted: '1' })
})

test('a storage that throws is no storage', () => {
  vi.unstubAllGlobals()
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw new Error('SecurityError')
    },
  })
  keepOnPage('deskbell:acme', 'acted', '1')
  expect(readPage('deskbell:acme')).toBeNull()
})
