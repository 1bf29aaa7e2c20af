import type { Command } from '@deskbell/protocol/command'
import type { Author, Entry } from '@deskbell/protocol/entry'
import type { Event } from '@deskbell/protocol/event'
import type { ReadCursor, Room, RoomState } from '@deskbell/protocol/room'
import { entryOf, ines, visitor } from './entries.js'
import { EPOCH, type FakeNetwork, type FakeSocket, hello } from './fake-sockets.js'

interface StoredRoom {
  readonly id: string
  status: 'open' | 'closed'
  activeAt: string
  read: ReadCursor
  visitorRead: number
  entries: Entry[]
}

/** A server with one site and one member (Ines), who may have several sockets. */
export class SiteServer {
  rooms = new Map<string, StoredRoom>()
  epoch = EPOCH
  lose: (what: 'command' | 'answer' | 'live') => boolean = () => false
  #sockets = new Map<FakeSocket, Set<string>>()
  #time = Date.parse('2026-01-01T00:00:00.000Z')

  constructor(network: FakeNetwork) {
    network.onOpen = socket => {
      socket.onCommand = command => {
        if (!this.lose('command')) this.#answer(socket, command)
      }
    }
  }

  accept(socket: FakeSocket): void {
    this.#sockets.set(socket, new Set())
    socket.tell(hello({ epoch: this.epoch, member: ines }))
  }

  isOpen(socket: FakeSocket): boolean {
    return !socket.gone && this.#sockets.has(socket)
  }

  /** Writes into a room, which comes into being if need be. */
  write(room: string, content: string, from: Author = visitor, more: Partial<Entry> = {}): Entry {
    const isNew = !this.rooms.has(room)
    const stored = this.rooms.get(room) ?? this.#make(room)
    const client_id = more.client_id ?? `server:${room}:${stored.entries.length}`
    const before = stored.entries.find(entry => entry.client_id === client_id)
    if (before) return before
    const seq = stored.entries.length + 1
    const id = `${room}:${seq}`
    const entry = entryOf(seq, { id, room_id: room, content, from, author: from.name, ...more, client_id })
    stored.entries.push(entry)
    this.#time += 1_000
    stored.activeAt = new Date(this.#time).toISOString()
    if (isNew) this.#tellAll({ command: 'new_room', room: this.room(stored, 1) })
    this.#tellRoom(room, { command: 'new_message', message: entry })
    const last = entry.kind === 'event' ? {} : { last: entry }
    if (!isNew) this.#tellAll({ command: 'room_changed', room: this.state(stored), ...last })
    if (from.id === ines.id && entry.kind !== 'event') this.moveRead(room, seq)
    return entry
  }

  close(room: string): void {
    const stored = this.rooms.get(room)
    if (!stored || stored.status === 'closed') return
    stored.status = 'closed'
    this.write(room, 'closed', ines, { kind: 'event' })
  }

  moveRead(room: string, seq: number, reader: Author = ines): void {
    const stored = this.rooms.get(room)
    if (!stored) return
    if (reader.kind === 'visitor') {
      stored.visitorRead = Math.max(stored.visitorRead, seq)
      this.#tellRoom(room, { command: 'read', room_id: room, reader, seq })
    } else if (seq > stored.read.seq && seq <= stored.entries.length) {
      stored.read = { seq, messages: count(stored.entries.filter(entry => entry.seq <= seq)) }
      this.#tellAll({ command: 'read', room_id: room, reader, ...stored.read })
    }
  }

  beat(): void {
    for (const [socket, opened] of this.#sockets) {
      const tops = Object.fromEntries([...opened].map(id => [id, this.rooms.get(id)?.entries.length ?? 0]))
      const active_at = this.#listed('all')[0]?.activeAt ?? null
      socket.tell({ command: 'heartbeat', epoch: this.epoch, tops, active_at })
    }
  }

  state(stored: StoredRoom): RoomState {
    return {
      id: stored.id,
      kind: 'visitor',
      consumer: stored.id,
      visitor: { id: visitor.id, consumer: stored.id, name: visitor.name, email: null },
      status: stored.status,
      conversation: null,
      seq: stored.entries.length,
      first: 1,
      message_count: count(stored.entries),
      active_at: stored.activeAt,
    }
  }

  room(stored: StoredRoom, messages: number): Room {
    const { read, entries } = stored
    return {
      ...this.state(stored),
      user: { username: 'acme', email: 'a@acme.example', first_name: '', last_name: '' },
      messages: entries.filter(entry => entry.kind !== 'event').slice(-messages),
      read,
      unread: Math.max(0, Math.min(99, count(entries) - read.messages)),
      visitor_read: stored.visitorRead,
    }
  }

  #make(id: string): StoredRoom {
    const read = { seq: 0, messages: 0 }
    const stored: StoredRoom = { id, status: 'open', activeAt: '', read, visitorRead: 0, entries: [] }
    this.rooms.set(id, stored)
    return stored
  }

