import { expect, test } from 'vitest'
import { recall, remember } from './identity.js'

function store() {
  const items = new Map<string, string>()
  return {
    items,
    keys: () => [...items.keys()],
    get: (key: string) => items.get(key) ?? null,
    set: (key: string, value: string | null) =>
      void (value === null ? items.delete(key) : items.set(key, value)),
  }
}
const ann = { consumer: 'v-ann', token: 'a.b-c_d' }

test('a new visitor gets an id that nobody guesses, and leaves no trace yet', () => {
  const kept = store()
  const [one, other] = [recall(kept, null), recall(kept, null)]
  expect(one).toMatchObject({ consumer: expect.stringMatching(/^v-[0-9a-v]{16}$/), token: null })
  expect(one.consumer).not.toBe(other.consumer)
  expect(kept.items.size).toBe(0)
})

test('comes back as the same visitor', () => {
  const kept = store()
  remember(kept, ann)
  expect(recall(kept, null)).toEqual(ann)
})

test('a given visitor is that one, with the token if it is theirs', () => {
  const kept = store()
  expect(recall(kept, 'kim')).toEqual({ consumer: 'kim', token: null })
  remember(kept, { ...ann, consumer: 'kim' })
  expect(recall(kept, 'kim')).toEqual({ consumer: 'kim', token: ann.token })
  expect(recall(kept, 'lee')).toEqual({ consumer: 'lee', token: null })
})

test.each([
  '{',
  'null',
  '7',
  '{}',
  '{"consumer":"a b","token":"t"}',
  '{"consumer":"a","token":"t t"}',
  '{"consumer":"a","token":null}',
])('what is broken (%s) is nobody', text => {
  const kept = store()
  kept.items.set('me', text)
  expect(recall(kept, null).token).toBeNull()
})
