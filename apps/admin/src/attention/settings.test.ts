import { expect, it } from 'vitest'
import { readChoice, usual } from './settings.js'

it('takes what makes sense and leaves the rest as usual', () => {
  expect(readChoice(null)).toEqual(usual)
  expect(readChoice('{"sound":false,"volume":3,"tick":"no","colour":1}')).toEqual({
    ...usual,
    sound: false,
    volume: 1,
  })
  for (const bad of ['', '{', 'null', '[]', '7']) expect(readChoice(bad)).toEqual(usual)
})
