import { useLayoutEffect, useRef } from 'react'

/** Keeps the focus on a page's heading when what was loading comes, and another heading with it. */
export function useHeadingStays(loaded: boolean): void {
  const seen = useRef({ loaded, onHeading: false })
  if (seen.current.loaded !== loaded) {
    // Asked now: once the old heading is gone, so is the focus.
    seen.current = { loaded, onHeading: document.activeElement?.tagName === 'H1' }
  }
  useLayoutEffect(() => {
    if (loaded && seen.current.onHeading) document.querySelector('h1')?.focus({ preventScroll: true })
  }, [loaded])
}
