import { DropdownMenu as Parts } from 'radix-ui'
import { type ReactNode, type RefObject, useRef } from 'react'
import { direction } from './direction.js'
import { OpenMenu } from './menu-items.js'

/**
 * An open menu, below its `opener`. Not modal: Radix locks the scroll of the page with a <style> element then,
 * which our content security policy refuses.
 */
export function MenuSheet({
  align,
  labelledBy,
  opener,
  byKeys,
  onClose,
  children,
}: {
  align: 'start' | 'end'
  labelledBy: string
  opener: RefObject<HTMLElement | null>
  /** The first item is chosen at once. */
  byKeys: boolean
  onClose: () => void
  children: ReactNode
}) {
  const chosen = useRef<(() => void) | null>(null)
  const left = useRef(false)
  return (
    <Parts.Root open modal={false} dir={direction()} onOpenChange={open => !open && onClose()}>
      {/* Only the place of it: the opener is there before Radix is. */}
      <Parts.Trigger asChild>
        <span className="pointer-events-none absolute inset-0" aria-hidden="true" />
      </Parts.Trigger>
      {/* Within the landmark it belongs to: all of a page lies in one. */}
      <Parts.Portal
        container={opener.current?.closest<HTMLElement>('[role$="dialog"], main, header') ?? null}
      >
        <Parts.Content
          aria-labelledby={labelledBy}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
          onFocus={event => {
            if (!byKeys || event.target !== event.currentTarget) return
            event.currentTarget.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')?.focus()
          }}
          onInteractOutside={event => {
            // It closes the menu by itself, by its click.
            if (event.target instanceof Node && opener.current?.contains(event.target)) event.preventDefault()
            else left.current = true
          }}
          onCloseAutoFocus={event => {
            event.preventDefault()
            if (!left.current) opener.current?.focus()
            // With the focus back on the opener, so that a dialog which opens now can return it there.
            chosen.current?.()
          }}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-[calc(100vw-16px)] min-w-48 animate-appear overflow-y-auto rounded-3 bg-raised p-1 text-13 shadow-2 ring-1 ring-border outline-none forced-colors:border"
        >
          <OpenMenu
            value={{
              Parts,
              afterwards: act => {
                chosen.current = act
              },
            }}
          >
            {children}
          </OpenMenu>
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  )
}
