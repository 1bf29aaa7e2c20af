import type { InboxRow } from '@deskbell/client/inbox-rows'
import type { Outbox } from '@deskbell/client/outbox'
import type { Author, Entry } from '@deskbell/protocol/entry'
import type { Presence } from '@deskbell/protocol/room'
import { sayMoment } from '../ui/moment.js'

/** What to call the person on the other side of a room. */
export function visitorName({ visitor, consumer }: Pick<InboxRow, 'visitor' | 'consumer'>): string {
  const name = visitor?.name.trim() ?? ''
  // Where nothing better is known the server names a visitor by their id, which nobody can tell from the next one.
  return name !== '' && name !== consumer ? name : guestName(consumer)
}

/** The name a visitor gave, or nothing: for the letters of their picture. */
export const givenName = ({ visitor, consumer }: Pick<InboxRow, 'visitor' | 'consumer'>): string =>
  visitor && visitor.name !== consumer ? visitor.name : ''

/** A visitor who gave no name: short enough to say aloud, and always the same for the same id. */
function guestName(consumer: string | null): string {
  const signs = [...(consumer ?? '').matchAll(/\p{L}|\p{N}/gu)].map(([sign]) => sign)
  return signs.length === 0 ? 'Visitor' : `Guest ${signs.slice(-4).join('').toLocaleUpperCase('en')}`
}

/** Whether the visitor still has the page open. */
export const sayPresence = ({ online, since }: Presence, now: Date): string =>
  online ? 'Here now' : `Left ${sayMoment(since, now)}`

/** Who wrote an entry, for people. `author` of a visitor's entry is their id. */
export const authorName = ({ from, author }: Pick<Entry, 'from' | 'author'>): string =>
  from.kind === 'visitor' && (from.name === author || from.name === '') ? guestName(author) : from.name

/** The last thing said in a room, on one line: who said it where that is not plain, and what. */
export function lastLine(last: Entry | null, me: string | undefined): string {
  if (last === null) return 'Nothing written yet'
  const said = last.erased ? 'Erased' : last.content.trim() || (last.file ? fileWords(last) : '')
  if (last.kind === 'note') return `Note: ${said}`
  if (last.from.kind === 'visitor') return said
  return `${last.from.id === me ? 'You' : last.from.name}: ${said}`
}

const fileWords = (entry: Entry) =>
  entry.type.startsWith('image/') ? 'A picture' : entry.file_name || 'A file'

/**
 * Who is typing, as a sentence; empty when nobody is.
 * @param visitor what the room's visitor is called here
 */
export function typingWords(typing: readonly Author[], visitor?: string): string {
  const names = typing.map(author => (author.kind === 'visitor' && visitor) || author.name)
  const [first, second] = names
  if (first === undefined) return ''
  if (second === undefined) return `${first} is typing`
  return names.length === 2 ? `${first} and ${second} are typing` : `${first} and others are typing`
}

/** How many sends of each room failed. */
export function failedByRoom(sends: Outbox): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { room, status } of sends)
    if (status === 'failed' && room !== null) counts.set(room, (counts.get(room) ?? 0) + 1)
  return counts
}
