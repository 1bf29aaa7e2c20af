import { Observable } from '@deskbell/client/observable'
import { expect, it, vi } from 'vitest'
import { perFrame } from './per-frame.js'

function stage() {
  let value = 0
  let frame: (() => void) | null = null
  const made = vi.fn(() => value)
  const source = new Observable(made)
  const calm = perFrame(source, run => {
    frame = run
    return () => {
      frame = null
    }
  })
  return {
    made,
    calm,
    set(next: number) {
      value = next
      source.changed()
    },
    paint() {
      const run = frame
      frame = null
      run?.()
    },
  }
}

it('tells of many changes once, with the last of them', () => {
  const { calm, made, set, paint } = stage()
  const told = vi.fn()
  calm.subscribe(told)
  made.mockClear()
  for (let n = 1; n <= 200; n += 1) set(n)
  expect(calm.getSnapshot()).toBe(0)
  expect(made).not.toHaveBeenCalled()
  paint()
  expect(told).toHaveBeenCalledTimes(1)
  expect(calm.getSnapshot()).toBe(200)
  expect(made).toHaveBeenCalledTimes(1)
  set(201)
  paint()
  expect(calm.getSnapshot()).toBe(201)
})

it('is silent once it is stopped', () => {
  const { calm, set, paint } = stage()
  const told = vi.fn()
  calm.subscribe(told)
  set(1)
  calm.stop()
  paint()
  set(2)
  paint()
  expect(told).not.toHaveBeenCalled()
})
