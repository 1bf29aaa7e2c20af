import type { Send } from '@deskbell/client/outbox'
import type { Entry } from '@deskbell/protocol/entry'

/** What is told under one of our own messages. */
type Mark = 'seen' | 'sent' | 'waiting' | 'failed'

export interface Said {
  readonly kind: 'said'
  readonly key: string
  readonly mine: boolean
  /** Who wrote it; ours have no name. */
  readonly name: string
  readonly content: string
  readonly erased: boolean
  readonly file: {
    readonly url: string
    readonly type: string
    readonly name: string
    readonly size: number
  } | null
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The first and the last of several in a row by one author. */
  readonly first: boolean
  readonly last: boolean
  readonly mark: Mark | null
  /** What is on its way from here. */
  readonly send: Send | null
}

export type Item =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'event'; readonly key: string; readonly text: string; readonly at: number }
  | Said

/**
 * Entries and what is on its way, as they stand in the log: days between them, marks under our own.
 * @param othersRead the number up to which the other side has read
 * @param dayOf a name for the day of a time, the same for all times of that day
 */
export function timeline(
  entries: readonly Entry[],
  sends: readonly Send[],
  othersRead: number,
  dayOf: (at: number) => string,
): readonly Item[] {
  const said: (Said | Extract<Item, { kind: 'event' }>)[] = []
  const { seen, sent } = lastOwn(entries, othersRead)
  for (const entry of entries) {
    const at = Date.parse(entry.created)
    if (entry.kind === 'message') said.push(fromEntry(entry, at, markOf(entry, seen, sent)))
    else if (entry.content !== '') said.push({ kind: 'event', key: entry.id, text: entry.content, at })
  }
  for (const send of sends) said.push(fromSend(send))

  const items: Item[] = []
  let day = ''
  let goesOn = false
  for (const [index, item] of said.entries()) {
    const itsDay = dayOf(item.at)
    if (itsDay !== day) items.push({ kind: 'day', key: `day ${itsDay}`, at: item.at })
    day = itsDay
    const next = said[index + 1]
    const first = !goesOn
    goesOn =
      item.kind === 'said' &&
      next?.kind === 'said' &&
      sameAuthor(item, next) &&
      next.at - item.at < TOGETHER &&
      dayOf(next.at) === itsDay
    items.push(item.kind === 'said' ? { ...item, first, last: !goesOn } : item)
  }
  return items
}

/** Two messages further apart than this each tell their time. */
const TOGETHER = 5 * 60_000

const sameAuthor = (one: Said, other: Said) => one.mine === other.mine && one.name === other.name

/** The newest of our own messages that was seen, and the newest of all. */
function lastOwn(entries: readonly Entry[], othersRead: number) {
  const own = (entry: Entry) => entry.kind === 'message' && entry.from.kind === 'visitor'
  return {
    seen: entries.findLast(entry => own(entry) && entry.seq <= othersRead),
    sent: entries.findLast(own),
  }
}

function markOf(entry: Entry, seen: Entry | undefined, sent: Entry | undefined): Mark | null {
  if (entry === seen) return 'seen'
  return entry === sent ? 'sent' : null
}

function fromEntry(entry: Entry, at: number, mark: Mark | null): Said {
  const mine = entry.from.kind === 'visitor'
  const { file, type, file_name: name = '', file_size: size = 0 } = entry
  return {
    kind: 'said',
    // The same as while it was on its way, so that it is not drawn anew when it arrives.
    key: (mine ? entry.client_id : undefined) ?? entry.id,
    mine,
    name: mine ? '' : entry.from.name,
    content: entry.content,
    erased: entry.erased === true,
    // Only files of our own origin are shown.
    file: file && /^\/[^/\\]/.test(file) ? { url: file, type, name, size } : null,
    at,
    first: true,
    last: true,
    mark,
    send: null,
  }
}

function fromSend(send: Send): Said {
  const marks = { queued: 'waiting', sending: 'waiting', sent: 'sent', failed: 'failed' } as const
  const { file } = send
  return {
    kind: 'said',
    key: send.clientId,
    mine: true,
    name: '',
    content: send.content,
    erased: false,
    file: file && { url: file.file, type: file.type, name: file.file_name, size: file.file_size },
    at: send.at,
    first: true,
    last: true,
    mark: marks[send.status],
    send,
  }
}
