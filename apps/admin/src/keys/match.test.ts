import { describe, expect, it } from 'vitest'
import { match, type Press } from './match.js'
import { deskShortcuts, inboxShortcuts, type Shortcut, sayKeys, shortcutGroups } from './shortcuts.js'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  ...more,
})
const all: readonly Shortcut[] = [...deskShortcuts, ...inboxShortcuts]
const acts = (one: Press, typing = false, pending: string | null = null) =>
  match(all, one, pending, typing).action

describe('match', () => {
  it.each([
    [press('j'), 'next'],
    [press('J'), 'next'],
    [press('о', { code: 'KeyJ' }), 'next'],
    [press('j', { repeat: true }), 'next'],
    [press('?', { shiftKey: true }), 'keys'],
    [press('/'), 'canned'],
    [press('Escape'), 'back'],
    [press('k', { ctrlKey: true }), 'palette'],
    [press('k', { metaKey: true }), 'palette'],
    [press('K', { shiftKey: true }), null],
    [press('j', { ctrlKey: true }), null],
    [press('j', { altKey: true }), null],
    [press('r', { metaKey: true }), null],
    [press('k', { ctrlKey: true, shiftKey: true }), null],
    [press('n', { repeat: true }), null],
    [press('x'), null],
  ])('%#', (one, action) => {
    expect(acts(one)).toBe(action)
  })

  it('leaves whoever types alone, but for what they need there', () => {
    for (const key of ['j', 'k', 'r', 'n', '/', '?', 'g', 'Enter']) expect(acts(press(key), true)).toBeNull()
    expect(acts(press('Escape'), true)).toBe('back')
    expect(acts(press('k', { ctrlKey: true }), true)).toBe('palette')
  })

  it('takes keys one after another, and forgets the first over another key', () => {
    const first = match(all, press('g'), null, false)
    expect(first).toEqual({ action: null, pending: 'g' })
    expect(match(all, press('Shift'), 'g', false).pending).toBe('g')
    expect(acts(press('m'), false, first.pending)).toBe('messages')
    expect(match(all, press('x'), 'g', false)).toEqual({ action: null, pending: null })
    expect(acts(press('m'))).toBeNull()
  })
})

it('shows every shortcut there is, and none twice', () => {
  const shown = shortcutGroups.flatMap(group => group.shortcuts.map(({ action }) => action))
  expect(shown.toSorted()).toEqual(all.map(({ action }) => action).toSorted())
  expect(new Set(all.map(({ keys }) => keys)).size).toBe(all.length)
})

it('writes keys as they stand on the keyboard', () => {
  expect(sayKeys('Mod k', false)).toBe('Ctrl K')
  expect(sayKeys('Mod k', true)).toBe('⌘ K')
  expect(sayKeys('g m')).toBe('g m')
  expect(sayKeys('Escape')).toBe('Esc')
})
