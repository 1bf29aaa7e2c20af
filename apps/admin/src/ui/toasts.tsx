import { Suspense } from 'react'
import { Guard } from './guard.js'
import { later } from './later.js'
import { PlainToasts } from './plain-toasts.js'
import { useToasts } from './toast.js'

/** Fetched when the page is idle, or with the first toast. */
export const ToastCorner = later(() => import('./toast-corner.js').then(m => m.ToastCorner))

/** Where toasts are shown; once in the app. */
export function Toasts() {
  const any = useToasts(({ toasts }) => toasts.length > 0)
  return (
    <Guard instead={<PlainToasts />}>
      <Suspense fallback={null}>
        <Corner any={any} />
      </Suspense>
    </Guard>
  )
}

let shownOnce = false

/** Stays once it was there, so that the last one can leave and a live region does not come and go. */
function Corner({ any }: { any: boolean }) {
  shownOnce ||= any
  return shownOnce && <ToastCorner />
}
