import { expect, test } from 'vitest'
import { Roll } from './roll.js'

function at() {
  const clock = { now: 0 }
  return { clock, roll: new Roll(3_000, () => clock.now) }
}

test('who falls silent is missed, who says good-bye is not', () => {
  const { clock, roll } = at()
  roll.heard('a', 0)
  roll.heard('b', 0)
  clock.now = 3_000
  expect(roll.complete).toBe(true)
  roll.left('b')
  clock.now = 3_001
  expect(roll.complete).toBe(false)
  roll.heard('a', 0)
  expect(roll.complete).toBe(true)
})

test('who is silent for ten minutes is dead and waited for no longer', () => {
  const { clock, roll } = at()
  roll.heard('a', 0)
  clock.now = 600_000
  expect(roll.complete).toBe(false)
  clock.now = 600_001
  expect(roll.complete).toBe(true)
})

test('a node that could not send says so once', () => {
  const { roll } = at()
  expect(roll.heard('a', 2)).toBe(false)
  expect(roll.heard('a', 2)).toBe(false)
  expect(roll.heard('a', 3)).toBe(true)
  expect(roll.heard('a', 3)).toBe(false)
})
