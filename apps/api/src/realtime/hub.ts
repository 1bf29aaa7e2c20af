import type { Event } from '@deskbell/protocol/event'
import type { Announcer } from '../commands/announcer.js'
import type { PresenceChange } from '../presence/presence.js'
import type { EntryAuthor, JournalEntry } from '../rooms/journal.js'
import type { JournalStore } from '../rooms/journal-store.js'
import type { Cursor, RoomRef, SharedHead, SiteRef } from '../rooms/room.js'
import type { ReadMove, RoomChange, RoomStore } from '../rooms/room-store.js'
import type { Bus, BusMessage, SiteMessage } from './bus.js'
import { ChangeReader } from './change-reader.js'
import { isReader, type Listener, tellAll } from './listener.js'
import { presentAuthor } from './present.js'
import { RoomChannel } from './room-channel.js'
import { type Change, SiteChannel } from './site-channel.js'

export interface HubOptions {
  readonly journal: Pick<JournalStore, 'since'>
  readonly rooms: Pick<RoomStore, 'changes'>
  readonly bus: Pick<Bus, 'publish' | 'subscribe' | 'follow'>
  /** Something could not be read now; it will be tried again. */
  readonly onTrouble: (error: unknown) => void
  /** Members here were told of a new room: they do not know yet whether its visitor is there. */
  readonly onBorn?: (room: RoomRef) => void
}

type Appended = Extract<SiteMessage, { type: 'appended' }>

/** Entries of one room that one commit stored. */
export interface Committed {
  readonly room: RoomRef
  /** Rising; never empty. */
  readonly entries: readonly JournalEntry[]
  readonly after: SharedHead
}

/** What a look asks the database about. */
export interface Following {
  readonly rooms: readonly { readonly siteId: string; readonly roomId: string }[]
  /** `ms`: how far back. */
  readonly sites: readonly { readonly siteId: string; readonly ms: number }[]
}

/** A look and the reading of what it found take a moment, in which a room grows older. Milliseconds. */
const SLACK = 1_000
/** A room with so few entries may have been born since the last look, on another node whose hints were all lost. */
const YOUNG = 100

/** What it says. */
export interface Found {
  /** Cursors that moved lately in those sites. */
  readonly reads: readonly ReadMove[]
  /** Who came or was gone lately there. */
  readonly presence: readonly PresenceChange[]
  readonly tops: readonly { readonly roomId: string; readonly seq: number }[]
  readonly active: readonly { readonly siteId: string; readonly roomId: string; readonly seq: number }[]
}

/** This node's ears and mouth: who follows what here, and the telling of what was committed anywhere. */
export class Hub implements Announcer {
  private readonly roomChannels = new Map<string, RoomChannel>()
  private readonly siteChannels = new Map<string, SiteChannel>()
  private readonly changes: ChangeReader
  private readonly unsubscribe: () => void

