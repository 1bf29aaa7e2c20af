import type { ReactNode } from 'react'
import { Banner } from './banner.js'
import { Button } from './button.js'

/** Somebody else has changed what is being changed here. Silent: it stands where what is new is told. */
export function TakeTheirs({
  busy,
  onTake,
  children,
}: {
  busy: boolean
  onTake: () => void
  /** What of it, and what becomes of theirs. */
  children: ReactNode
}) {
  return (
    <Banner
      tone="warning"
      silent
      title="Changed elsewhere meanwhile"
      action={
        <Button size="sm" busy={busy} onClick={onTake}>
          Take theirs
        </Button>
      }
    >
      {children}
    </Banner>
  )
}
