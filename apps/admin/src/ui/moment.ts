const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' })
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dateOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const longDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const longDayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' })

/** Days by the calendar of this place, not by 24 hours: yesterday evening is yesterday. */
function daysBetween(earlier: Date, later: Date): number {
  const midnight = (day: Date) => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000)
}

/** Hours and minutes, as in 14:02. */
export const sayTime = (instant: string): string => clock.format(new Date(instant))

/** As short as can be for a list: the time today, then Yesterday, the weekday, the date. */
export function sayBriefly(instant: string, now: Date): string {
  const then = new Date(instant)
  const days = daysBetween(then, now)
  if (days <= 0) return clock.format(then)
  if (days === 1) return 'Yesterday'
  if (days < 7) return weekday.format(then)
  return then.getFullYear() === now.getFullYear() ? date.format(then) : dateOfYear.format(then)
}

/** Day and time, within a sentence. */
export function sayMoment(instant: string, now: Date): string {
  const then = new Date(instant)
  const days = daysBetween(then, now)
  if (days <= 0) return `today ${clock.format(then)}`
  return `${days === 1 ? 'yesterday' : sayBriefly(instant, now)} ${clock.format(then)}`
}

/** The head of a day in a conversation. */
export function sayDay(instant: string, now: Date): string {
  const then = new Date(instant)
  const days = daysBetween(then, now)
  if (days > 300) return longDayOfYear.format(then)
  const name = longDay.format(then)
  if (days <= 0) return `Today, ${name}`
  return days === 1 ? `Yesterday, ${name}` : name
}

/** Whether two instants lie on one day of this place's calendar. */
export const sameDay = (one: string, other: string): boolean =>
  daysBetween(new Date(one), new Date(other)) === 0
