import { expect, test } from 'vitest'
import { memoryStore } from '../test/memory-store.js'
import type { SendBody } from './outbox.js'
import { storedOutbox, webStore } from './outbox-storage.js'

const body = (clientId: string): SendBody => ({
  clientId,
  room: null,
  kind: 'message',
  content: 'hello',
  file: null,
  at: 1,
})

test('two tabs that share a store keep each other’s messages', () => {
  const store = memoryStore()
  const [one, two] = [storedOutbox(store), storedOutbox(store)]
  one.put({ body: body('a'), failed: false })
  two.put({ body: body('b'), failed: false })
  one.put({ body: body('a'), failed: true })
  two.remove('b')
  expect(one.all()).toEqual([{ body: body('a'), failed: true }])
  expect(two.all()).toEqual(one.all())
})

test('what is not ours or broken is left out', () => {
  const store = memoryStore()
  for (const text of [
    '',
    '{',
    'null',
    '7',
    '{}',
    '{"body":{}}',
    '{"body":{"clientId":1,"content":"","at":1}}',
  ])
    store.map.set(`out:${text}`, text)
  store.map.set('draft', 'hello')
  expect(storedOutbox(store).all()).toEqual([])
})

test('a storage that throws keeps nothing and breaks nothing', () => {
  const store = webStore(() => {
    throw new Error('SecurityError')
  }, 'deskbell:')
  store.set('a', 'b')
  expect(store.get('a')).toBeNull()
  expect(store.keys()).toEqual([])
})
