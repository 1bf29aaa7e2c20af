import type { ReactNode } from 'react'
import { Button } from './button.js'
import { Icon, type IconName } from './icon.js'

const place = 'flex min-h-0 flex-1 flex-col items-center justify-center gap-1 p-6 text-center text-13'
const words = 'max-w-80 text-balance text-muted'

/** Nothing is here, and what to do about it. */
export function Empty({
  title,
  icon,
  children,
  action,
}: {
  title: string
  icon?: IconName
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={place}>
      {icon && (
        <span className="mb-3 grid size-10 place-items-center rounded-full bg-hover text-text-2">
          <Icon name={icon} size={20} />
        </span>
      )}
      <h2 className="text-16 font-semibold">{title}</h2>
      {children && <div className={words}>{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}

/** It did not work: what happened, what is safe, and a way to try again. */
export function Failed({
  title,
  icon = 'server',
  children,
  onRetry,
  busy = false,
}: {
  title: string
  icon?: IconName
  children?: ReactNode
  onRetry?: () => void
  busy?: boolean
}) {
  return (
    <div className={place} role="alert">
      <span className="mb-3 grid size-10 place-items-center rounded-full bg-danger-soft text-danger-text">
        <Icon name={icon} size={20} />
      </span>
      <h2 className="text-16 font-semibold">{title}</h2>
      {children && <div className={words}>{children}</div>}
      {onRetry && (
        <Button className="mt-4" look="primary" icon="retry" busy={busy} onClick={onRetry}>
          {busy ? 'Trying' : 'Try again'}
        </Button>
      )}
    </div>
  )
}

/**
 * Grey boxes in the places of what is loading; `label` is what a screen reader hears instead.
 * What loads at once shows none at all.
 */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="animate-late" aria-busy="true">
      <span className="sr-only" role="status">
        {label}
      </span>
      <div aria-hidden="true">{children}</div>
    </div>
  )
}

const corners = {
  line: 'rounded-1',
  round: 'rounded-full',
  control: 'rounded-2',
  bubble: 'rounded-4',
} as const

/** One grey box, with the corners of what will be there; width and height in pixels. */
export function Bone({
  width,
  height = 12,
  shape = 'line',
}: {
  width: number
  height?: number
  shape?: keyof typeof corners
}) {
  return (
    <i
      className={`block max-w-full animate-bone bg-press ${corners[shape]}`}
      style={{ inlineSize: width, blockSize: height }}
    />
  )
}
