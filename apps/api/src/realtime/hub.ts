import type { Event } from '@deskbell/protocol/event'
import type { Announcer } from '../commands/announcer.js'
import type { EntryAuthor, JournalEntry } from '../rooms/journal.js'
import type { JournalStore } from '../rooms/journal-store.js'
import { type Cursor, type RoomRef, type SharedHead, type SiteRef, unreadYet } from '../rooms/room.js'
import type { RoomStore } from '../rooms/room-store.js'
import type { Bus, BusMessage } from './bus.js'
import { isReader, type Listener, tellAll } from './listener.js'
import { presentAuthor, presentChange, presentRoom } from './present.js'
import { RoomChannel } from './room-channel.js'

export interface HubOptions {
  readonly journal: Pick<JournalStore, 'since'>
  readonly rooms: Pick<RoomStore, 'findById' | 'furthest'>
  readonly bus: Bus
  /** Something could not be read now; it will be tried again. */
  readonly onTrouble: (error: unknown) => void
}

/** Entries of one room that one commit stored. */
export interface Committed {
  readonly room: RoomRef
  /** Rising; never empty. */
  readonly entries: readonly JournalEntry[]
  readonly after: SharedHead
}

interface SiteChannel {
  readonly site: SiteRef
  readonly listeners: Set<Listener>
}

/** This node's ears and mouth: who follows what here, and the telling of what was committed anywhere. */
export class Hub implements Announcer {
  private readonly roomChannels = new Map<string, RoomChannel>()
  private readonly siteChannels = new Map<string, SiteChannel>()
  private readonly unsubscribe: () => void

  constructor(private readonly options: HubOptions) {
    this.unsubscribe = options.bus.subscribe(message => this.hear(message))
  }

  close(): void {
    this.unsubscribe()
  }

  /**
   * From now on the listener is told the room's new entries. What was committed between the reading of `seen` and
   * this call may have been told already: read once more afterwards, and call again with what that says. Nothing
   * up to `seen` is told.
   */
  followRoom(room: RoomRef, seen: number, listener: Listener): () => void {
    let channel = this.roomChannels.get(room.id)
    if (!channel) {
      channel = new RoomChannel(room, seen, this.options.journal, this.options.onTrouble)
      this.roomChannels.set(room.id, channel)
    }
    channel.follow(listener, seen)
    return () => {
      channel.leave(listener)
      if (channel.isEmpty && this.roomChannels.get(room.id) === channel) this.roomChannels.delete(room.id)
    }
  }

  /** From now on the listener is told what members see of every room of the site. */
  followSite(site: SiteRef, listener: Listener): () => void {
    let channel = this.siteChannels.get(site.id)
    if (!channel) {
      channel = { site, listeners: new Set() }
      this.siteChannels.set(site.id, channel)
    }
    channel.listeners.add(listener)
    return () => {
      channel.listeners.delete(listener)
      if (channel.listeners.size === 0 && this.siteChannels.get(site.id) === channel)
        this.siteChannels.delete(site.id)
    }
  }

  /** Tells what this node has committed, here and to the other nodes. */
  committed({ room, entries, after }: Committed): void {
    this.roomChannels.get(room.id)?.accept(entries)
    this.tellChange(room, after, entries)
    this.options.bus.publish({ type: 'appended', siteId: room.site.id, roomId: room.id, seq: after.seq })
  }

  /** A reader's cursor has moved; `own` tells only the reader's own sockets, which cannot know the count otherwise. */
  readMoved(room: RoomRef, reader: EntryAuthor, cursor: Cursor, own = false): void {
    this.tellRead(room.site.id, room.id, reader, cursor, own)
    this.options.bus.publish({ type: 'read', siteId: room.site.id, roomId: room.id, reader, cursor, own })
  }

