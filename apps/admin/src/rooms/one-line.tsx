import type { ReactNode } from 'react'

/**
 * One line that begins where the lines around it do, whichever way it is written, and is cut off at its own end.
 * Takes the room there is; its parent says how much.
 */
export function OneLine({ children }: { children: ReactNode }) {
  return <bdi className="block w-fit max-w-full truncate">{children}</bdi>
}
