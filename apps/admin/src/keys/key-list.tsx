import { Keys } from '../ui/marks.js'
import { type Shortcut, sayKeys } from './shortcuts.js'

/** What each key does. */
export function KeyList({ shortcuts }: { shortcuts: readonly Shortcut[] }) {
  return (
    <dl className="grid gap-1">
      {shortcuts.map(({ action, keys, label }) => (
        <div key={action} className="flex min-h-7 items-center justify-between gap-4 text-text-2">
          <dt className="min-w-0 text-start">{label}</dt>
          <dd className="shrink-0 text-muted">
            <Keys keys={sayKeys(keys)} />
            <span className="sr-only">{sayKeys(keys)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
