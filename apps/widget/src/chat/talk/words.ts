import type { Send } from '@deskbell/client/outbox'
import type { ErrorKind } from '@deskbell/protocol/error'
import { wording } from '../wording.js'

/** Hours and minutes, as the reader's system writes them. */
export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(at)
}

/** The day of a time as a person would say it at `now`. */
export function dayName(at: number, now: number): string {
  const daysAgo = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)
  if (daysAgo === 0) return wording.today
  if (daysAgo === 1) return wording.yesterday
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const }
  return new Intl.DateTimeFormat(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...year,
  }).format(at)
}

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0)

const reasons: Partial<Record<ErrorKind, string>> = {
  rate_limited: wording.tooMany,
  overloaded: wording.overloaded,
}

/** Why a message was not sent, when there is more to say than that. */
export function failureOf(send: Send): string {
  if (send.status !== 'failed' || !send.error) return wording.notSent
  const { kind, message } = send.error
  if (kind === 'unavailable' || kind === 'internal') return wording.notSent
  return wording.because(reasons[kind] ?? message)
}

export function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** What a file's name says it is, such as `PDF`. */
export function kindOf(name: string): string {
  return /\.(\w{1,5})$/.exec(name)?.[1]?.toUpperCase() ?? ''
}

/** A few emoji and nothing else, which may be shown larger. */
export function isEmoji(text: string): boolean {
  return text.length <= 12 && EMOJI.test(text)
}
/** Pictures, with what joins, tints and pairs them. */
const EMOJI = /^(?:[\p{Emoji_Presentation}\u2764\u263a](?:\ufe0f|\u200d|\u2640|\u2642)*|\s)+$/u
