import type { ComponentProps, ReactNode } from 'react'
import { Icon, type IconName } from './icon.js'
import { Keys } from './marks.js'

type Look = 'plain' | 'primary' | 'ghost' | 'danger' | 'bell'
type Size = 'sm' | 'md' | 'lg'

interface ButtonLook {
  look?: Look
  size?: Size
}

const base =
  'relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-2 font-medium transition-colors aria-disabled:cursor-default forced-colors:border'

/** Each says all of what it looks like when nothing can be done with it, so no rule has to outdo another. */
const off = 'aria-disabled:bg-hover aria-disabled:text-muted aria-disabled:inset-ring-border'
const looks: Record<Look, string> = {
  plain: `bg-raised text-text inset-ring inset-ring-border shadow-1 not-aria-disabled:hover:bg-hover not-aria-disabled:active:bg-press ${off}`,
  primary: `bg-accent text-on-accent shadow-1 not-aria-disabled:hover:bg-accent-hover ${off}`,
  ghost:
    'text-text-2 not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-text aria-disabled:text-muted',
  danger: `bg-raised text-danger-text inset-ring inset-ring-border shadow-1 not-aria-disabled:hover:bg-danger-soft ${off}`,
  bell: `bg-bell-fill text-on-bell inset-ring inset-ring-bell font-semibold not-aria-disabled:hover:brightness-95 ${off}`,
}
const sizes: Record<Size, string> = {
  sm: 'fingertip h-7 gap-1.5 px-2 text-13',
  md: 'fingertip h-8 gap-1.5 px-3 text-13',
  lg: 'h-10 gap-2 px-4 text-14 max-phone:h-11',
}

/**
 * The class of anything that looks like a button, such as a link.
 * @param more only what no look says already (place, width): two utilities of one kind do not overrule each other
 */
export function buttonClass({ look = 'plain', size = 'md' }: ButtonLook = {}, more = ''): string {
  return `${base} ${looks[look]} ${sizes[size]} ${more}`.trim()
}

/**
 * A button with words. `busy` keeps it where it is, focusable, and lets nothing through;
 * a `disabled` button would drop the focus of whoever just pressed it.
 * `keys` are shown in it ("Ctrl K", keys parted by spaces); pressing them is the page's business.
 */
export function Button({
  look = 'plain',
  size = 'md',
  icon,
  keys,
  busy = false,
  className = '',
  onClick,
  children,
  ...rest
}: ButtonLook & {
  icon?: IconName
  keys?: string
  busy?: boolean
  children?: ReactNode
} & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass({ look, size }, className)}
      aria-disabled={busy || rest['aria-disabled'] || undefined}
      onClick={event => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {busy ? <Icon name="spinner" className="animate-turn" /> : icon && <Icon name={icon} />}
      {children}
      {keys && <Keys keys={keys} />}
    </button>
  )
}
