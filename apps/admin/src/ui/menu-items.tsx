import type { DropdownMenu } from 'radix-ui'
import { createContext, type ReactNode, use } from 'react'
import { Icon, type IconName } from './icon.js'
import { Keys } from './marks.js'

/** What an open menu gives its items: Radix's parts, and what to do once the menu is closed again. */
export const OpenMenu = createContext<{
  readonly Parts: typeof DropdownMenu
  readonly afterwards: (act: () => void) => void
} | null>(null)

function useOpenMenu() {
  const menu = use(OpenMenu)
  if (menu === null) throw new Error('an item of a menu is only for a menu')
  return menu
}

const row =
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-2 px-2 outline-none data-highlighted:bg-hover data-disabled:text-muted coarse:min-h-11 forced-colors:data-highlighted:outline-2'

/** One thing to do. `keys` do the same without the menu (parted by spaces). */
export function MenuItem({
  icon,
  keys,
  danger = false,
  disabled = false,
  onSelect,
  children,
}: {
  icon?: IconName
  keys?: string
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
  children: ReactNode
}) {
  const { Parts, afterwards } = useOpenMenu()
  return (
    <Parts.Item
      className={`${row} ${danger ? 'text-danger-text data-highlighted:bg-danger-soft' : ''}`}
      disabled={disabled}
      onSelect={() => afterwards(onSelect)}
    >
      {icon && <Icon name={icon} className={danger ? '' : 'text-muted'} />}
      <span className="flex-1">{children}</span>
      {keys && (
        <span className="text-muted coarse:hidden">
          <Keys keys={keys} />
        </span>
      )}
    </Parts.Item>
  )
}

/** Words above a part of the menu. */
export function MenuLabel({ children }: { children: ReactNode }) {
  const { Parts } = useOpenMenu()
  return <Parts.Label className="px-2 py-1.5 text-12 text-muted">{children}</Parts.Label>
}

export function MenuSeparator() {
  const { Parts } = useOpenMenu()
  return <Parts.Separator className="-mx-1 my-1 h-px bg-border" />
}

interface Option<V extends string> {
  readonly value: V
  readonly label: string
  readonly icon?: IconName
}

/** One of several, chosen in the menu; it stays open, since the choice can be seen at once. */
export function MenuRadios<V extends string>({
  label,
  value,
  onChange,
  options,
}: {
  label: string
  value: V
  onChange: (value: V) => void
  options: readonly Option<V>[]
}) {
  const { Parts } = useOpenMenu()
  return (
    <Parts.RadioGroup value={value} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map(option => (
        <Parts.RadioItem
          key={option.value}
          value={option.value}
          className={row}
          onSelect={event => {
            event.preventDefault()
            onChange(option.value)
          }}
        >
          {option.icon && <Icon name={option.icon} className="text-muted" />}
          <span className="flex-1">{option.label}</span>
          <Parts.ItemIndicator>
            <Icon name="check" className="text-accent-text" />
          </Parts.ItemIndicator>
        </Parts.RadioItem>
      ))}
    </Parts.RadioGroup>
  )
}
