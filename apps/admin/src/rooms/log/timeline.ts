import type { Outbox, Send } from '@deskbell/client/outbox'
import type { Entry } from '@deskbell/protocol/entry'
import { sameDay } from '../../ui/moment.js'

/** What a conversation is made of. */
export interface Journal {
  /** Without a hole, oldest first. */
  readonly entries: readonly Entry[]
  /** Those of this room that the entries do not hold yet. */
  readonly sends: Outbox
  /** Id of the member who reads. */
  readonly me: string
}

/** One line of a conversation. `key` stays the same while a send becomes an entry, so that nothing is redrawn. */
export type Line = {
  readonly key: string
  /** Goes on from the one above: same writer, a moment later, so the name need not be said again. */
  readonly follows: boolean
  /** The first of its day. */
  readonly newDay: boolean
  readonly at: string
} & ({ readonly kind: 'entry'; readonly entry: Entry } | { readonly kind: 'send'; readonly send: Send })

/** Milliseconds after which even the same writer is named again. */
const PAUSE = 5 * 60_000

/** Places are numbered as entries are, and go on with what is still on its way: from the first to one past the last. */
export function placesOf({ entries, sends }: Journal): { first: number; end: number } {
  const first = entries[0]?.seq ?? 1
  return { first, end: first + entries.length + sends.length }
}

/**
 * The line at a place; null outside the journal. Looks at nothing but itself and the one above, so that a room
 * of fifty thousand costs no more than one of fifty.
 */
export function lineAt(journal: Journal, place: number): Line | null {
  const { entries, sends, me } = journal
  const index = place - placesOf(journal).first
  const entry = entries[index]
  const send = entries.length <= index ? sends[index - entries.length] : undefined
  const at = momentAt(journal, index)
  if (at === null) return null
  const before = momentAt(journal, index - 1)
  const newDay = before === null || !sameDay(before, at)
  const follows =
    before !== null &&
    !newDay &&
    writerAt(journal, index - 1) === writerAt(journal, index) &&
    Date.parse(at) - Date.parse(before) < PAUSE
  const common = { follows, newDay, at }
  if (entry)
    return { ...common, kind: 'entry', key: `${entry.from.id} ${entry.client_id ?? entry.id}`, entry }
  return send ? { ...common, kind: 'send', key: `${me} ${send.clientId}`, send } : null
}

function momentAt({ entries, sends }: Journal, index: number): string | null {
  const entry = entries[index]
  if (entry) return entry.created
  const send = index >= 0 ? sends[index - entries.length] : undefined
  if (!send) return null
  return send.status === 'sent' ? send.created : new Date(send.at).toISOString()
}

function writerAt({ entries, sends, me }: Journal, index: number): string {
  const entry = entries[index]
  if (entry) return `${entry.kind} ${entry.from.kind} ${entry.from.id}`
  return `${sends[index - entries.length]?.kind} member ${me}`
}
