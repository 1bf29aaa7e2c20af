import { Button } from './button.js'
import { IconButton } from './icon-button.js'
import { dismiss, useToasts } from './toast.js'

/**
 * Toasts without a library, for a page that cannot fetch the one it has: without a line, when there is most to say.
 * They stay until they are closed.
 */
export function PlainToasts() {
  const toasts = useToasts(store => store.toasts)
  return (
    <div
      role="alert"
      className="fixed end-4 bottom-4 z-50 grid w-90 max-phone:top-2 max-phone:bottom-auto max-w-[calc(100vw-32px)] gap-2"
    >
      {toasts.map(({ id, title, text, action }) => (
        <div
          key={id}
          className="flex items-start gap-3 rounded-3 bg-raised py-3 ps-4 pe-2 text-13 shadow-3 ring-1 ring-border forced-colors:border"
        >
          <div className="min-w-0 flex-1">
            <p className="font-medium">{title}</p>
            {text && <p className="text-muted">{text}</p>}
          </div>
          {action && (
            <Button size="sm" onClick={action.onSelect}>
              {action.label}
            </Button>
          )}
          <IconButton icon="x" label="Close the notice" className="-my-1" onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  )
}
