import { expect, it } from 'vitest'
import { withOne } from './basket.js'

it('counts the same lamp in the same finish, and nothing else, together', () => {
  let basket = withOne([], 'halo', 'opal')
  basket = withOne(basket, 'halo', 'fir')
  basket = withOne(basket, 'halo', 'opal')
  expect(basket).toEqual([
    { lamp: 'halo', finish: 'opal', count: 2 },
    { lamp: 'halo', finish: 'fir', count: 1 },
  ])
})
