import type { Command } from '@deskbell/protocol/command'
import type { Author, Entry } from '@deskbell/protocol/entry'
import type { Event } from '@deskbell/protocol/event'
import { entryOf, ines, ROOM, visitor } from './entries.js'
import { EPOCH, type FakeNetwork, type FakeSocket, hello } from './fake-sockets.js'

/** A server with one room, which stores once per client id and tells its sockets; `lose` decides what never arrives. */
export class RoomServer {
  entries: Entry[] = []
  sockets: FakeSocket[] = []
  epoch = EPOCH
  read = { seq: 0, messages: 0 }
  othersRead = 0
  lose: (what: 'command' | 'answer' | 'live') => boolean = () => false

  constructor(network: FakeNetwork) {
    network.onOpen = socket => {
      socket.onCommand = command => {
        if (!this.lose('command')) this.#answer(socket, command)
      }
    }
  }

  get top(): number {
    return this.entries.length
  }

  accept(socket: FakeSocket): void {
    this.sockets = [...this.sockets.filter(other => !other.gone), socket]
    const chat = {
      room_id: this.top === 0 ? null : ROOM,
      seq: this.top,
      first: 1,
      message_count: this.entries.filter(entry => entry.kind === 'message').length,
      read: this.read,
      others_read: this.othersRead,
    }
    socket.tell(hello({ epoch: this.epoch, chat }))
  }

  /** Stores what somebody says, once per client id, and tells everybody. */
  say(content: string, from: Author = ines, clientId = `server:${this.top + 1}`): Entry {
    const stored = this.entries.find(entry => entry.client_id === clientId)
    if (stored) return stored
    const entry = entryOf(this.top + 1, { content, from, author: from.name, client_id: clientId })
    this.entries.push(entry)
    if (from.kind === 'visitor') this.#moveRead(entry.seq)
    this.tellAll({ command: 'new_message', message: entry })
    return entry
  }

  tellAll(event: Event): void {
    for (const socket of this.sockets) if (!this.lose('live')) socket.tell(event)
  }

  beat(): void {
    const tops = this.top === 0 ? {} : { [ROOM]: this.top }
    for (const socket of this.sockets) socket.tell({ command: 'heartbeat', epoch: this.epoch, tops })
  }

  #moveRead(seq: number): void {
    if (seq <= this.read.seq) return
    const messages = this.entries.filter(entry => entry.seq <= seq && entry.kind === 'message').length
    this.read = { seq, messages }
  }

  #answer(socket: FakeSocket, command: Command): void {
    const reply = (event: Event) => {
      if (!this.lose('answer')) socket.tell(event)
    }
    if (command.command === 'fetch_messages') {
      const { after, before, limit = 5 } = command
      const later = this.entries.filter(entry => entry.seq > (after ?? 0)).slice(0, limit)
      const until = this.entries.filter(entry => entry.seq < (before ?? this.top + 1)).slice(-limit)
      const messages = after === undefined ? until : later
      const echo = command.id === undefined ? {} : { in_reply_to: command.id }
      reply({ command: 'messages', messages, room_id: ROOM, first: 1, top: this.top, more: false, ...echo })
    } else if (command.command === 'new_message') {
      const { content, client_id = '' } = command.message
      const { id, seq, created } = this.say(content, visitor, client_id)
      reply({ command: 'ack', room_id: ROOM, client_id, id, seq, created })
    } else if (command.command === 'read') {
      this.#moveRead(command.seq)
      reply({ command: 'read', room_id: ROOM, reader: visitor, ...this.read })
    }
  }
}
