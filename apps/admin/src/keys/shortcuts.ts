/**
 * Every key of the desk, in one place: what listens and what the help shows are both made from it.
 * `keys`: one after another, parted by spaces; `Mod` is Ctrl, or ⌘ on a Mac, and is held with the one after it.
 */
export interface Shortcut {
  readonly action: string
  readonly keys: string
  readonly label: string
  /** Also while somebody types. */
  readonly typing?: true
  /** Goes on while it is held down. */
  readonly repeats?: true
}

/** On every page of somebody who is signed in. */
export const deskShortcuts = [
  { action: 'palette', keys: 'Mod k', label: 'Search and commands', typing: true },
  { action: 'keys', keys: '?', label: 'These shortcuts' },
  { action: 'messages', keys: 'g m', label: 'Go to Messages' },
  { action: 'settings', keys: 'g s', label: 'Go to Settings' },
  { action: 'account', keys: 'g a', label: 'Go to Account' },
] as const satisfies readonly Shortcut[]

/** In the list of conversations. */
export const listShortcuts = [
  { action: 'next', keys: 'j', label: 'Next', repeats: true },
  { action: 'previous', keys: 'k', label: 'Previous', repeats: true },
  { action: 'open', keys: 'Enter', label: 'Open' },
  { action: 'back', keys: 'Escape', label: 'One step back', typing: true },
] as const satisfies readonly Shortcut[]

/** In the open conversation. */
export const conversationShortcuts = [
  { action: 'reply', keys: 'r', label: 'Reply' },
  { action: 'note', keys: 'n', label: 'Private note' },
  { action: 'canned', keys: '/', label: 'Canned reply' },
] as const satisfies readonly Shortcut[]

export const inboxShortcuts = [...listShortcuts, ...conversationShortcuts] as const

/** What the help shows, part by part. */
export const shortcutGroups = [
  { title: 'List', shortcuts: listShortcuts },
  { title: 'Conversation', shortcuts: conversationShortcuts },
  { title: 'Everywhere', shortcuts: deskShortcuts },
] as const satisfies readonly { title: string; shortcuts: readonly Shortcut[] }[]

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** As the keys are written on the keyboard of this machine, parted by spaces. */
export function sayKeys(keys: string, mac = isMac): string {
  return keys
    .split(' ')
    .map(key => (key === 'Mod' ? (mac ? '⌘' : 'Ctrl') : key === 'Escape' ? 'Esc' : key))
    .map((key, at, all) => (at > 0 && /^(Ctrl|⌘)$/.test(all[at - 1] ?? '') ? key.toUpperCase() : key))
    .join(' ')
}
