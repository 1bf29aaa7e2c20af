import type { EntryAuthor } from '../rooms/journal.js'
import type { Cursor, RoomRef } from '../rooms/room.js'

/** Tells what is not an entry to those who follow a room. Entries are told by the commit itself. */
export interface Announcer {
  readMoved(room: RoomRef, reader: EntryAuthor, cursor: Cursor): void
  typing(room: RoomRef, from: EntryAuthor, on: boolean): void
}
