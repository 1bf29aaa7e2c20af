import { useEffect, useRef } from 'react'
import { match } from './match.js'
import type { Shortcut } from './shortcuts.js'

/** How long the second key of two may take. */
const PENDING_MS = 1_500

/** Does nothing when it answers false: then the press is the browser's. */
export type Act = () => unknown

/** Listens for the keys of a table on the whole page. There is something to do for each of them. */
export function useShortcuts<A extends string>(
  shortcuts: readonly (Shortcut & { readonly action: A })[],
  acts: Readonly<Record<NoInfer<A>, Act>>,
): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    let pending: string | null = null
    let since = 0
    const onKeyDown = (event: KeyboardEvent) => {
      // While an input method is composing, a key chooses a word; 229 is how some browsers say so.
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return
      if (isElsewhere(event.target)) return
      if (event.timeStamp - since > PENDING_MS) pending = null
      const matched = match(shortcuts, event, pending, isField(event.target))
      pending = matched.pending
      since = event.timeStamp
      if (matched.action === null) return
      if (latest.current[matched.action]() !== false) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [shortcuts])
}

/** Whether what is pressed here is written. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !['radio', 'checkbox', 'range', 'button', 'submit', 'color', 'file'].includes(target.type)
  return target.matches('textarea, select') || target.isContentEditable
}

/** Dialogs and menus have keys of their own. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[data-scrim]')) return true
  return (
    target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
  )
}
