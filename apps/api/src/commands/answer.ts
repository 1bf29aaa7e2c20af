import type { Presence } from '../presence/presence.js'
import type { JournalEntry } from '../rooms/journal.js'
import type { Page } from '../rooms/journal-store.js'
import type { RoomRef } from '../rooms/room.js'
import type { ListedRoom } from '../rooms/room-store.js'

/** Whether the visitors of rooms are there, by their ids. */
export type ByVisitor = ReadonlyMap<string, Presence>

/** What a command answers its asker, before it is made into a wire shape. */
export type Answer =
  | {
      readonly kind: 'rooms'
      readonly rooms: readonly ListedRoom[]
      readonly presence: ByVisitor
      readonly cursor: string | null
    }
  | { readonly kind: 'free_room'; readonly consumer: string }
  | { readonly kind: 'room_exists' }
  | { readonly kind: 'room_opened'; readonly listed: ListedRoom; readonly presence: ByVisitor }
  | { readonly kind: 'room_closed'; readonly roomId: string }
  | { readonly kind: 'page'; readonly room: RoomRef; readonly page: Page }
  | { readonly kind: 'ack'; readonly room: RoomRef; readonly entry: JournalEntry }
