import type { ElementType, ReactNode } from 'react'

/**
 * In the place of `react-remove-scroll`, which Radix brings along: it locks the scroll with a <style> element, which
 * our content security policy refuses. style.css does that with `data-scrim`.
 */
export function RemoveScroll({ as: As = 'div', children }: { as?: ElementType; children: ReactNode }) {
  return <As>{children}</As>
}
