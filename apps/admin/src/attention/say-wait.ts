/** How long somebody has waited. `exact`: to the second, as on a clock; else as short as can be for a list. */
export function sayWait(ms: number, exact = false): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const minutes = Math.floor(seconds / 60)
  if (exact) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`
}
