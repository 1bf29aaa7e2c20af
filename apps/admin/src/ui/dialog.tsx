import { Dialog as Parts } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { Button } from './button.js'
import { IconButton } from './icon-button.js'

const widths = { sm: 'max-w-100', md: 'max-w-130', lg: 'max-w-200' } as const

interface Asked {
  open: boolean
  onClose: () => void
  title: string
  children?: ReactNode
}

/**
 * Our own scrim in the place of Radix's Overlay: that one locks the scroll of the page with a <style> element,
 * which our content security policy refuses. `data-scrim` does the same from style.css.
 * By itself only for what brings its own head; it has to hold a title.
 */
export function Sheet({
  open,
  onClose,
  urgent = false,
  width,
  described,
  children,
}: {
  open: boolean
  onClose: () => void
  /** Asks for a decision: a click beside it is not one. */
  urgent?: boolean
  width: string
  described: boolean
  children: ReactNode
}) {
  const before = useRef<HTMLElement | null>(null)
  return (
    <Parts.Root open={open} onOpenChange={next => !next && onClose()}>
      <Parts.Portal>
        <div
          data-scrim={hasScrollbar() ? 'keeps-bar' : ''}
          className="fixed inset-0 z-40 grid animate-fade items-center justify-items-center overflow-y-auto bg-scrim p-4 max-phone:items-end max-phone:p-0"
        >
          <Parts.Content
            role={urgent ? 'alertdialog' : 'dialog'}
            aria-modal="true"
            // Without a description Radix wants to hear that this is meant.
            {...(!described && { 'aria-describedby': undefined })}
            onOpenAutoFocus={() => {
              const { activeElement } = document
              before.current = activeElement instanceof HTMLElement ? activeElement : null
            }}
            onCloseAutoFocus={event => {
              // Opened by what somebody did anywhere, so there is no trigger that Radix could give the focus back to.
              event.preventDefault()
              if (before.current?.isConnected) before.current.focus()
            }}
            onKeyDown={event => {
              // Radix gives the key to the layer on top, which is a toast while there is one.
              const ours = event.target instanceof Node && event.currentTarget.contains(event.target)
              if (event.key === 'Escape' && ours && document.querySelector('[data-toasts] li')) onClose()
            }}
            onInteractOutside={event => {
              if (urgent || isToast(event.target)) event.preventDefault()
            }}
            className={`flex max-h-full w-full animate-rise flex-col overflow-hidden rounded-4 bg-raised text-13 shadow-3 outline-none forced-colors:border max-phone:max-w-full max-phone:rounded-b-none ${width}`}
          >
            {children}
          </Parts.Content>
        </div>
      </Parts.Portal>
    </Parts.Root>
  )
}

/** Whether the page has a bar that takes room; once its room is kept, the answer stays the same. */
const hasScrollbar = () => innerWidth > document.documentElement.clientWidth

/** A toast lies above a dialog, and closing the one must not close the other. */
function isToast(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-toasts]') !== null
}

/**
 * Something to look at or to fill in above the page. Esc, the cross and a click beside it close it,
 * and the focus goes back to where it was. `footer` stays in sight while the rest scrolls.
 */
export function Dialog({
  open,
  onClose,
  title,
  description,
  size = 'md',
  footer,
  children,
}: Asked & { description?: ReactNode; size?: keyof typeof widths; footer?: ReactNode }) {
  return (
    <Sheet open={open} onClose={onClose} width={widths[size]} described={description !== undefined}>
      <header className="flex flex-none items-start gap-3 py-3 ps-5 pe-3">
        <div className="min-w-0 flex-1 pt-0.5">
          <Parts.Title className="text-16">{title}</Parts.Title>
          {description && <Parts.Description className="text-muted">{description}</Parts.Description>}
        </div>
        <IconButton icon="x" label="Close" keys="Esc" onClick={onClose} />
      </header>
      <div className="relative min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
      {footer && (
        <footer className="flex flex-none flex-wrap justify-end gap-2 border-t border-border px-5 py-3">
          {footer}
        </footer>
      )}
    </Sheet>
  )
}

/** Asks before something that cannot be taken back. `action` is the word on the button: what will happen. */
export function Confirm({
  open,
  onClose,
  title,
  children,
  action,
  onConfirm,
  danger = false,
  busy = false,
}: Asked & { action: string; onConfirm: () => void; danger?: boolean; busy?: boolean }) {
  return (
    <Sheet open={open} onClose={onClose} urgent width={widths.sm} described={children !== undefined}>
      <div className="grid gap-1 px-5 pt-5 pb-4">
        <Parts.Title className="text-16">{title}</Parts.Title>
        {children && (
          <Parts.Description asChild>
            <div className="text-text-2">{children}</div>
          </Parts.Description>
        )}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 px-5 pb-5">
        {/* First, so that it has the focus: Enter without thinking changes nothing. */}
        <Button onClick={onClose}>Cancel</Button>
        <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
          {action}
        </Button>
      </footer>
    </Sheet>
  )
}
