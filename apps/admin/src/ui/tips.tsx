import { useCallback, useEffect, useRef, useState } from 'react'
import { Keys } from './marks.js'
import { placeBeside } from './place-beside.js'

const DELAY_MS = 500
/** Within this after one, its neighbours open without a delay. */
const WARM_MS = 300

interface Shown {
  readonly by: HTMLElement
  readonly label: string
  readonly keys: string | undefined
}

const tippedAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null

/**
 * The one tooltip there is, beside whatever is marked with `data-tip` and pointed at or focused by keyboard; once in
 * the app. It stays while the pointer is on it, and goes with Esc.
 */
export function Tips() {
  const [shown, setShown] = useState<Shown | null>(null)
  const tip = useRef<HTMLDivElement | null>(null)

  useEffect(() => {
    let timer = 0
    let hiddenAt = Number.NEGATIVE_INFINITY
    let current: HTMLElement | null = null

    const hide = () => {
      clearTimeout(timer)
      if (current === null) return
      current = null
      hiddenAt = performance.now()
      setShown(null)
    }
    const show = (by: HTMLElement) => {
      const { tip: label, tipKeys: keys } = by.dataset
      // Whose menu is open needs no name beside it.
      if (!label || !by.isConnected || by.getAttribute('aria-expanded') === 'true') return
      current = by
      setShown({ by, label, keys })
    }
    const onOver = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return
      if (event.target instanceof Node && tip.current?.contains(event.target)) return
      const by = tippedAt(event.target)
      if (by !== null && by === current) return
      hide()
      if (by === null) return
      const warm = performance.now() - hiddenAt < WARM_MS
      timer = window.setTimeout(() => show(by), warm ? 0 : DELAY_MS)
    }
    const onFocus = (event: FocusEvent) => {
      const by = tippedAt(event.target)
      // A focus that comes back after a click is not a question.
      if (by && event.target instanceof Element && event.target.matches(':focus-visible')) show(by)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }

    const listening = new AbortController()
    const { signal } = listening
    addEventListener('pointerover', onOver, { signal })
    addEventListener('focusin', onFocus, { signal })
    addEventListener('focusout', hide, { signal })
    addEventListener('pointerdown', hide, { signal, capture: true })
    addEventListener('keydown', onKey, { signal, capture: true })
    addEventListener('scroll', hide, { signal, capture: true, passive: true })
    document.documentElement.addEventListener('pointerleave', hide, { signal })
    return () => {
      listening.abort()
      clearTimeout(timer)
    }
  }, [])

  const place = useCallback(
    (element: HTMLDivElement | null) => {
      tip.current = element
      if (element === null || shown === null) return
      const { left, top } = placeBeside(shown.by.getBoundingClientRect(), element.getBoundingClientRect(), {
        width: document.documentElement.clientWidth,
        height: document.documentElement.clientHeight,
      })
      element.style.left = `${left}px`
      element.style.top = `${top}px`
    },
    [shown],
  )

  if (shown === null) return null
  return (
    // It repeats a name, so there is nothing in it to hear. The padding bridges the way from what it names.
    <div className="fixed z-50 py-1.5" ref={place} aria-hidden="true">
      <div className="flex max-w-64 animate-appear items-center gap-2 rounded-2 bg-raised px-2 py-1 text-12 text-text shadow-2 ring-1 ring-border forced-colors:border">
        {shown.label}
        {shown.keys && (
          <span className="text-muted">
            <Keys keys={shown.keys} />
          </span>
        )}
      </div>
    </div>
  )
}
