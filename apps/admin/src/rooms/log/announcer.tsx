import type { Outbox } from '@deskbell/client/outbox'
import type { Entry } from '@deskbell/protocol/entry'
import { useEffect, useRef, useState } from 'react'
import { authorName, lastLine } from '../names.js'

/** More at once would be a torrent; then their number is said. */
const AT_ONCE = 3
const KEPT = 4

interface News {
  readonly key: string
  readonly words: string
}

/**
 * Says each new message once to a screen reader, and nothing of what was there before; our own when it has arrived.
 * Its own place, because the log itself draws and forgets lines as it is scrolled.
 * @param since the number up to which everything is history
 */
export function Announcer({
  entries,
  sends,
  me,
  since,
}: {
  entries: readonly Entry[]
  sends: Outbox
  me: string
  since: number
}) {
  const [news, setNews] = useState<readonly News[]>([])
  const said = useRef(since)
  useEffect(() => {
    const fresh = entriesAfter(entries, said.current).filter(entry => entry.kind !== 'event')
    said.current = Math.max(said.current, entries.at(-1)?.seq ?? 0)
    const [first] = fresh
    if (first === undefined) return
    const more =
      fresh.length > AT_ONCE
        ? [{ key: `${first.id} and more`, words: `${fresh.length} new messages` }]
        : fresh.map(entry => ({ key: entry.id, words: spoken(entry, me) }))
    setNews(before => [...before, ...more].slice(-KEPT))
  }, [entries, me])

  return (
    <>
      <div className="sr-only" aria-live="polite" aria-relevant="additions" data-announcer="">
        {news.map(({ key, words }) => (
          <p key={key}>{words}</p>
        ))}
      </div>
      <p className="sr-only" role="alert">
        {useFailed(sends) &&
          'A message was not sent. It is at the end of the conversation, with a way to retry.'}
      </p>
    </>
  )
}

/** Who said it, and what. Of members the line says itself who they are; of a note not. */
function spoken(entry: Entry, me: string): string {
  const line = lastLine(entry, me)
  if (entry.kind === 'message' && entry.from.kind === 'member') return line
  return `${entry.from.kind === 'member' && entry.from.id === me ? 'You' : authorName(entry)}: ${line}`
}

/** Whether one has failed since this room was opened; those that had failed before are history too. */
function useFailed(sends: Outbox): boolean {
  const failed = sends.filter(send => send.status === 'failed').map(send => send.clientId)
  const [before] = useState(() => new Set(failed))
  return failed.some(clientId => !before.has(clientId))
}

/** The entries with a higher number, without looking at the rest. */
export function entriesAfter(entries: readonly Entry[], seq: number): readonly Entry[] {
  const first = entries[0]
  return first === undefined ? [] : entries.slice(Math.max(0, seq + 1 - first.seq))
}
