/** What parts of the desk ask of each other across pages, without knowing who answers. */
export const ask = {
  /** The command palette, to search and to act. */
  palette: () => void dispatchEvent(new Event('deskbell:palette')),
  /** The list of all keys. */
  keys: () => void dispatchEvent(new Event('deskbell:keys')),
}

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** What opens the palette, as it stands on the keyboard of this machine; keys parted by spaces. */
export const PALETTE_KEYS = mac ? '⌘ K' : 'Ctrl K'
/** The same for `aria-keyshortcuts`. */
export const PALETTE_SHORTCUT = mac ? 'Meta+K' : 'Control+K'
