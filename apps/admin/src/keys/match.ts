import type { Shortcut } from './shortcuts.js'

/** What of a key press decides; a KeyboardEvent is one. */
export interface Press {
  readonly key: string
  /** The place on the keyboard, for one that writes other letters. */
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly repeat: boolean
}

export interface Matched<A extends string> {
  readonly action: A | null
  /** The first key of those that come one after another; give it back with the next press. */
  readonly pending: string | null
}

/**
 * Which shortcut a press completes.
 * @param typing whether the press goes into a field
 */
export function match<A extends string>(
  shortcuts: readonly (Shortcut & { readonly action: A })[],
  press: Press,
  pending: string | null,
  typing: boolean,
): Matched<A> {
  const now = nameOf(press)
  if (now === null) return { action: null, pending }
  for (const shortcut of shortcuts) {
    if ((typing && !shortcut.typing) || (press.repeat && !shortcut.repeats)) continue
    const keys = shortcut.keys.replace('Mod ', 'Mod+')
    if (keys === now || (pending !== null && keys === `${pending} ${now}`))
      return { action: shortcut.action, pending: null }
  }
  const begins = !typing && !press.repeat && shortcuts.some(({ keys }) => keys.startsWith(`${now} `))
  return { action: null, pending: begins ? now : null }
}

/** The press as the table writes it; null for one that is no shortcut at all, such as a lone Shift. */
function nameOf(press: Press): string | null {
  if (['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'].includes(press.key)) return null
  const letter = letterOf(press)
  if (press.altKey) return ''
  if (press.ctrlKey || press.metaKey) return press.shiftKey ? '' : `Mod+${letter ?? press.key}`
  // A sign such as "?" brings its own Shift; a letter with Shift is another one.
  if (letter !== null) return press.shiftKey ? '' : letter
  return press.key
}

/** The Latin letter of a press, whatever script the keyboard writes: j is where j is. */
function letterOf({ key, code }: Press): string | null {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  return /^\p{L}$/u.test(key) && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : null
}
