import type { InboxRow } from '@deskbell/client/inbox-rows'
import type { Outbox } from '@deskbell/client/outbox'
import type { Author, Entry } from '@deskbell/protocol/entry'

/** What to call the person on the other side of a room. */
export function visitorName(room: Pick<InboxRow, 'visitor' | 'consumer'>): string {
  return room.visitor?.name || room.consumer || 'Visitor'
}

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

/** Who is typing, as a sentence; empty when nobody is. */
export function typingWords(typing: readonly Author[]): string {
  const names = typing.map(author => author.name)
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
