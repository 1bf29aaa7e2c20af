import { Toast as Parts } from 'radix-ui'
import { Button } from './button.js'
import { direction } from './direction.js'
import { Icon } from './icon.js'
import { IconButton } from './icon-button.js'
import { dismiss, type Toast, useToasts } from './toast.js'

const marks = {
  plain: null,
  positive: <Icon name="check" className="mt-0.5 text-positive" />,
  danger: <Icon name="alert" className="mt-0.5 text-danger" />,
} as const

/** The toasts in their corner. They wait while somebody points at them, reads them by F8, or is in another window. */
export function ToastCorner() {
  const toasts = useToasts(store => store.toasts)
  return (
    <Parts.Provider label="Notice" swipeDirection={direction() === 'rtl' ? 'left' : 'right'}>
      {toasts.map(each => (
        <One key={each.id} {...each} />
      ))}
      <div data-toasts="">
        <Parts.Viewport
          label="Notices ({hotkey})"
          className="fixed end-4 bottom-4 z-50 grid w-90 max-phone:top-2 max-phone:bottom-auto max-w-[calc(100vw-32px)] gap-2 outline-none"
        />
      </div>
    </Parts.Provider>
  )
}

function One({ id, title, text, tone, action, stay }: Toast) {
  return (
    <Parts.Root
      type={tone === 'danger' ? 'foreground' : 'background'}
      duration={stay}
      onOpenChange={open => {
        if (!open) dismiss(id)
      }}
      onEscapeKeyDown={event => {
        // Only for whoever is in it: Esc anywhere else is meant for what they are in.
        if (!(event.target instanceof Element) || !event.target.closest('[data-toasts]'))
          event.preventDefault()
      }}
      className="flex animate-rise items-start gap-3 rounded-3 bg-raised py-3 ps-4 pe-2 text-13 shadow-3 ring-1 ring-border data-[swipe=cancel]:translate-x-0 data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x) data-[swipe=cancel]:transition-transform forced-colors:border"
    >
      {marks[tone]}
      <div className="min-w-0 flex-1">
        <Parts.Title className="font-medium">{title}</Parts.Title>
        {text && <Parts.Description className="text-muted">{text}</Parts.Description>}
      </div>
      {action && (
        <Parts.Action asChild altText={action.label}>
          <Button size="sm" onClick={action.onSelect}>
            {action.label}
          </Button>
        </Parts.Action>
      )}
      <Parts.Close asChild>
        <IconButton icon="x" label="Close the notice" className="-my-1" />
      </Parts.Close>
    </Parts.Root>
  )
}
