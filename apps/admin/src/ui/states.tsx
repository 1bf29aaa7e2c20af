import type { ReactNode } from 'react'
import { Button } from './button.js'
import { Icon, type IconName } from './icon.js'
import './states.css'

/** Nothing is here, and what to do about it. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
      {action && <div className="empty__do">{action}</div>}
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
    <div className="empty" role="alert">
      <span className="empty__badge">
        <Icon name={icon} size={20} />
      </span>
      <h2>{title}</h2>
      {children}
      {onRetry && (
        <div className="empty__do">
          <Button look="primary" icon="retry" busy={busy} onClick={onRetry}>
            {busy ? 'Trying' : 'Try again'}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Grey boxes in the places of what is loading; `label` is what a screen reader hears instead. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="loading" aria-busy="true">
      <span className="vh" role="status">
        {label}
      </span>
      <div aria-hidden="true">{children}</div>
    </div>
  )
}

/** One grey box; width and height in pixels. */
export function Bone({ width, height = 12, round }: { width: number; height?: number; round?: boolean }) {
  return (
    <i className={round ? 'bone bone--round' : 'bone'} style={{ inlineSize: width, blockSize: height }} />
  )
}
