import { Icon } from '../ui/icon.js'
import { Keys } from '../ui/marks.js'
import { ask, PALETTE_KEYS, PALETTE_SHORTCUT } from './desk-events.js'

/** Looks like a field, since typing is what comes next. A phone has it in the menu of its owner. */
export function SearchButton() {
  return (
    <button
      type="button"
      className="flex h-7 w-48 shrink-0 items-center gap-2 rounded-2 bg-surface ps-2 pe-1.5 text-muted inset-ring inset-ring-border hover:bg-hover max-desk:w-auto max-desk:px-1.5 max-phone:hidden forced-colors:border"
      aria-keyshortcuts={PALETTE_SHORTCUT}
      data-tip="Search and commands"
      data-tip-keys={PALETTE_KEYS}
      onClick={ask.palette}
    >
      <Icon name="search" />
      <span className="flex-1 text-start max-desk:sr-only">Search</span>
      <span className="flex max-desk:hidden">
        <Keys keys={PALETTE_KEYS} />
      </span>
    </button>
  )
}
