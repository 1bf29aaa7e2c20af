import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.js'

type Tone = 'danger' | 'warning' | 'positive' | 'info'

const icons: Record<Tone, IconName> = { danger: 'alert', warning: 'alert', positive: 'check', info: 'info' }
const colours: Record<Tone, string> = {
  danger: 'bg-danger-soft text-danger-text',
  warning: 'bg-warning-soft text-warning-text',
  positive: 'bg-positive-soft text-positive-text',
  info: 'bg-info-soft text-info-text',
}

/**
 * One line of truth above what it is about. Errors interrupt a screen reader, the rest waits its turn;
 * `silent` where the same is said elsewhere. `edge`: it runs from edge to edge, without corners.
 */
export function Banner({
  tone,
  icon = icons[tone],
  title,
  children,
  action,
  silent = false,
  edge = false,
}: {
  tone: Tone
  icon?: IconName
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  silent?: boolean
  edge?: boolean
}) {
  const role = tone === 'danger' ? 'alert' : 'status'
  return (
    <div
      className={`flex items-start gap-3 py-2.5 ps-4 pe-3 text-13 forced-colors:border ${edge ? '' : 'rounded-2'} ${colours[tone]}`}
      role={silent ? undefined : role}
    >
      <Icon name={icon} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        {title && <b className="font-semibold">{title}</b>}
        {children && <p className="text-pretty">{children}</p>}
      </div>
      {action && <div className="flex shrink-0 self-center">{action}</div>}
    </div>
  )
}
