import type { Author, Entry } from '@deskbell/protocol/entry'
import type { Event, Hello } from '@deskbell/protocol/event'
import { subprotocols } from './address.js'
import { Connection, type ConnectionState } from './connection.js'
import { highest } from './journal.js'
import { Observable } from './observable.js'
import type { Outbox, Send, SentFile } from './outbox.js'
import type { OutboxStorage } from './outbox-storage.js'
import { Outgoing } from './outgoing.js'
import type { Ports } from './ports.js'
import { RoomLog } from './room-log.js'
import { TypingOthers, TypingSelf } from './typing.js'

/** One room as one person sees it. Immutable; a new object for every change. */
export interface ChatState {
  readonly connection: ConnectionState
  /** False until the first page has come. */
  readonly loaded: boolean
  /** Null until the first message was ever written. */
  readonly roomId: string | null
  /** Without a hole, oldest first. */
  readonly entries: readonly Entry[]
  /** What was written here and is not among the entries yet, in the order it was written. */
  readonly sends: Outbox
  readonly earlier: 'none' | 'more' | 'loading'
  /** How far we have read, a number of the journal. */
  readonly read: number
  /** Messages by others after that, at most 99. */
  readonly unread: number
  /** How far the other side has read, in our numbering. */
  readonly othersRead: number
  /** Who is typing now. */
  readonly typing: readonly Author[]
}

export interface ChatOptions {
  /** From `chatAddress`. */
  readonly url: string
  readonly role: 'visitor' | 'member'
  readonly ports: Ports
  readonly storage: OutboxStorage
  /** The token to present, or null: a visitor's id that nobody uses yet is then bound, and `keepToken` called. */
  readonly token: () => string | null
  readonly keepToken?: (token: string, consumer: string) => void
  /** Entries per page; the server's usual number without it. */
  readonly pageSize?: number
}

/** A chat over one chat socket, for a visitor or a member: keeps the journal whole and every send on its way. */
export class ChatClient {
  #options: ChatOptions
  #connection: Connection
  #outgoing: Outgoing
  #log: RoomLog
  #others: TypingOthers
  #self: TypingSelf
  #observable = new Observable<ChatState>(() => this.#view())
  #requests = 0
  #epoch: string | null = null
  #roomId: string | null = null
  #me: string | null = null
  /** What `hello` said: the journal's top then, how many messages that were, and how many of them are unread. */
  #greeting = { seq: 0, messages: 0, unread: 0 }
  #read = 0
  /** Told, and not confirmed yet. */
  #toldRead: number | null = null
  #othersRead = 0

  readonly subscribe = this.#observable.subscribe
  readonly getSnapshot = this.#observable.getSnapshot

