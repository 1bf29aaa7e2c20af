import type { ComponentProps } from 'react'
import { Icon, type IconName } from './icon.js'
import './button.css'

type Look = 'plain' | 'primary' | 'ghost' | 'danger'

interface ButtonLook {
  look?: Look
  size?: 'sm' | 'md' | 'lg'
  icon?: IconName
}

/** The class of anything that looks like a button, such as a link. */
export function buttonClass({ look = 'plain', size = 'md' }: ButtonLook, more = ''): string {
  const parts = ['btn', look === 'plain' ? '' : `btn--${look}`, size === 'md' ? '' : `btn--${size}`, more]
  return parts.filter(part => part !== '').join(' ')
}

/**
 * A button with words. `busy` keeps it where it is, focusable, and lets nothing through;
 * a `disabled` button would drop the focus of whoever just pressed it.
 */
export function Button({
  look = 'plain',
  size = 'md',
  icon,
  busy = false,
  className,
  onClick,
  children,
  ...rest
}: ButtonLook & { busy?: boolean } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass({ look, size }, className)}
      aria-disabled={busy || undefined}
      onClick={event => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

/** A button that is only a picture; `label` is its name. */
export function IconButton({
  icon,
  label,
  className = '',
  ...rest
}: { icon: IconName; label: string } & ComponentProps<'button'>) {
  return (
    <button type="button" title={label} {...rest} className={`ibtn ${className}`} aria-label={label}>
      <Icon name={icon} flips={icon === 'back' || icon === 'send'} />
    </button>
  )
}
