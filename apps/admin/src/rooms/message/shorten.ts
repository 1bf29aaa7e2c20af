/** UTF-16 units and lines beyond which a text is shown in part until somebody asks for all of it. */
const LONG = 1_600
const LINES = 24
/** What is shown then; well below what is long, or one would be asked to open a few words. */
const PART = 1_000
const PART_LINES = 16

/** The beginning of a text that is too long to be in everybody's way; null when it is not. Ends at a word if it can. */
export function shortened(text: string): string | null {
  const lines = text.split('\n', LINES + 1)
  if (text.length <= LONG && lines.length <= LINES) return null
  const part = lines.slice(0, PART_LINES).join('\n').slice(0, PART)
  const atWord = part.replace(/\s+\S*$/u, '')
  const kept = atWord.length > PART / 2 ? atWord : part
  // Cutting may halve a character of two units; the half is taken off.
  return kept.replace(/[\ud800-\udbff]$/, '')
}
