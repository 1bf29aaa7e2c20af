import { expect, test } from 'vitest'
import { Shares } from './shares.js'

test('one network gets its share and no more, all together what there is', () => {
  const shares = new Shares(10, 6)
  const back = shares.take('192.0.2.1', 6)
  expect(() => shares.take('192.0.2.1', 1)).toThrow(expect.objectContaining({ kind: 'overloaded' }))
  shares.take('2001:db8::1', 4)
  expect(() => shares.take('192.0.2.2', 1)).toThrow(expect.objectContaining({ kind: 'overloaded' }))
  back()
  back()
  shares.take('192.0.2.2', 6)
  expect(() => shares.take('2001:db8::2', 1)).toThrow(expect.objectContaining({ kind: 'overloaded' }))
})
