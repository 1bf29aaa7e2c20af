import type { Send } from '@deskbell/client/outbox'
import type { Entry } from '@deskbell/protocol/entry'
import { sameDay } from '../ui/moment.js'

/** One line of a conversation. `key` stays the same while a send becomes an entry, so that nothing is redrawn. */
export type TimelineItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | {
      readonly kind: 'entry'
      readonly key: string
      readonly entry: Entry
      /** Goes on from the one above: same writer, a moment later, so the name need not be said again. */
      readonly follows: boolean
    }
  | { readonly kind: 'send'; readonly key: string; readonly send: Send; readonly follows: boolean }

/** Milliseconds after which even the same writer is named again. */
const PAUSE = 5 * 60_000

interface Said {
  readonly writer: string
  readonly at: string
}

/**
 * A conversation as it is shown: what the journal holds with a head for each day, then what is still on its way.
 * @param sends those of this room; the ones the journal holds already are not in it
 * @param me id of the member who reads
 */
export function timelineOf(entries: readonly Entry[], sends: readonly Send[], me: string): TimelineItem[] {
  const items: TimelineItem[] = []
  let above: Said | null = null
  const add = (said: Said, item: (follows: boolean) => TimelineItem) => {
    if (above === null || !sameDay(above.at, said.at))
      items.push({ kind: 'day', key: `day:${said.at}`, at: said.at })
    const follows =
      above !== null &&
      above.writer === said.writer &&
      sameDay(above.at, said.at) &&
      Date.parse(said.at) - Date.parse(above.at) < PAUSE
    items.push(item(follows))
    above = said
  }
  for (const entry of entries) {
    const writer = `${entry.kind} ${entry.from.kind} ${entry.from.id}`
    const key = entry.client_id ?? entry.id
    add({ writer, at: entry.created }, follows => ({ kind: 'entry', key, entry, follows }))
  }
  for (const send of sends) {
    const writer = `${send.kind} member ${me}`
    const at = send.status === 'sent' ? send.created : new Date(send.at).toISOString()
    add({ writer, at }, follows => ({ kind: 'send', key: send.clientId, send, follows }))
  }
  return items
}
