import { useEffect } from 'react'
import { navigate } from '../router.js'

/** `j` and `k` walk the list, `r` and `n` go to the composer, Esc goes back; Enter is the link's own. */
export function useKeys(room: string | null): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
        return
      const typing = event.target instanceof HTMLElement && isTyping(event.target)
      if (event.key === 'Escape') {
        // First out of the field, then out of the conversation.
        if (typing) (event.target as HTMLElement).blur()
        else if (room !== null) navigate('/messages')
        return
      }
      if (typing) return
      if (event.key === 'j' || event.key === 'k') walk(event.key === 'j' ? 1 : -1)
      else if (event.key === 'r') focusOn('[data-key="r"]')
      else if (event.key === 'n') document.querySelector<HTMLElement>('[data-key="n"]')?.click()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [room])
}

function isTyping(element: HTMLElement): boolean {
  return element.matches('input:not([type="radio"]), textarea, select') || element.isContentEditable
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus()
}

/** Moves the focus along the list, from the focused row, else from the open one. */
function walk(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const focused = rows.findIndex(row => row.matches(':focus'))
  const open = rows.findIndex(row => row.hasAttribute('aria-current'))
  const from = focused === -1 ? open : focused
  const next = from === -1 ? 0 : from + step
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus()
}
