import { expect, test } from 'vitest'
import { gathered } from './gathered.js'

test('who comes while a question is under way joins the next, and everybody gets their own answer', async () => {
  const asked: number[][] = []
  const double = gathered(async (wanted: readonly number[]) => {
    asked.push([...wanted])
    await Promise.resolve()
    return wanted.map(one => 2 * one)
  }, 3)
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10])
  expect(asked).toEqual([[1], [2, 3, 4], [5]])
  expect(await double(6)).toBe(12)
})

test('a question that fails is told to those it was asked for, and the next goes on', async () => {
  let times = 0
  const ask = gathered(async (wanted: readonly string[]) => {
    if (++times === 1) throw new Error('away')
    return wanted
  })
  const settled = await Promise.allSettled(['a', 'b', 'c'].map(ask))
  expect(settled).toEqual([
    { status: 'rejected', reason: new Error('away') },
    { status: 'fulfilled', value: 'b' },
    { status: 'fulfilled', value: 'c' },
  ])
})

test('an answer too few is a fault and answers nobody wrongly', async () => {
  const ask = gathered<number, number>(async () => [])
  await expect(ask(1)).rejects.toThrow('1 asked, 0 answered')
})
