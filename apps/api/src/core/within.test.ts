import { expect, test } from 'vitest'
import { within } from './within.js'

test('work in time answers or fails as it would alone', async () => {
  expect(await within(1_000, 'the work', Promise.resolve(7))).toBe(7)
  await expect(within(1_000, 'the work', Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})

test('work that never ends is given up, by name', async () => {
  await expect(within(5, 'the work', new Promise(() => {}))).rejects.toThrow('the work took longer than 5 ms')
})
