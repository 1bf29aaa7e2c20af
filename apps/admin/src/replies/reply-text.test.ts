import type { Reply } from '@deskbell/protocol/reply'
import { describe, expect, it } from 'vitest'
import { filled, findReplies, shortcutError, starters } from './reply-text.js'

const reply = (shortcut: string, text: string): Reply => ({
  id: shortcut,
  shortcut,
  text,
  updated: '2025-10-14T00:00:00.000Z',
})
const replies = [
  reply('bye', 'Thanks and bye'),
  reply('Thanks', 'You are welcome'),
  reply('ship', 'Two days'),
]

describe('filled', () => {
  it('says the name, as it is written', () => {
    expect(filled('Hello {name}, {name}!', 'Kim')).toBe('Hello Kim, Kim!')
    expect(filled('Hello {name}', '$& {name}')).toBe('Hello $& {name}')
  })

  it('leaves no gap where nobody said one', () => {
    expect(filled('Hello {name}, thanks.', '')).toBe('Hello, thanks.')
    expect(filled('Hi\n{name}', '')).toBe('Hi\n')
    expect(filled('Sorry about that, {name}. Look:', '')).toBe('Sorry about that. Look:')
    expect(filled('{name}, we look. {name}: it is here.', '')).toBe('We look. It is here.')
  })
})

describe('findReplies', () => {
  it.each([
    ['', 'bye Thanks ship'],
    ['/', 'bye Thanks ship'],
    ['/THANKS', 'Thanks bye'],
    ['bye thanks', 'bye'],
    ['two', 'ship'],
    ['nothing', ''],
  ])('%j finds %j', (typed, found) => {
    const shortcuts = findReplies(replies, typed).map(each => each.shortcut)
    expect(shortcuts.join(' ')).toBe(found)
  })
})

describe('shortcutError', () => {
  it.each([
    ['', /needed/],
    ['two words', /Only letters/],
    ['grüße', /Only letters/],
    ['x'.repeat(33), /At most 32/],
    ['THANKS', /taken/],
  ])('%j is refused', (shortcut, words) => {
    expect(shortcutError(shortcut, replies, 32)).toMatch(words)
  })

  it('lets good ones pass, and every starter', () => {
    for (const { shortcut } of [...starters, reply('a-1', '')])
      expect(shortcutError(shortcut, [], 32)).toBeUndefined()
  })
})
