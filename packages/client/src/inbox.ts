import type { Author } from '@deskbell/protocol/entry'
import type { Event, EventOf, Hello } from '@deskbell/protocol/event'
import { subprotocols } from './address.js'
import { Connection, type ConnectionState } from './connection.js'
import type { InboxRow, InboxRows, RoomFilter } from './inbox-rows.js'
import { Observable } from './observable.js'
import type { OpenRoomState } from './open-room.js'
import { OpenRooms } from './open-rooms.js'
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

/** A member's inbox over one room socket: the list of rooms, the open ones with their journals, and one outbox. */
export class InboxClient {
  #connection: Connection
  #outgoing: Outgoing
  #list: RoomList
  #rooms: OpenRooms
  #observable = new Observable<InboxState>(() => this.#view())
  #listeners = new Set<(event: Event) => void>()
  #requests = 0
  #epoch: string | null = null
  #me: Author | null = null

  readonly subscribe = this.#observable.subscribe
  readonly getSnapshot = this.#observable.getSnapshot

  constructor(options: InboxOptions) {
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
        this.#rooms.outboxChanged()
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
      isOpen: id => this.#rooms.live(id) !== null,
      onChange: () => this.#observable.changed(),
    })
    this.#rooms = new OpenRooms({
      clock,
      nextId: () => ++this.#requests,
      send: command => this.#connection.send(command),
      outbox: () => this.#outgoing.sends,
      onAdded: added => this.#outgoing.seen(added),
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
    this.#rooms.open(id, this.#connection.state.status === 'open')
  }

  closeRoom(id: string): void {
    this.#rooms.close(id)
  }

  /** Sends a message, with an uploaded draft if given; answers its client id. */
  send(room: string, content: string, file: SentFile | null = null): string {
    this.#rooms.kept(room)?.self.wrote()
    return this.#outgoing.add({ room, kind: 'message', content, file })
  }

  /** A private note. */
  note(room: string, content: string): string {
    this.#rooms.kept(room)?.self.wrote()
    return this.#outgoing.add({ room, kind: 'note', content, file: null })
  }

  retry(clientId: string): void {
    this.#outgoing.retry(clientId)
  }

  discard(clientId: string): void {
    this.#outgoing.discard(clientId)
  }

  loadEarlier(room: string): void {
    this.#rooms.kept(room)?.log.loadEarlier()
  }

  /** Everything shown of an open room has been read. */
  markRead(id: string): void {
    const row = this.#list.rows.byId.get(id)
    if (!row || !this.#me) return
    const seq = this.#rooms.tellRead(id, { seq: row.seq, read: row.read.seq })
    const entries = this.#rooms.kept(id)?.log.journal.entries
    if (seq === null || !entries) return
    // An entry may be told before the `room_changed` that counts it.
    const uncounted = entries.filter(entry => entry.seq > row.seq && entry.kind === 'message')
    const messages = row.message_count + uncounted.length
    this.#list.read({ command: 'read', room_id: id, reader: this.#me, seq, messages }, this.#me)
  }

  setTyping(room: string, on: boolean): void {
    this.#rooms.kept(room)?.self.set(on)
  }

  #view(): InboxState {
    const { rows, loaded, more } = this.#list
    return {
      connection: this.#connection.state,
      me: this.#me,
      filter: rows.filter,
      loaded,
      list: rows.list,
      byId: rows.byId,
      more,
      open: this.#rooms.states(),
      sends: this.#outgoing.sends,
    }
  }

  #connected(state: ConnectionState): void {
    if (state.status === 'open') this.#greeted(state.hello)
    else {
      this.#list.closed()
      this.#outgoing.closed()
      this.#rooms.disconnected()
    }
    this.#observable.changed()
  }

  #greeted(hello: Hello): void {
    const anew = this.#epoch !== null && this.#epoch !== hello.epoch
    if (anew) this.#list.reset()
    this.#epoch = hello.epoch
    this.#me = hello.member ?? this.#me
    // What a person looks at comes first.
    this.#rooms.connected(anew)
    this.#list.opened()
    this.#outgoing.opened()
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
        this.#list.opening(event.room)
        this.#rooms.opened(event)
        break
      case 'messages':
        if (event.room_id !== null) this.#rooms.kept(event.room_id)?.log.answered(event)
        break
      case 'new_message':
        this.#rooms.live(event.message.room_id)?.log.entry(event.message)
        break
      case 'ack':
        this.#acked(event)
        break
      case 'read':
        this.#readMoved(event)
        break
      case 'typing':
        this.#rooms.heardTyping(event, this.#me)
        break
      case 'presence':
        this.#list.attended(event)
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

  #acked(event: EventOf<'ack'>): void {
    this.#outgoing.acked(event)
    const room = this.#rooms.live(event.room_id)
    // In a room that is not looked at nobody waits for the entry; it is there when the room is opened.
    if (!room) this.#outgoing.discard(event.client_id)
    else this.#outgoing.seen(room.log.journal.entries.filter(entry => entry.id === event.id))
  }

  #readMoved(event: EventOf<'read'>): void {
    if (event.reader.id === this.#me?.id) this.#rooms.readConfirmed(event.room_id, event.seq)
    this.#list.read(event, this.#me)
  }

  #beat(event: EventOf<'heartbeat'>): void {
    if (event.epoch !== this.#epoch) {
      this.#connection.restart()
      return
    }
    this.#rooms.beat(event)
    for (const [id, seen] of Object.entries(event.reads ?? {}))
      if (this.#rooms.live(id)) this.#list.visitorHasRead(id, seen)
    this.#list.beat(event.active_at)
  }

  #refused(event: EventOf<'error'>): void {
    const { error, client_id: clientId, in_reply_to: inReplyTo } = event
    if (clientId !== undefined) this.#outgoing.refused(clientId, error)
    if (clientId !== undefined || inReplyTo === undefined || this.#list.refused(inReplyTo, error)) return
    this.#rooms.refused(inReplyTo, error)
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
