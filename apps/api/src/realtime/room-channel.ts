import type { JournalEntry } from '../rooms/journal.js'
import type { JournalStore } from '../rooms/journal-store.js'
import type { RoomRef } from '../rooms/room.js'
import { mayOldClientsSee, numberFor } from './audience.js'
import type { Listener } from './listener.js'
import { presentEntry } from './present.js'

const HEAL_PAGE = 200

/**
 * Everybody on this node who follows one room, and how far they were told. Entries go out strictly by number:
 * an older one is dropped, a gap is read from the journal. So it does not matter in which order commits are heard of.
 */
export class RoomChannel {
  /** Each with the number up to which it reads by itself: it is told what comes above. */
  private readonly seen = new Map<Listener, number>()
  /** For whom made it, when the last listener has left. */
  onEmpty: () => void = () => {}
  /** The highest number that was heard of. */
  private wanted: number
  private healing: Promise<void> | null = null

  /** @param cursor the room's top as read before anybody followed: later entries will be told */
  constructor(
    readonly room: RoomRef,
    private cursor: number,
    private readonly journal: Pick<JournalStore, 'since'>,
    private readonly onHealFailed: (error: unknown) => void,
  ) {
    this.wanted = cursor
  }

  get listeners(): readonly Listener[] {
    return [...this.seen.keys()]
  }

  get isEmpty(): boolean {
    return this.seen.size === 0
  }

  /** @param seen what the listener reads by itself; once more with a higher one when it has read on */
  follow(listener: Listener, seen: number): void {
    this.seen.set(listener, Math.max(seen, this.seen.get(listener) ?? 0))
  }

  leave(listener: Listener): void {
    this.seen.delete(listener)
  }

  /** The database was restored: its numbers go on from `top`, whatever was told before. */
  rewind(top: number): void {
    this.cursor = top
    this.wanted = top
    for (const listener of this.seen.keys()) this.seen.set(listener, top)
  }

  /** Entries fresh from a commit on this node, rising. */
  accept(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      this.wanted = Math.max(this.wanted, entry.seq)
      if (entry.seq === this.cursor + 1) this.tell(entry)
    }
    void this.heal(this.wanted)
  }

  /** Reads and tells whatever is missing up to `top`. Resolves when done or when the database failed. */
  heal(top: number): Promise<void> {
    this.wanted = Math.max(this.wanted, top)
    if (this.cursor >= this.wanted) return this.healing ?? Promise.resolve()
    this.healing ??= this.readOn().finally(() => {
      this.healing = null
    })
    return this.healing
  }

  private async readOn(): Promise<void> {
    try {
      while (this.cursor < this.wanted && !this.isEmpty) {
        const entries = await this.journal.since(this.room, this.cursor, HEAL_PAGE)
        for (const entry of entries) if (entry.seq > this.cursor) this.tell(entry)
        // Heard of but not there: a hint from before a restore. The heartbeat will say again what is true.
        if (entries.length === 0) this.wanted = this.cursor
      }
    } catch (error) {
      // The next hint or heartbeat tries again.
      this.onHealFailed(error)
    }
  }

  private tell(entry: JournalEntry): void {
    this.cursor = entry.seq
    const frames: Partial<Record<Listener['audience'], string | null>> = {}
    for (const [listener, seen] of this.seen) {
      if (entry.seq <= seen) continue
      if (listener.old && !mayOldClientsSee(entry)) continue
      let frame = frames[listener.audience]
      if (frame === undefined) {
        const message = presentEntry(this.room, entry, listener.audience)
        frame = message && JSON.stringify({ command: 'new_message', message })
        frames[listener.audience] = frame
        // Who knows it by the same number is told the same words.
        if (numberFor('member', entry) === numberFor('visitor', entry)) {
          frames.member = frame
          frames.visitor = frame
        }
      }
      if (frame !== null) listener.send(frame)
    }
  }
}
