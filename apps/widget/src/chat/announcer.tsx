import type { Entry } from '@deskbell/protocol/entry'
import { useRef } from 'preact/hooks'

interface Props {
  readonly entries: readonly Entry[]
  readonly loaded: boolean
  /** What nobody can see is not read out later either. */
  readonly shown: boolean
}

/**
 * Tells a screen reader each new message of the other side once. Not left to the log itself, where older pages
 * and the first one would be read out, too.
 */
export function Announcer({ entries, loaded, shown }: Props) {
  const told = useRef({ until: -1, lines: [] as readonly { id: string; line: string }[] })
  const top = entries.at(-1)?.seq ?? 0
  if (loaded && told.current.until < 0) told.current.until = top
  if (loaded && top > told.current.until) {
    const { until, lines } = told.current
    const fresh = shown ? entries.filter(entry => entry.seq > until && entry.from.kind !== 'visitor') : []
    const more = fresh.map(entry => ({ id: entry.id, line: lineOf(entry) }))
    told.current = { until: top, lines: [...lines, ...more].slice(-5) }
  }
  return (
    <div class="vh" aria-live="polite">
      {told.current.lines.map(({ id, line }) => (
        <p key={id}>{line}</p>
      ))}
    </div>
  )
}

const lineOf = ({ kind, content, from, file_name }: Entry) =>
  kind === 'event' ? content : `${from.name}: ${content || `sent a file, ${file_name ?? ''}`}`