  typing(room: RoomRef, from: EntryAuthor, on: boolean): void {
    this.tellTyping(room.id, from, on)
    this.options.bus.publish({ type: 'typing', siteId: room.site.id, roomId: room.id, from, on })
  }

  /** What the heartbeat has to ask the database about. */
  following(): { rooms: readonly { siteId: string; roomId: string }[]; sites: readonly string[] } {
    return {
      rooms: [...this.roomChannels.values()].map(({ room }) => ({ siteId: room.site.id, roomId: room.id })),
      sites: [...this.siteChannels.keys()],
    }
  }

  /** Tells what was missed up to `top`, if the room is followed here. */
  heal(roomId: string, top: number): void {
    void this.roomChannels.get(roomId)?.heal(top)
  }

  /** The room's numbers go on from `top`, since the database was restored. */
  rewind(roomId: string, top: number): void {
    this.roomChannels.get(roomId)?.rewind(top)
  }

  private hear(message: BusMessage): void {
    if (message.type === 'read') {
      this.tellRead(message.siteId, message.roomId, message.reader, message.cursor, message.own)
    } else if (message.type === 'typing') {
      this.tellTyping(message.roomId, message.from, message.on)
    } else {
      this.heal(message.roomId, message.seq)
      this.fetchChange(message.siteId, message.roomId).catch(this.options.onTrouble)
    }
  }

  private async fetchChange(siteId: string, roomId: string): Promise<void> {
    const site = this.siteChannels.get(siteId)?.site
    if (!site) return
    const record = await this.options.rooms.findById(site, roomId)
    if (!record) return
    const [latest, visitorRead] = await Promise.all([
      this.options.journal.since(record.room, record.head.seq - 1, 1),
      this.options.rooms.furthest(record.room, 'visitor'),
    ])
    this.tellChange(record.room, record.head, latest, visitorRead.seq)
  }

  private tellChange(
    room: RoomRef,
    head: SharedHead,
    entries: readonly JournalEntry[],
    visitorRead?: number,
  ): void {
    const listeners = this.siteChannels.get(room.site.id)?.listeners
    if (!listeners) return
    if (entries.some(entry => entry.seq === 1)) {
      const born = presentRoom({ room, head, messages: [], read: unreadYet, visitorRead: unreadYet })
      tellAll(listeners, { command: 'new_room', room: born })
    }
    const last = entries.findLast(entry => entry.kind !== 'event')
    // Who writes has read what stands above.
    visitorRead ??= entries.findLast(entry => entry.author.kind === 'visitor')?.seq
    tellAll(
      [...listeners].filter(listener => !listener.old),
      presentChange(room, head, last, visitorRead),
    )
  }

  private tellRead(siteId: string, roomId: string, reader: EntryAuthor, cursor: Cursor, own: boolean): void {
    const told = new Set<Listener>()
    // A member's cursor shows in nobody else's list; the visitor's, in everybody's.
    for (const listener of this.siteChannels.get(siteId)?.listeners ?? [])
      if (isReader(listener, reader) || reader.kind === 'visitor') told.add(listener)
    for (const listener of this.roomChannels.get(roomId)?.listeners ?? []) {
      if (!own || isReader(listener, reader)) told.add(listener)
    }
    for (const listener of told) {
      if (listener.old) continue
      const event: Event = {
        command: 'read',
        room_id: roomId,
        reader: presentAuthor(reader),
        seq: listener.audience === 'visitor' ? cursor.publicSeq : cursor.seq,
        ...(isReader(listener, reader) ? { messages: cursor.messages } : {}),
      }
      listener.send(JSON.stringify(event))
    }
  }

  private tellTyping(roomId: string, from: EntryAuthor, on: boolean): void {
    const listeners = [...(this.roomChannels.get(roomId)?.listeners ?? [])]
    tellAll(
      listeners.filter(listener => !listener.old && !isReader(listener, from)),
      { command: 'typing', room_id: roomId, from: presentAuthor(from), on },
    )
  }
}
