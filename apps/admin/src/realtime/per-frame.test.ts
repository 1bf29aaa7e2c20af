import { Observable } from '@deskbell/client/observable'
import { afterEach, expect, it, vi } from 'vitest'
import { perFrame, REST_MS, rested } from './per-frame.js'

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

afterEach(() => void vi.useRealTimers())

it('draws what comes after a rest with the next frame, and what comes sooner when the rest is over', () => {
  vi.useFakeTimers()
  const frames: (() => void)[] = []
  const soon = rested(
    run => {
      frames.push(run)
      return () => void frames.splice(frames.indexOf(run), 1)
    },
    () => Date.now(),
  )
  const paint = () => {
    for (const run of frames.splice(0)) run()
  }
  const drawn = vi.fn()
  soon(drawn)
  paint()
  expect(drawn).toHaveBeenCalledTimes(1)

  vi.advanceTimersByTime(10)
  soon(drawn)
  vi.advanceTimersByTime(REST_MS - 11)
  paint()
  expect(drawn).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  paint()
  expect(drawn).toHaveBeenCalledTimes(2)

  // Cancelled while it rests, and while it waits for the frame.
  soon(drawn)()
  vi.advanceTimersByTime(REST_MS)
  soon(drawn)()
  paint()
  expect(drawn).toHaveBeenCalledTimes(2)
})
