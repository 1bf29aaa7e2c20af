import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.js'

/** One key of the keyboard, in the colour of the words around it. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-4.5 min-w-4.5 place-items-center rounded-1 border border-current/30 px-1 font-sans text-11 leading-none">
      {children}
    </kbd>
  )
}

/** Keys parted by spaces ("Ctrl K"). For eyes only: what listens for them says so with aria-keyshortcuts. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1" dir="ltr" aria-hidden="true">
      {keys.split(' ').map(key => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  )
}

type Tone = 'neutral' | 'accent' | 'bell' | 'positive' | 'warning' | 'danger' | 'info'

const badges: Record<Tone, string> = {
  neutral: 'bg-hover text-text-2',
  accent: 'bg-accent-soft text-accent-text',
  bell: 'bg-bell-soft text-bell-text',
  positive: 'bg-positive-soft text-positive-text',
  warning: 'bg-warning-soft text-warning-text',
  danger: 'bg-danger-soft text-danger-text',
  info: 'bg-info-soft text-info-text',
}

/** A word about a thing. `bell` only where a person is waiting. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone
  icon?: IconName
  children: ReactNode
}) {
  return (
    <span
      className={`inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-1 px-1.5 text-12 font-medium forced-colors:border ${badges[tone]}`}
    >
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  )
}

const counts = {
  accent: 'bg-accent text-on-accent px-1.5',
  bell: 'bg-bell-fill text-on-bell px-1.5',
  quiet: 'text-muted font-medium text-12',
} as const

/** How many; 99+ above that. What is counted must be said beside it. `bell` only for people who wait. */
export function Count({ value, tone = 'accent' }: { value: number; tone?: keyof typeof counts }) {
  return (
    <span
      className={`inline-grid h-4.5 min-w-5 place-items-center rounded-full text-11 font-semibold leading-none tabular-nums forced-color-adjust-none ${counts[tone]}`}
    >
      {value > 99 ? '99+' : value}
    </span>
  )
}
