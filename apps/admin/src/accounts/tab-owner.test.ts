import { beforeEach, expect, it, vi } from 'vitest'

const tab = new Map<string, string>()
const browser = new Map<string, string>()
const storage = (kept: Map<string, string>) => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
})

/** As after a reload: what is kept stays, what the page knew is gone. */
async function freshPage() {
  vi.resetModules()
  return (await import('./tab-owner.js')).changesHands
}

beforeEach(() => {
  tab.clear()
  browser.clear()
  vi.stubGlobal('sessionStorage', storage(tab))
  vi.stubGlobal('localStorage', storage(browser))
})

it('is nobody’s before the first one, and theirs when they come back', async () => {
  const changesHands = await freshPage()
  expect(changesHands('ines')).toBe(false)
  expect(changesHands('ines')).toBe(false)
})

it('notices another person, once', async () => {
  const changesHands = await freshPage()
  changesHands('ines')
  expect(changesHands('tomas')).toBe(true)
  expect(changesHands('tomas')).toBe(false)
})

it('notices them after a reload, too', async () => {
  const before = await freshPage()
  before('ines')
  const after = await freshPage()
  expect(after('tomas')).toBe(true)
})

it('notices them in a tab of their own, and again in the one that was left', async () => {
  const before = await freshPage()
  before('ines')
  const [left] = [new Map(tab), tab.clear()]
  const other = await freshPage()
  expect(other('tomas')).toBe(true)
  expect(other('tomas')).toBe(false)
  vi.stubGlobal('sessionStorage', storage(left))
  expect((await freshPage())('tomas')).toBe(true)
})

it('holds for the page where nothing can be kept', async () => {
  vi.stubGlobal('sessionStorage', undefined)
  vi.stubGlobal('localStorage', undefined)
  const changesHands = await freshPage()
  expect(changesHands('ines')).toBe(false)
  expect(changesHands('tomas')).toBe(true)
})
