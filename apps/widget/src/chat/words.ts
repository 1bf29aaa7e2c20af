import type { ConnectionState } from '@deskbell/client/connection'
import type { Send } from '@deskbell/client/outbox'

/** Hours and minutes, as the reader's system writes them. */
export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(at)
}

/** The day of a time as a person would say it at `now`. */
export function dayName(at: number, now: number): string {
  const daysAgo = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)
  if (daysAgo === 0) return 'Today'
  if (daysAgo === 1) return 'Yesterday'
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const }
  return new Intl.DateTimeFormat(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...year,
  }).format(at)
}

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0)

/** One line about the connection, under the site's name. */
export function stateLine({ status }: ConnectionState): string {
  if (status === 'open') return 'Connected'
  return status === 'waiting' || status === 'ended' ? 'No connection' : 'Connecting'
}

/** Why a message was not sent, when there is more to say than that. */
export function failureOf(send: Send): string {
  if (send.status !== 'failed' || !send.error) return 'Not sent'
  return send.error.kind === 'unavailable' || send.error.kind === 'internal'
    ? 'Not sent'
    : `Not sent. ${send.error.message}`
}

export function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** Two letters for a face. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    word => [...(word ?? '')][0] ?? '',
  )
  return letters.join('').toUpperCase()
}
