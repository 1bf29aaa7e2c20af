import { expect, test } from 'vitest'
import { displayName, splitName } from './user.js'

test('one name becomes the two of the old wire, and is shown as one again', () => {
  expect(splitName('Ada King Lovelace')).toEqual({ firstName: 'Ada King', lastName: 'Lovelace' })
  expect(splitName('  Prince ')).toEqual({ firstName: 'Prince', lastName: '' })
  expect(splitName('')).toEqual({ firstName: '', lastName: '' })
  expect(displayName({ username: 'ada', ...splitName('Ada  Lovelace') })).toBe('Ada Lovelace')
})

test('who gave no name is shown by the user name', () => {
  expect(displayName({ username: 'ada', ...splitName(' ') })).toBe('ada')
})