  #listed(filter: 'all' | 'open' | 'closed'): StoredRoom[] {
    return [...this.rooms.values()]
      .filter(room => filter === 'all' || room.status === filter)
      .sort((a, b) => (a.activeAt < b.activeAt ? 1 : -1))
  }

  #tellAll(event: Event): void {
    for (const socket of this.#sockets.keys()) if (!this.lose('live')) socket.tell(event)
  }

  #tellRoom(room: string, event: Event): void {
    for (const [socket, opened] of this.#sockets)
      if (opened.has(room) && !this.lose('live')) socket.tell(event)
  }

  #answer(socket: FakeSocket, command: Command): void {
    const echo = command.id === undefined ? {} : { in_reply_to: command.id }
    const reply = (event: Event) => {
      if (!this.lose('answer')) socket.tell(event)
    }
    if (command.command === 'fetch_rooms') {
      const { limit = 3, filter = 'all', messages = 20 } = command
      const from = this.#listed(filter).filter(room => !command.cursor || room.activeAt < command.cursor)
      const page = from.slice(0, limit)
      const cursor = from.length > limit ? (page.at(-1)?.activeAt ?? null) : null
      reply({ command: 'rooms', rooms: page.map(room => this.room(room, messages)), cursor, ...echo })
      return
    }
    const stored = 'room' in command ? this.rooms.get(String(command.room)) : undefined
    if (!stored) {
      reply({ command: 'error', error: { kind: 'not_found', message: 'no such room' }, ...echo })
    } else if (command.command === 'open_room') {
      this.#sockets.get(socket)?.add(stored.id)
      const room = { ...this.room(stored, 0), messages: stored.entries.slice(-5) }
      reply({ command: 'room_opened', room, ...echo })
    } else if (command.command === 'close_room') {
      this.#sockets.get(socket)?.delete(stored.id)
      reply({ command: 'room_closed', room_id: stored.id, ...echo })
    } else if (command.command === 'fetch_messages') {
      const { after, before, limit = 5 } = command
      const top = stored.entries.length
      const later = stored.entries.filter(entry => entry.seq > (after ?? 0)).slice(0, limit)
      const until = stored.entries.filter(entry => entry.seq < (before ?? top + 1)).slice(-limit)
      const messages = after === undefined ? until : later
      reply({ command: 'messages', messages, room_id: stored.id, first: 1, top, more: false, ...echo })
    } else if (command.command === 'new_message' || command.command === 'new_note') {
      const { content, client_id = '' } = command.command === 'new_note' ? command.note : command.message
      const kind = command.command === 'new_note' ? 'note' : 'message'
      const { id, seq, created } = this.write(stored.id, content, ines, { client_id, kind })
      reply({ command: 'ack', room_id: stored.id, client_id, id, seq, created, ...echo })
    } else if (command.command === 'read') this.moveRead(stored.id, command.seq)
  }
}

const count = (entries: readonly Entry[]) => entries.filter(entry => entry.kind === 'message').length
