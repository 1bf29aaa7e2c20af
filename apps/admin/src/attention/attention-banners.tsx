import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { useAttention } from './attention-store.js'
import { useNotify } from './notify.js'
import { choose, useChoice } from './settings.js'
import { turnNotifications } from './turn-notifications.js'
import { useBlocked } from './use-blocked.js'

/** What keeps a ring from being heard, below the list; one thing at a time. */
export function AttentionBanners() {
  const { notify, asked } = useChoice()
  const blocked = useBlocked()
  const { heard, rings } = useAttention()
  const allowed = useNotify(({ state }) => state)
  // The card of a ring lies over it, and says so, too.
  if (rings.size > 0) return null
  if (blocked) {
    return (
      <div role="status" className="flex-none">
        <button
          type="button"
          className="flex w-full items-center gap-2 border-t border-border bg-warning-soft px-4 py-2.5 text-start text-13 font-medium text-warning-text focus-visible:-outline-offset-2"
        >
          <Icon name="soundOff" />
          Your browser keeps the bell silent until you click here
        </button>
      </div>
    )
  }
  // Not before it would have been of use; the browser is never asked by itself.
  const offers = heard && !asked && !notify && allowed === 'default'
  if (!offers) return null
  return (
    <section
      aria-label="Notifications"
      className="grid flex-none gap-2 border-t border-border bg-sunken px-4 py-3 text-13"
    >
      <p className="font-medium">Hear the bell while you work elsewhere?</p>
      <p className="text-muted">A desktop notification says who rings when this page is out of sight.</p>
      <p className="mt-1 flex gap-2">
        <Button size="sm" look="primary" onClick={() => void turnNotifications(true)}>
          Turn on
        </Button>
        <Button size="sm" look="ghost" onClick={() => choose({ asked: true })}>
          Not now
        </Button>
      </p>
    </section>
  )
}
