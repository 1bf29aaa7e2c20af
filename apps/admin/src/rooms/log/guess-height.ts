import { shownInline } from '../message/files.js'
import type { Line } from './timeline.js'

/** Letters of a usual line, the height of one, and what a bubble has around its words, in pixels. */
const LETTERS = 64
const LINE = 20
const BUBBLE = 20
const HEAD = 24
const PICTURE = 164
const CARD = 52

/** About how high a line will be, before it was ever drawn: for the length of the scrollbar. */
export function guessHeight(line: Line | null): number {
  if (line === null || (line.kind === 'entry' && line.entry.kind === 'event')) return HEAD
  const { content, file } = line.kind === 'entry' ? line.entry : line.send
  const type = line.kind === 'entry' ? line.entry.type : (line.send.file?.type ?? '')
  const rows = Math.min(20, Math.ceil(content.length / LETTERS))
  return (
    (line.newDay ? HEAD : 0) +
    (line.follows ? 0 : HEAD) +
    (rows === 0 ? 0 : rows * LINE + BUBBLE) +
    (file === null ? 0 : shownInline(type) ? PICTURE : CARD)
  )
}
