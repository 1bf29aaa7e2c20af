import type { ComponentProps } from 'react'
import { Icon, type IconName } from './icon.js'
import { Tooltip } from './tooltip.js'

/** The class of anything that looks like a button of one picture, such as a link. */
export function iconButtonClass(more = ''): string {
  return `fingertip inline-grid size-7 shrink-0 place-items-center rounded-2 text-muted transition-colors hover:bg-hover hover:text-text active:bg-press aria-expanded:bg-press aria-expanded:text-text aria-pressed:bg-press aria-pressed:text-text aria-disabled:cursor-default aria-disabled:opacity-60 max-phone:size-9 ${more}`.trim()
}

/** A button that is only a picture. `label` is its name and its tooltip, `keys` what presses it ("Ctrl K"). */
export function IconButton({
  icon,
  label,
  keys,
  className = '',
  ...rest
}: { icon: IconName; label: string; keys?: string } & ComponentProps<'button'>) {
  return (
    <Tooltip label={label} {...(keys && { keys })}>
      <button type="button" {...rest} className={iconButtonClass(className)} aria-label={label}>
        <Icon name={icon} />
      </button>
    </Tooltip>
  )
}
