import type { JournalEntry, NewEntry } from '../rooms/journal.js'
import type { Appended } from '../rooms/journal-store.js'
import type { RoomRef, SharedHead } from '../rooms/room.js'
import type { Hub } from './hub.js'

interface RoomBatch {
  readonly room: RoomRef
  readonly entries: JournalEntry[]
  after: SharedHead
}

/** Tells what one commit has stored, room by room. What was stored earlier was told then. */
export function tellCommitted(
  hub: Pick<Hub, 'committed' | 'readMoved'>,
  batch: readonly { entry: NewEntry; result: Appended }[],
): void {
  const rooms = new Map<string, RoomBatch>()
  for (const { entry, result } of batch) {
    if (result.status !== 'stored') continue
    const there = rooms.get(entry.room.id)
    if (there) there.entries.push(result.entry)
    else rooms.set(entry.room.id, { room: entry.room, entries: [result.entry], after: result.after })
  }
  for (const { room, entries, after } of rooms.values()) {
    hub.committed({ room, entries, after })
    // Who writes has read what stands above. Their other inboxes cannot count that for rooms they have not opened.
    const lastOf = new Map(
      entries.filter(entry => entry.author.kind === 'member').map(entry => [entry.author.id, entry]),
    )
    for (const { author, seq, publicSeq, messageCount } of lastOf.values()) {
      hub.readMoved(room, author, { seq, publicSeq: publicSeq ?? 0, messages: messageCount }, true)
    }
  }
}
