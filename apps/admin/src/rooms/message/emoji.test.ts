import { expect, it } from 'vitest'
import { isOnlyEmoji } from './emoji.js'

it.each(['👍', '🎉🎉🎉', '👩‍👩‍👧‍👦', '👍🏽 ❤️', '🇬🇧', '3️⃣', ' 🙂 '])('%s is only emoji', text => {
  expect(isOnlyEmoji(text)).toBe(true)
})

it.each(['', ' ', '3', '#', 'ok 👍', '👍👍👍👍', '👍.', 'a', '👍'.repeat(5_000)])('%s is not', text => {
  expect(isOnlyEmoji(text)).toBe(false)
})
