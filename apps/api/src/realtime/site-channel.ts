import { type PresenceChange, personKey, presenceVersion } from '../presence/presence.js'
import type { EntryAuthor, JournalEntry } from '../rooms/journal.js'
import { type RoomRef, type SharedHead, type SiteRef, unreadYet } from '../rooms/room.js'
import { type Listener, tellAll } from './listener.js'
import { presentChange, presentRoom } from './present.js'

/** What members are told of a room in their list. */
export interface Change {
  readonly room: RoomRef
  readonly head: SharedHead
  /** Rising. */
  readonly entries: readonly JournalEntry[]
  /** How far the visitor has read, where that may have changed. */
  readonly visitorRead: number | undefined
  /** The room came into being, as far as members have seen. */
  readonly born: boolean
}

interface Told {
  seq: number
  born: boolean
  at: number
}

/** A commit that began before a look may end after it: each looks this far behind the one before. Milliseconds. */
const LATE_COMMITS = 10_000

/**
 * Everybody on this node who follows the list of one site, and which tops they were told lately. Each top is told once,
 * rising; by what was told, a look finds what was missed.
 */
export class SiteChannel {
  readonly listeners = new Set<Listener>()
  /** For whom made it, when the last listener has left. */
  onEmpty: () => void = () => {}
  private readonly told = new Map<string, Told>()
  /** Cursors by room and reader. */
  private readonly reads = new Map<string, { seq: number; at: number }>()
  /** What was told of whom, as a version that rises. */
  private readonly people = new Map<string, { version: number; at: number }>()
  /** When the last look began. */
  private lookedAt: number

  constructor(
    readonly site: SiteRef,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.lookedAt = this.now()
  }

  /** Milliseconds since the last look began, or since somebody follows. */
  get sinceLooked(): number {
    return this.now() - this.lookedAt
  }

  /** Milliseconds that a look has to go back. */
  get window(): number {
    return this.sinceLooked + LATE_COMMITS
  }

  /** The top that was told of a room, if it was told lately. */
  toldOf(roomId: string): number | undefined {
    return this.told.get(roomId)?.seq
  }

  wasBorn(roomId: string): boolean {
    return this.told.get(roomId)?.born ?? false
  }

  /** How far somebody was last told to have read, if they were lately. */
  readOf(roomId: string, reader: EntryAuthor): number | undefined {
    return this.reads.get(`${roomId} ${reader.id}`)?.seq
  }

  /** Somebody is told to have read so far. */
  readMoved(roomId: string, reader: EntryAuthor, seq: number): void {
    const before = this.readOf(roomId, reader) ?? 0
    this.reads.set(`${roomId} ${reader.id}`, { seq: Math.max(before, seq), at: this.now() })
  }

  /** Whether this was not told yet, nor anything later about the same person. From now on it was. */
  isNews(change: PresenceChange): boolean {
    const key = personKey(change.person)
    const version = presenceVersion(change)
    if ((this.people.get(key)?.version ?? 0) >= version) return false
    this.people.set(key, { version, at: this.now() })
    return true
  }

  /** A look that began then has found everything up to it. What the next one cannot find any more is forgotten. */
  looked(beganAt: number): void {
    const oldest = this.lookedAt - 2 * LATE_COMMITS
    for (const [roomId, { at }] of this.told) if (at < oldest) this.told.delete(roomId)
    for (const [key, { at }] of this.reads) if (at < oldest) this.reads.delete(key)
    for (const [key, { at }] of this.people) if (at < oldest) this.people.delete(key)
    this.lookedAt = Math.max(this.lookedAt, beganAt)
  }

  /** The database was restored: what was told says nothing about its numbers. */
  forget(): void {
    this.told.clear()
    this.reads.clear()
    this.people.clear()
  }

  /** @returns whether the room was told as new */
  tell({ room, head, entries, visitorRead, born }: Change): boolean {
    const before = this.told.get(room.id)
    const isNew = born && before?.born !== true
    const isNewer = before === undefined || head.seq > before.seq
    if (!isNew && !isNewer) return false
    this.told.set(room.id, {
      seq: Math.max(head.seq, before?.seq ?? 0),
      born: isNew || before?.born === true,
      at: this.now(),
    })
    if (isNew) {
      const listed = presentRoom({ room, head, messages: [], read: unreadYet, visitorRead: unreadYet })
      tellAll(this.listeners, { command: 'new_room', room: listed })
    }
    if (!isNewer) return isNew
    const last = entries.findLast(entry => entry.kind !== 'event')
    tellAll(
      [...this.listeners].filter(listener => !listener.old),
      presentChange(room, head, last, visitorRead),
    )
    return isNew
  }
}
