import { expect, test, vi } from 'vitest'
import { Events } from './events.js'

/** Listeners hear in a microtask of their own. */
const later = () => new Promise<void>(resolve => setTimeout(resolve))

test('tells those that listen, in order, until they stop', async () => {
  const events = new Events()
  const heard: unknown[] = []
  const one = (count: unknown) => void heard.push(['one', count])
  const two = (count: unknown) => void heard.push(['two', count])
  expect(events.set('add', 'unread', one)).toBe(true)
  events.set('add', 'unread', two)
  // The same one twice is one.
  events.set('add', 'unread', one)
  events.emit('unread', 3)
  expect(heard).toEqual([])
  await later()
  expect(heard).toEqual([
    ['one', 3],
    ['two', 3],
  ])
  events.set('delete', 'unread', one)
  events.emit('unread', 4)
  events.emit('open')
  await later()
  expect(heard).toEqual([
    ['one', 3],
    ['two', 3],
    ['two', 4],
  ])
})

test('what one listener throws keeps nothing from the others', async () => {
  const events = new Events()
  const heard = vi.fn()
  const thrown = vi.fn()
  process.once('uncaughtException', thrown)
  const listeners = process.listeners('uncaughtException').filter(each => each !== thrown)
  for (const each of listeners) process.off('uncaughtException', each)
  events.set('add', 'open', () => {
    throw new Error('the page’s own')
  })
  events.set('add', 'open', heard)
  events.emit('open')
  await later()
  for (const each of listeners) process.on('uncaughtException', each)
  expect(heard).toHaveBeenCalledOnce()
  expect(thrown).toHaveBeenCalledOnce()
})

test('knows no other events, nor listeners that are no functions', () => {
  const events = new Events()
  for (const name of ['opened', 'constructor', '__proto__', null, undefined, Symbol('open'), {}])
    expect(events.set('add', name, () => {})).toBe(false)
  for (const listener of [undefined, null, 'alert(1)', {}])
    expect(events.set('add', 'open', listener)).toBe(false)
})
