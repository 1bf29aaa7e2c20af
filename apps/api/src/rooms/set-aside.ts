import { setTimeout as wait } from 'node:timers/promises'
import { DeskbellError } from '../core/errors.js'
import type { NewEntry } from './journal.js'
import type { Appended } from './journal-store.js'
import type { RoomRef } from './room.js'

/** An entry and whoever waits for its end. */
export interface Waiting {
  readonly entry: NewEntry
  resolve(result: Appended): void
  reject(reason: unknown): void
}

export interface SetAsideOptions {
  /** Writes entries of one room and settles them; answers those that were not written because it is locked. */
  readonly attempt: <W extends Waiting>(part: readonly W[]) => Promise<readonly W[]>
  /** Ids of those of the rooms that nobody keeps now. */
  readonly free: (rooms: readonly RoomRef[]) => Promise<ReadonlySet<string>>
  /** Milliseconds that somebody waits here; then they are told to try again. */
  readonly patience?: number
}

interface Held extends Waiting {
  readonly until: number
}

/** Entries of one write. */
const AT_ONCE = 100
/** Milliseconds between two looks at who is free. */
const LOOK_EVERY = 100

/**
 * Rooms whose rows somebody else keeps locked (a person at the database, a long clean-up). What is to be written there
 * waits here, in its order, so that nobody else waits for it.
 */
export class SetAside {
  private readonly rooms = new Map<string, Held[]>()
  private running: Promise<void> | null = null

  constructor(private readonly options: SetAsideOptions) {}

  /** Entries that wait. */
  get size(): number {
    let size = 0
    for (const held of this.rooms.values()) size += held.length
    return size
  }

  /** Takes the entry if its room is set aside: it must not overtake those that wait there. */
  takes(waiting: Waiting): boolean {
    if (this.rooms.size === 0) return false
    const held = this.rooms.get(waiting.entry.room.id)
    if (!held) return false
    held.push({ ...waiting, until: Date.now() + (this.options.patience ?? 3_000) })
    this.running ??= this.run()
    return true
  }

  /** From now on this entry's room is set aside. */
  put(waiting: Waiting): void {
    const { id } = waiting.entry.room
    if (!this.rooms.has(id)) this.rooms.set(id, [])
    this.takes(waiting)
  }

  /** Resolves when nobody waits here any more. */
  async drain(): Promise<void> {
    while (this.running) await this.running
  }

  private async run(): Promise<void> {
    while (this.size > 0) {
      // A room that nobody writes in stays until somebody does: only then is it known to be free again.
      const asked = [...this.rooms.values()].flatMap(held => held[0]?.entry.room ?? [])
      for (const roomId of await this.options.free(asked)) await this.write(roomId)
      this.giveUp()
      if (this.size > 0) await wait(LOOK_EVERY)
    }
    this.running = null
  }

  private async write(roomId: string): Promise<void> {
    const held = this.rooms.get(roomId) ?? []
    const left = await this.options.attempt(held.splice(0, AT_ONCE))
    if (left.length > 0) held.unshift(...left)
    else if (held.length === 0) this.rooms.delete(roomId)
  }

  private giveUp(): void {
    const now = Date.now()
    for (const held of this.rooms.values()) {
      while (held[0] && held[0].until <= now) {
        held.shift()?.reject(
          new DeskbellError('unavailable', 'This conversation is locked just now. Please try again.', {
            retryAfterMs: 1_000,
          }),
        )
      }
    }
  }
}
