import { Popover as Parts } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'

/**
 * More about one thing, beside it. `trigger`: one element that takes a ref. `label` names it for a screen reader.
 * Leave `open` out where nobody else has to know.
 */
export function Popover({
  trigger,
  label,
  align = 'end',
  open,
  onOpenChange,
  children,
}: {
  trigger: ReactElement
  label: string
  align?: 'start' | 'center' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}) {
  return (
    <Parts.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      <Parts.Trigger asChild>{trigger}</Parts.Trigger>
      <Parts.Portal>
        <Parts.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-16px)] animate-appear overflow-y-auto rounded-3 bg-raised p-4 text-13 shadow-2 ring-1 ring-border outline-none forced-colors:border"
        >
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  )
}
