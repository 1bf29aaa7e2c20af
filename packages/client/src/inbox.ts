import type { Author, Entry } from '@deskbell/protocol/entry'
import type { Event, EventOf, Hello } from '@deskbell/protocol/event'
import { subprotocols } from './address.js'
import { Connection, type ConnectionState } from './connection.js'
import type { InboxRow, InboxRows, RoomFilter } from './inbox-rows.js'
import { highest } from './journal.js'
import { Observable } from './observable.js'
import { OpenRoom, type OpenRoomState } from './open-room.js'
import type { Outbox, Send, SentFile } from './outbox.js'
import type { OutboxStorage } from './outbox-storage.js'
import { Outgoing } from './outgoing.js'
import type { Ports } from './ports.js'
import { RoomList } from './room-list.js'

/** The inbox of one member at one site. Immutable; a new object for every change. */
export interface InboxState {
  readonly connection: ConnectionState
  /** Who we are, once the server has said so. */
  readonly me: Author | null
  readonly filter: RoomFilter
  /** False until the first page of rooms has come. */
  readonly loaded: boolean
  /** The rooms that fit the filter, newest first. */
  readonly list: readonly InboxRow[]
  /** Every room known, listed or not. */
  readonly byId: InboxRows['byId']
  readonly more: 'none' | 'more' | 'loading'
  /** The rooms that are open, by id; an object stays the same while its room does not change. */
  readonly open: ReadonlyMap<string, OpenRoomState>
  /** What was written here and is not in a journal yet, of every room: a failed one must be seen from the list. */
  readonly sends: Outbox
}

export interface InboxOptions {
  /** From `roomAddress`. */
  readonly url: string
  readonly ports: Ports
  readonly storage: OutboxStorage
  /** A token to present; without it the cookie says who we are. */
  readonly token?: () => string | null
  readonly filter?: RoomFilter
  /** Rooms per page; the server's usual number without it. */
  readonly pageSize?: number
}

/** Closed rooms whose journal is kept, so that going back to one shows it at once. */
const KEEP_CLOSED = 8

/** A member's inbox over one room socket: the list of rooms, the open ones with their journals, and one outbox. */
export class InboxClient {
  #options: InboxOptions
  #connection: Connection
  #outgoing: Outgoing
  #list: RoomList
  /** Opened and recently closed rooms, the least recently used first. */
  #rooms = new Map<string, OpenRoom>()
  #observable = new Observable<InboxState>(() => this.#view())
  #listeners = new Set<(event: Event) => void>()
  #requests = 0
  #epoch: string | null = null
  #me: Author | null = null

  readonly subscribe = this.#observable.subscribe
  readonly getSnapshot = this.#observable.getSnapshot

