import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.js'
import './banner.css'

type Tone = 'danger' | 'warning' | 'positive' | 'info'

const icons: Record<Tone, IconName> = {
  danger: 'alert',
  warning: 'alert',
  positive: 'check',
  info: 'bell',
}

/**
 * One line of truth above what it is about. Errors interrupt a screen reader, the rest waits its turn;
 * `silent` where the same is said elsewhere.
 */
export function Banner({
  tone,
  icon = icons[tone],
  title,
  children,
  action,
  silent = false,
}: {
  tone: Tone
  icon?: IconName
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  silent?: boolean
}) {
  const role = tone === 'danger' ? 'alert' : 'status'
  return (
    <div className={`banner banner--${tone}`} role={silent ? undefined : role}>
      <Icon name={icon} />
      <div className="banner__say">
        {title && <b>{title}</b>}
        {children && <p>{children}</p>}
      </div>
      {action}
    </div>
  )
}