  constructor(private readonly options: HubOptions) {
    const { rooms, onTrouble } = options
    this.changes = new ChangeReader({
      rooms,
      found: (site, change, born) => this.tellFound(site, change, born),
      onTrouble,
    })
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
      channel.onEmpty = this.options.bus.follow(room.site.id)
    }
    channel.follow(listener, seen)
    return () => {
      channel.leave(listener)
      if (!channel.isEmpty || this.roomChannels.get(room.id) !== channel) return
      this.roomChannels.delete(room.id)
      channel.onEmpty()
    }
  }

  /** From now on the listener is told what members see of every room of the site. */
  followSite(site: SiteRef, listener: Listener): () => void {
    let channel = this.siteChannels.get(site.id)
    if (!channel) {
      channel = new SiteChannel(site)
      this.siteChannels.set(site.id, channel)
      channel.onEmpty = this.options.bus.follow(site.id)
    }
    channel.listeners.add(listener)
    return () => {
      channel.listeners.delete(listener)
      if (channel.listeners.size > 0 || this.siteChannels.get(site.id) !== channel) return
      this.siteChannels.delete(site.id)
      channel.onEmpty()
    }
  }

  /** Tells what this node has committed, here and to the other nodes. */
  committed({ room, entries, after }: Committed): void {
    this.roomChannels.get(room.id)?.accept(entries)
    const first = entries[0]?.seq ?? after.seq
    const site = this.siteChannels.get(room.site.id)
    const told = site?.toldOf(room.id)
    // What another node has stored below these may not be told yet: both in one go, in order.
    const gap = told === undefined ? first > 1 && first <= YOUNG : told < first - 1
    if (site && (gap || this.changes.isReading(room.id))) {
      const bornWithin = first === 1 ? Number.POSITIVE_INFINITY : site.sinceLooked + SLACK
      this.changes.want(site, room.id, told ?? first - 1, bornWithin)
    } else {
      // Who writes has read what stands above.
      const visitorRead = entries.findLast(entry => entry.author.kind === 'visitor')?.seq
      this.tellList(site, { room, head: after, entries, visitorRead, born: first === 1 })
    }
    const last = after.seq
    this.options.bus.publish({ type: 'appended', siteId: room.site.id, roomId: room.id, first, last })
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

  /** Somebody came or is gone, as this node has found. */
  presenceChanged(change: PresenceChange): void {
    const { person, online, since } = change
    const { siteId, ...who } = person
    if (this.siteChannels.get(siteId)?.isNews(change)) this.tellPresence(change)
    this.options.bus.publish({ type: 'presence', siteId, person: who, online, since: since.getTime() })
  }

  /** Tells it to the members here, also where it is no news. */
  tellPresence({ person: { siteId, kind, id }, online, since }: PresenceChange): void {
    const listeners = [...(this.siteChannels.get(siteId)?.listeners ?? [])]
    tellAll(
      listeners.filter(listener => !listener.old),
      { command: 'presence', person: { kind, id }, online, since: since.toISOString() },
    )
  }

  /** What a look has to ask the database about; of all sites or of some. */
  following(only?: ReadonlySet<string>): Following {
    const wanted = (siteId: string) => only === undefined || only.has(siteId)
    return {
      rooms: [...this.roomChannels.values()]
        .map(({ room }) => ({ siteId: room.site.id, roomId: room.id }))
        .filter(({ siteId }) => wanted(siteId)),
      sites: [...this.siteChannels.values()]
        .map(({ site, window }) => ({ siteId: site.id, ms: window }))
        .filter(({ siteId }) => wanted(siteId)),
    }
  }

  /** Tells what was missed, by what a look that began `beganAt` has found. */
  heal({ sites }: Following, { tops, active, reads, presence }: Found, beganAt: number): void {
    for (const { roomId, seq } of tops) void this.roomChannels.get(roomId)?.heal(seq)
    for (const { siteId, roomId, seq } of active) {
      const site = this.siteChannels.get(siteId)
      const told = site?.toldOf(roomId)
      if (site && (told === undefined || told < seq))
        this.changes.want(site, roomId, told ?? seq - 1, site.sinceLooked + SLACK)
    }
    for (const { siteId, roomId, reader, cursor } of reads) {
      const told = this.siteChannels.get(siteId)?.readOf(roomId, reader)
      // Who has the room open is told by the heartbeat how far the others have read.
      if (told === undefined || told < cursor.seq) this.tellRead(siteId, roomId, reader, cursor, true)
    }
    for (const change of presence)
      if (this.siteChannels.get(change.person.siteId)?.isNews(change)) this.tellPresence(change)
    for (const { siteId } of sites) this.siteChannels.get(siteId)?.looked(beganAt)
  }

  /** The database was restored: numbers go on from these tops, whatever was told before. */
  rewind(tops: Found['tops']): void {
    for (const { roomId, seq } of tops) this.roomChannels.get(roomId)?.rewind(seq)
    for (const site of this.siteChannels.values()) site.forget()
  }

  private hear(message: BusMessage): void {
    if (message.type === 'read') {
      this.tellRead(message.siteId, message.roomId, message.reader, message.cursor, message.own)
    } else if (message.type === 'typing') {
      this.tellTyping(message.roomId, message.from, message.on)
    } else if (message.type === 'appended') {
      this.hearAppended(message)
    } else if (message.type === 'presence') {
      const { siteId, person, online, since } = message
      const change = { person: { siteId, ...person }, online, since: new Date(since) }
      if (this.siteChannels.get(siteId)?.isNews(change)) this.tellPresence(change)
    }
  }

  private hearAppended({ siteId, roomId, first, last }: Appended): void {
    const site = this.siteChannels.get(siteId)
    const told = site?.toldOf(roomId)
    const born = first === 1 && site?.wasBorn(roomId) === false
    if (site && (born || told === undefined || told < last))
      this.changes.want(site, roomId, told ?? first - 1, born ? Number.POSITIVE_INFINITY : 0)
    // Else the read for the list tells the room as well.
    else void this.roomChannels.get(roomId)?.heal(last)
  }

  private tellFound(site: SiteChannel, change: RoomChange, born: boolean): void {
    const { room, head, entries, visitorRead } = change
    const channel = this.roomChannels.get(room.id)
    channel?.accept(entries)
    void channel?.heal(head.seq)
    if (this.siteChannels.get(room.site.id) === site)
      this.tellList(site, { room, head, entries, visitorRead: visitorRead.seq, born })
  }

  private tellList(site: SiteChannel | undefined, change: Change): void {
    if (site?.tell(change)) this.options.onBorn?.(change.room)
  }

  private tellRead(siteId: string, roomId: string, reader: EntryAuthor, cursor: Cursor, own: boolean): void {
    const told = new Set<Listener>()
    this.siteChannels.get(siteId)?.readMoved(roomId, reader, cursor.seq)
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