  constructor(options: ChatOptions) {
    this.#options = options
    const { clock } = options.ports
    const onChange = () => this.#observable.changed()
    this.#connection = new Connection({
      url: options.url,
      protocols: () => subprotocols(options.role, options.token()),
      ports: options.ports,
      onState: state => this.#connected(state),
      onEvent: event => this.#heard(event),
    })
    this.#outgoing = new Outgoing({
      clock,
      storage: options.storage,
      transmit: send => this.#transmit(send),
      onChange,
    })
    this.#log = new RoomLog({
      clock,
      nextId: () => ++this.#requests,
      ask: (id, request) => {
        const limit = options.pageSize === undefined ? {} : { limit: options.pageSize }
        return this.#connection.send({ command: 'fetch_messages', id, ...limit, ...request })
      },
      onChange: added => this.#logChanged(added),
    })
    this.#others = new TypingOthers(clock, onChange)
    this.#self = new TypingSelf(clock, on => this.#connection.send({ command: 'typing', on }))
  }

  start(): void {
    this.#connection.start()
  }

  /** Hangs up. What is unsent stays in storage; `start` goes on. */
  stop(): void {
    this.#connection.stop()
    this.#outgoing.stop()
    this.#others.clear()
  }

  /** Try at once instead of waiting for the next attempt. */
  tryNow(): void {
    this.#connection.wake()
  }

  /** Sends a message, with an uploaded draft if given; answers its client id. */
  send(content: string, file: SentFile | null = null): string {
    this.#self.wrote()
    return this.#outgoing.add({ room: null, kind: 'message', content, file })
  }

  /** A private note; members only. */
  note(content: string): string {
    this.#self.wrote()
    return this.#outgoing.add({ room: null, kind: 'note', content, file: null })
  }

  retry(clientId: string): void {
    this.#outgoing.retry(clientId)
  }

  discard(clientId: string): void {
    this.#outgoing.discard(clientId)
  }

  loadEarlier(): void {
    this.#log.loadEarlier()
  }

  /** Everything shown so far has been read. */
  markRead(): void {
    const seq = highest(this.#log.journal)
    // While a gap is being filled there is more to read than is shown; the next call marks it.
    if (!this.#log.journal.loaded || seq <= this.#read || seq < this.#greeting.seq) return
    this.#read = seq
    this.#tellRead()
    this.#observable.changed()
  }

  setTyping(on: boolean): void {
    this.#self.set(on)
  }

  #view(): ChatState {
    const { journal, earlier } = this.#log
    return {
      connection: this.#connection.state,
      loaded: journal.loaded,
      roomId: this.#roomId,
      entries: journal.entries,
      sends: this.#outgoing.sends,
      earlier,
      read: this.#read,
      unread: Math.min(99, this.#unread()),
      othersRead: this.#othersRead,
      typing: this.#others.list,
    }
  }

  #connected(state: ConnectionState): void {
    if (state.status === 'open') this.#greeted(state.hello)
    else {
      this.#log.closed()
      this.#outgoing.closed()
      this.#others.clear()
    }
    this.#observable.changed()
  }

  #greeted(hello: Hello): void {
    if (this.#epoch !== null && this.#epoch !== hello.epoch) {
      this.#log.reset()
      this.#read = 0
      this.#othersRead = 0
    }
    this.#epoch = hello.epoch
    this.#me = hello.member?.id ?? null
    const chat = hello.chat
    if (chat) {
      this.#roomId = chat.room_id
      const { seq, message_count: messages } = chat
      this.#greeting = { seq, messages, unread: messages - chat.read.messages }
      this.#othersRead = Math.max(this.#othersRead, chat.others_read)
      if (chat.read.seq >= this.#read) this.#read = chat.read.seq
      // Read while the socket was away.
      else this.#tellRead()
    }
    this.#log.opened(chat?.seq)
    this.#outgoing.opened()
  }

  #heard(event: Exclude<Event, Hello>): void {
    switch (event.command) {
      case 'session':
        this.#options.keepToken?.(event.token, event.consumer)
        break
      case 'new_message':
        this.#log.entry(event.message)
        break
      case 'messages':
        this.#log.answered(event)
        break
      case 'ack':
        this.#roomId = event.room_id
        this.#outgoing.acked(event)
        // The entry may have been told before its ack.
        this.#outgoing.seen(this.#log.journal.entries.filter(entry => entry.id === event.id))
        break
      case 'heartbeat':
        this.#beat(event)
        break
      case 'read':
        this.#othersHaveRead(event)
        break
      case 'typing':
        this.#others.heard(event.from, event.on)
        break
      case 'error':
        if (event.client_id !== undefined) this.#outgoing.refused(event.client_id, event.error)
        else this.#log.refused(event.in_reply_to, event.error)
        break
      // The others are not for this socket, or newer than this client.
    }
  }

  #beat({ epoch, tops, reads }: Extract<Event, { command: 'heartbeat' }>): void {
    if (epoch !== this.#epoch) {
      this.#connection.restart()
      return
    }
    // This socket has one room; before its first message here we do not know its name.
    const top = this.#roomId === null ? Object.values(tops)[0] : tops[this.#roomId]
    this.#log.beat(top ?? 0)
    const seen = this.#roomId === null ? undefined : reads?.[this.#roomId]
    if (seen !== undefined && seen > this.#othersRead) {
      this.#othersRead = seen
      this.#observable.changed()
    }
    // Once more, in case it was refused or lost; where it was not news the server says nothing.
    if (this.#toldRead === null) return
    this.#tellRead()
    this.#toldRead = null
  }

  #tellRead(): void {
    this.#toldRead = this.#read
    this.#connection.send({ command: 'read', seq: this.#read })
  }

  #othersHaveRead(event: Extract<Event, { command: 'read' }>): void {
    if (this.#isMe(event.reader)) {
      if (event.seq >= (this.#toldRead ?? 0)) this.#toldRead = null
      this.#read = Math.max(this.#read, event.seq)
      if (event.messages !== undefined) this.#greeting.unread = this.#greeting.messages - event.messages
    } else if (this.#isOther(event.reader)) this.#othersRead = Math.max(this.#othersRead, event.seq)
    this.#observable.changed()
  }

  #logChanged(added: readonly Entry[]): void {
    for (const entry of added) {
      this.#roomId = entry.room_id
      this.#others.over(entry.from.id)
      // Who answers has read; the server moves the cursor in the same way.
      if (entry.kind !== 'event' && this.#isMe(entry.from)) this.#read = Math.max(this.#read, entry.seq)
      else if (this.#isOther(entry.from)) this.#othersRead = Math.max(this.#othersRead, entry.seq)
    }
    this.#outgoing.seen(added)
    this.#observable.changed()
  }

  #isMe(author: Author): boolean {
    return this.#options.role === 'visitor' ? author.kind === 'visitor' : author.id === this.#me
  }

  /** Whether this is the other side, whose reading is shown under what we wrote. */
  #isOther(author: Author): boolean {
    return author.kind === (this.#options.role === 'visitor' ? 'member' : 'visitor')
  }

  /** Messages by others after our cursor: those held are counted, those not paged in yet are what `hello` leaves. */
  #unread(): number {
    const { entries, low } = this.#log.journal
    let held = 0
    let greeted = 0
    for (let at = entries.length - 1; at >= 0; at--) {
      const entry = entries[at]
      if (!entry || entry.seq <= this.#read) break
      if (entry.kind !== 'message' || this.#isMe(entry.from)) continue
      held++
      if (entry.seq <= this.#greeting.seq) greeted++
    }
    const reachesDown = this.#log.journal.loaded && low <= this.#read + 1
    return held + (reachesDown ? 0 : Math.max(0, this.#greeting.unread - greeted))
  }

  #transmit(send: Send): boolean {
    const { content, clientId: client_id, file } = send
    if (send.kind === 'note')
      return this.#connection.send({ command: 'new_note', note: { content, client_id } })
    const type = file?.type ?? 'text'
    return this.#connection.send({
      command: 'new_message',
      message: { content, type, client_id, ...(file ? { file: file.file } : {}) },
    })
  }
}
