import type { EntryAuthor, EntryKind, JournalEntry, NewEntry } from '../rooms/journal.js'
import type { Appended } from '../rooms/journal-store.js'
import type { Cursor, RoomRef, SharedHead } from '../rooms/room.js'
import type { Hub } from './hub.js'

interface RoomBatch {
  readonly room: RoomRef
  readonly entries: JournalEntry[]
  readonly after: SharedHead
  /** Where the last entry of each member has moved their cursor to. */
  readonly answered: Map<string | null, { author: EntryAuthor; kind: EntryKind; cursor: Cursor }>
}

/** Tells what one commit has stored, room by room. What was stored earlier was told then. */
export function tellCommitted(
  hub: Pick<Hub, 'committed' | 'readMoved'>,
  batch: readonly { entry: NewEntry; result: Appended }[],
): void {
  const rooms = new Map<string, RoomBatch>()
  for (const { entry, result } of batch) {
    if (result.status !== 'stored') continue
    const { room, author, kind } = entry
    const there: RoomBatch = rooms.get(room.id) ?? {
      room,
      entries: [],
      after: result.after,
      answered: new Map(),
    }
    rooms.set(room.id, there)
    there.entries.push(result.entry)
    if (author.kind === 'member') there.answered.set(author.id, { author, kind, cursor: result.cursor })
  }
  for (const { room, entries, after, answered } of rooms.values()) {
    hub.committed({ room, entries, after })
    // Who writes has read what stands above. Everybody in the room sees that by the message itself; but a note the
    // visitor does not see, and a member's other inboxes cannot count for rooms they have not opened.
    for (const { author, kind, cursor } of answered.values())
      hub.readMoved(room, author, cursor, kind === 'message')
  }
}
