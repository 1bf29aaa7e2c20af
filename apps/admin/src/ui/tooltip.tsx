import { cloneElement, type ReactElement } from 'react'

/** What {@link Tips} looks for. Any element may have them itself. */
export interface Tipped {
  'data-tip'?: string | undefined
  'data-tip-keys'?: string | undefined
}

/**
 * Names what is under the pointer or has the keyboard's focus. For eyes only: `children`, one element that can take
 * the focus, must have that name itself. It only marks it, so that a thousand of them in a list cost nothing.
 */
export function Tooltip({
  label,
  keys,
  children,
}: {
  label: string
  /** Which keys do the same, parted by spaces. */
  keys?: string
  children: ReactElement<Tipped>
}) {
  return cloneElement(children, { 'data-tip': label, 'data-tip-keys': keys })
}
