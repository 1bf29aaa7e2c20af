import type { Actor, KnownActor } from '../core/actor.js'
import type { RoomRef, SiteRef } from '../rooms/room.js'
import type { RoomRecord } from '../rooms/room-store.js'

/** The rooms one socket follows. */
interface Following {
  open(record: RoomRecord): void
  close(roomId: string): void
  /** A room that was opened here, without asking the database again. */
  opened(roomId: string): RoomRef | undefined
}

/** Where a command comes from: what the door it came through has proven about it. */
export interface CommandContext {
  readonly actor: Actor
  /** The other credential of the same browser (inbox and test page side by side), which `author` may choose. */
  readonly other: KnownActor | null
  readonly site: SiteRef
  /** The one room of a chat socket or a REST path; null on a room socket. */
  readonly room: RoomRef | null
  /** A client of the older systems. */
  readonly old: boolean
  /** Whether the asker also holds the credential of this visitor: old pages ask before they open their chat. */
  readonly holds: (consumer: string) => Promise<boolean>
  /** Absent for REST: nothing is told later. */
  readonly following: Following | null
}