  constructor(options: InboxOptions) {
    this.#options = options
    const { clock } = options.ports
    this.#connection = new Connection({
      url: options.url,
      protocols: () => subprotocols('member', options.token?.() ?? null),
      ports: options.ports,
      onState: state => this.#connected(state),
      onEvent: event => {
        this.#heard(event)
        for (const listener of [...this.#listeners]) listener(event)
      },
    })
    this.#outgoing = new Outgoing({
      clock,
      storage: options.storage,
      transmit: send => this.#transmit(send),
      onChange: () => {
        for (const room of this.#rooms.values()) room.outboxChanged()
        this.#observable.changed()
      },
    })
    this.#list = new RoomList({
      clock,
      filter: options.filter ?? 'all',
      nextId: () => ++this.#requests,
      ask: (id, request) => {
        const limit = options.pageSize === undefined ? {} : { limit: options.pageSize }
        return this.#connection.send({ command: 'fetch_rooms', id, messages: 1, ...limit, ...request })
      },
      isOpen: id => this.#openRoomOf(id) !== null,
      onChange: () => this.#observable.changed(),
    })
  }

  start(): void {
    this.#connection.start()
  }

  /** Hangs up. What is unsent stays in storage; `start` goes on. */
  stop(): void {
    this.#connection.stop()
    this.#outgoing.stop()
  }

  /** Try at once instead of waiting for the next attempt. */
  tryNow(): void {
    this.#connection.wake()
  }

  /** Every event after it was applied: for a sound, a title, a notification. Answers how to stop listening. */
  listen(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  setFilter(filter: RoomFilter): void {
    this.#list.setFilter(filter)
  }

  loadMoreRooms(): void {
    this.#list.loadMore()
  }

  /** Opens a room; its journal comes, and stays whole over reconnects, until it is closed. */
  openRoom(id: string): void {
    const known = this.#rooms.get(id)
    if (known?.wanted) return
    const room = known ?? this.#makeRoom(id)
    room.wanted = true
    room.error = null
    room.changed()
    this.#rooms.delete(id)
    this.#rooms.set(id, room)
    if (this.#connection.state.status === 'open') this.#askToOpen(id, room)
    this.#observable.changed()
  }

  closeRoom(id: string): void {
    const room = this.#rooms.get(id)
    if (!room?.wanted) return
    room.self.set(false)
    room.wanted = false
    room.closed()
    this.#connection.send({ command: 'close_room', room: id })
    const closed = [...this.#rooms].filter(([, other]) => !other.wanted)
    for (const [old] of closed.slice(0, Math.max(0, closed.length - KEEP_CLOSED))) this.#rooms.delete(old)
    this.#observable.changed()
  }

  /** Sends a message, with an uploaded draft if given; answers its client id. */
  send(room: string, content: string, file: SentFile | null = null): string {
    this.#rooms.get(room)?.self.wrote()
    return this.#outgoing.add({ room, kind: 'message', content, file })
  }

  /** A private note. */
  note(room: string, content: string): string {
    this.#rooms.get(room)?.self.wrote()
    return this.#outgoing.add({ room, kind: 'note', content, file: null })
  }

  retry(clientId: string): void {
    this.#outgoing.retry(clientId)
  }

  discard(clientId: string): void {
    this.#outgoing.discard(clientId)
  }

  loadEarlier(room: string): void {
    this.#rooms.get(room)?.log.loadEarlier()
  }

  /** Everything shown of an open room has been read. */
  markRead(id: string): void {
    const room = this.#rooms.get(id)
    const row = this.#list.rows.byId.get(id)
    if (!room?.log.journal.loaded || !row || !this.#me) return
    const { log } = room
    const seq = highest(log.journal)
    // While a gap is being filled there is more to read than is shown; the next call marks it.
    if (seq <= row.read.seq || seq < row.seq) return
    if (!this.#connection.send({ command: 'read', room: id, seq })) return
    room.toldRead = { seq, again: false }
    // An entry may be told before the `room_changed` that counts it.
    const uncounted = log.journal.entries.filter(entry => entry.seq > row.seq && entry.kind === 'message')
    const messages = row.message_count + uncounted.length
    this.#list.read({ command: 'read', room_id: id, reader: this.#me, seq, messages }, this.#me)
  }

  setTyping(room: string, on: boolean): void {
    this.#rooms.get(room)?.self.set(on)
  }

  #view(): InboxState {
    const { rows, loaded, more } = this.#list
    const open = [...this.#rooms].filter(([, room]) => room.wanted)
    return {
      connection: this.#connection.state,
      me: this.#me,
      filter: rows.filter,
      loaded,
      list: rows.list,
      byId: rows.byId,
      more,
      open: new Map(open.map(([id, room]) => [id, room.state])),
      sends: this.#outgoing.sends,
    }
  }

  #makeRoom(id: string): OpenRoom {
    let sends: Outbox = []
    return new OpenRoom({
      id,
      clock: this.#options.ports.clock,
      nextId: () => ++this.#requests,
      ask: (requestId, request) =>
        this.#connection.send({ command: 'fetch_messages', id: requestId, room: id, ...request }),
      tellTyping: on => this.#connection.send({ command: 'typing', room: id, on }),
      sends: () => {
        const mine = this.#outgoing.sends.filter(send => send.room === id)
        if (mine.length !== sends.length || mine.some((send, at) => send !== sends[at])) sends = mine
        return sends
      },
      onChange: added => this.#roomChanged(id, added),
    })
  }

  #roomChanged(id: string, added: readonly Entry[]): void {
    this.#rooms.get(id)?.changed()
    this.#outgoing.seen(added)
    this.#observable.changed()
  }

  #connected(state: ConnectionState): void {
    if (state.status === 'open') this.#greeted(state.hello)
    else {
      this.#list.closed()
      this.#outgoing.closed()
      for (const room of this.#rooms.values()) {
        room.closed()
        room.changed()
      }
    }
    this.#observable.changed()
  }

  #greeted(hello: Hello): void {
    if (this.#epoch !== null && this.#epoch !== hello.epoch) {
      this.#list.reset()
      for (const room of this.#rooms.values()) {
        room.log.reset()
        room.toldRead = null
      }
    }
    this.#epoch = hello.epoch
    this.#me = hello.member ?? this.#me
    // What a person looks at comes first.
    for (const [id, room] of this.#rooms) {
      if (room.wanted) this.#askToOpen(id, room)
      if (room.toldRead) room.toldRead.again = false
      this.#tellReadAgain(id, room)
    }
    this.#list.opened()
    this.#outgoing.opened()
  }

  #askToOpen(id: string, room: OpenRoom): void {
    room.asked = ++this.#requests
    this.#connection.send({ command: 'open_room', id: room.asked, room: id })
  }

  #heard(event: Exclude<Event, Hello>): void {
    switch (event.command) {
      case 'rooms':
        this.#list.answered(event)
        break
      case 'new_room':
        if ('id' in event.room) this.#list.appeared(event.room)
        break
      case 'room_changed':
        this.#list.changed(event)
        break
      case 'room_opened':
        this.#opened(event)
        break
      case 'messages':
        if (event.room_id !== null) this.#rooms.get(event.room_id)?.log.answered(event)
        break
      case 'new_message':
        this.#openRoomOf(event.message.room_id)?.log.entry(event.message)
        break
      case 'ack':
        this.#acked(event)
        break
      case 'read':
        this.#readMoved(event)
        break
      case 'typing':
        if (event.from.id !== this.#me?.id)
          this.#openRoomOf(event.room_id)?.others.heard(event.from, event.on)
        break
      case 'heartbeat':
        this.#beat(event)
        break
      case 'error':
        this.#refused(event)
        break
      // The others are not for this socket, or newer than this client.
    }
  }

  /** A room that is open here and told live. */
  #openRoomOf(id: string): OpenRoom | null {
    const room = this.#rooms.get(id)
    return room?.wanted ? room : null
  }

  #opened(event: EventOf<'room_opened'>): void {
    this.#list.opening(event.room)
    const room = this.#openRoomOf(event.room.id)
    if (!room) return
    room.asked = null
    const { messages, first, seq } = event.room
    room.log.page({ messages, first, top: seq })
  }

  #acked(event: EventOf<'ack'>): void {
    this.#outgoing.acked(event)
    const room = this.#openRoomOf(event.room_id)
    // In a room that is not looked at nobody waits for the entry; it is there when the room is opened.
    if (!room) this.#outgoing.discard(event.client_id)
    else this.#outgoing.seen(room.log.journal.entries.filter(entry => entry.id === event.id))
  }

  #readMoved(event: EventOf<'read'>): void {
    const room = this.#rooms.get(event.room_id)
    if (room && event.reader.id === this.#me?.id && event.seq >= (room.toldRead?.seq ?? 0))
      room.toldRead = null
    this.#list.read(event, this.#me)
  }

  #beat(event: EventOf<'heartbeat'>): void {
    if (event.epoch !== this.#epoch) {
      this.#connection.restart()
      return
    }
    for (const [id, room] of this.#rooms) {
      this.#tellReadAgain(id, room)
      const top = event.tops[id]
      if (!room.wanted) continue
      const seen = event.reads?.[id]
      if (seen !== undefined) this.#list.visitorHasRead(id, seen)
      if (top !== undefined) room.log.beat(top)
      // The server does not follow it for us: `open_room` or its answer was lost, or refused for the moment.
      else if (room.error === null) this.#askToOpen(id, room)
    }
    this.#list.beat(event.active_at)
  }

  /** Once more per socket, in case it was refused or lost; where it was not news the server says nothing. */
  #tellReadAgain(id: string, { toldRead }: OpenRoom): void {
    if (!toldRead || toldRead.again) return
    toldRead.again = true
    this.#connection.send({ command: 'read', room: id, seq: toldRead.seq })
  }

  #refused(event: EventOf<'error'>): void {
    const { error, client_id: clientId, in_reply_to: inReplyTo } = event
    if (clientId !== undefined) this.#outgoing.refused(clientId, error)
    if (clientId !== undefined || inReplyTo === undefined || this.#list.refused(inReplyTo, error)) return
    for (const room of this.#rooms.values()) {
      if (room.asked === inReplyTo) {
        room.asked = null
        // Any other is passing; the next heartbeat asks again.
        if (error.kind === 'not_found' || error.kind === 'forbidden') room.error = error
        room.changed()
        this.#observable.changed()
      } else room.log.refused(inReplyTo, error)
    }
  }

  #transmit(send: Send): boolean {
    const { content, clientId: client_id, file, room } = send
    if (room === null) return false
    if (send.kind === 'note')
      return this.#connection.send({ command: 'new_note', room, note: { content, client_id } })
    const type = file?.type ?? 'text'
    return this.#connection.send({
      command: 'new_message',
      room,
      message: { content, type, client_id, ...(file ? { file: file.file } : {}) },
    })
  }
}
