import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const kept = new Map<string, string>()
let told: (event: { key: string; newValue: string | null }) => void = () => {}
const root: { dataset: Record<string, string | undefined> } = { dataset: {} }

async function freshPage() {
  vi.resetModules()
  return (await import('./theme.js')).useTheme
}

beforeEach(() => {
  kept.clear()
  root.dataset = {}
  vi.stubGlobal('document', { documentElement: root })
  vi.stubGlobal('localStorage', {
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  vi.stubGlobal('addEventListener', (_: 'storage', listener: typeof told) => {
    told = listener
  })
})
afterEach(() => void vi.unstubAllGlobals())

it('follows the system until something is chosen', async () => {
  const useTheme = await freshPage()
  expect(useTheme.getState().theme).toBe('system')
})

it('is what public/early.js put on before the first paint', async () => {
  root.dataset.theme = 'dark'
  const useTheme = await freshPage()
  expect(useTheme.getState().theme).toBe('dark')
})

it('is worn at once and kept', async () => {
  const useTheme = await freshPage()
  useTheme.getState().choose('dark')
  expect(root.dataset.theme).toBe('dark')
  expect([...kept.values()]).toEqual(['dark'])
  useTheme.getState().choose('system')
  expect(root.dataset.theme).toBeUndefined()
  expect(kept.size).toBe(0)
})

it('follows what is chosen in another tab', async () => {
  const useTheme = await freshPage()
  useTheme.getState().choose('light')
  const key = [...kept.keys()][0] ?? ''
  told({ key, newValue: 'dark' })
  expect(root.dataset.theme).toBe('dark')
  told({ key, newValue: null })
  expect(useTheme.getState().theme).toBe('system')
  told({ key: 'something else', newValue: 'dark' })
  expect(useTheme.getState().theme).toBe('system')
})

it('lasts as long as the page where nothing can be kept', async () => {
  vi.stubGlobal('localStorage', undefined)
  const useTheme = await freshPage()
  useTheme.getState().choose('dark')
  expect(useTheme.getState().theme).toBe('dark')
})
