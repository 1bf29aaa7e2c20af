import { expect, it } from 'vitest'
import { placeBeside } from './place-beside.js'

const view = { width: 400, height: 300 }
const own = { width: 100, height: 30 }
const thing = (left: number, top: number) => ({ left, top, width: 20, height: 20 })

it('lies above the middle of it', () => {
  expect(placeBeside(thing(200, 100), own, view)).toEqual({ left: 160, top: 70 })
})

it('lies below it where there is no room above', () => {
  expect(placeBeside(thing(200, 10), own, view)).toEqual({ left: 160, top: 30 })
})

it.each([
  ['left', 0, 8],
  ['right', 380, 292],
])('stays inside at the %s edge', (_, left, expected) => {
  expect(placeBeside(thing(left, 100), own, view).left).toBe(expected)
})
