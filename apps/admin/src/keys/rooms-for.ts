import type { InboxRow } from '@deskbell/client/inbox-rows'
import { visitorName } from '../rooms/names.js'

/**
 * The rooms that a search means, the best first: by name, e-mail, id. Every word has to be in one of them; whoever
 * begins with what was typed comes before whoever only has it somewhere. Without a search, the newest.
 * @param rooms newest first
 */
export function roomsFor(rooms: readonly InboxRow[], search: string, limit: number): readonly InboxRow[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rooms.slice(0, limit)
  const begin: InboxRow[] = []
  const within: InboxRow[] = []
  for (const row of rooms) {
    const text = [visitorName(row), row.visitor?.email ?? '', row.consumer ?? '']
      .join(' ')
      .toLocaleLowerCase()
    if (!words.every(word => text.includes(word))) continue
    const starts = text.split(/[\s@._-]+/).some(part => part.startsWith(words[0] ?? ''))
    if (starts) begin.push(row)
    else within.push(row)
    if (begin.length >= limit) break
  }
  return [...begin, ...within].slice(0, limit)
}
