import type { KeyValue } from '@deskbell/client/outbox-storage'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isMuted, mute, ring } from './sound.js'

let notes: number
let store: KeyValue
let touched: boolean

beforeEach(() => {
  notes = 0
  touched = true
  const items = new Map<string, string>()
  store = {
    keys: () => [...items.keys()],
    get: key => items.get(key) ?? null,
    set: (key, value) => void (value === null ? items.delete(key) : items.set(key, value)),
  }
  const node = () => ({
    frequency: { value: 0 },
    gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} },
    connect: (to: unknown) => to,
    start: () => notes++,
    stop() {},
  })
  vi.stubGlobal(
    'AudioContext',
    class {
      currentTime = 0
      destination = {}
      resume = () => Promise.resolve()
      createOscillator = node
      createGain = node
    },
  )
  vi.stubGlobal('navigator', {
    userActivation: {
      get hasBeenActive() {
        return touched
      },
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

test('ticks once for a message, in whichever tab', () => {
  ring(store, 7)
  expect(notes).toBe(2)
  ring(store, 7)
  expect(notes).toBe(2)
  ring(store, 8)
  expect(notes).toBe(4)
})

test('is silent before the visitor has done anything here, and takes nothing from another tab then', () => {
  touched = false
  ring(store, 7)
  touched = true
  expect(notes).toBe(0)
  ring(store, 7)
  expect(notes).toBe(2)
})

test('is silent when the visitor wants none, which is remembered', () => {
  mute(store, true)
  expect(isMuted(store)).toBe(true)
  ring(store, 7)
  expect(notes).toBe(0)
  mute(store, false)
  expect(isMuted(store)).toBe(false)
  ring(store, 8)
  expect(notes).toBe(2)
})
