const MINUTE = 60_000
const spans = [
  { unit: 'day', ms: 1440 * MINUTE },
  { unit: 'hour', ms: 60 * MINUTE },
  { unit: 'minute', ms: MINUTE },
] as const

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** How long ago an instant is, as in "2 minutes ago". @param now milliseconds since the epoch */
export function sayAgo(instant: string, now: number): string {
  const passed = now - Date.parse(instant)
  const span = spans.find(({ ms }) => passed >= ms)
  return span ? words.format(-Math.floor(passed / span.ms), span.unit) : 'just now'
}
