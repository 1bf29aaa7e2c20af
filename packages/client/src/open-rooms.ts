import type { Author, Entry } from '@deskbell/protocol/entry'
import type { WireError } from '@deskbell/protocol/error'
import type { EventOf } from '@deskbell/protocol/event'
import { LIMITS } from '@deskbell/protocol/limits'
import type { Connection } from './connection.js'
import { highest } from './journal.js'
import { OpenRoom, type OpenRoomState } from './open-room.js'
import type { Outbox } from './outbox.js'
import type { Clock } from './ports.js'

export interface OpenRoomsOptions {
  readonly clock: Clock
  readonly nextId: () => number
  /** Sends a command; false when there is no connection. */
  readonly send: Connection['send']
  /** Everything that is on its way, of every room. */
  readonly outbox: () => Outbox
  /** Entries that are in a journal from now on. */
  readonly onAdded: (added: readonly Entry[]) => void
  readonly onChange: () => void
}

/** Closed rooms whose journal is kept, so that going back to one shows it at once. */
const KEEP_CLOSED = 8

/** The rooms a member has open, and the last few they closed. */
export class OpenRooms {
  #options: OpenRoomsOptions
  /** The least recently used first. */
  #rooms = new Map<string, OpenRoom>()

  constructor(options: OpenRoomsOptions) {
    this.#options = options
  }

  /** A room whose journal is held, open or not. */
  kept(id: string): OpenRoom | null {
    return this.#rooms.get(id) ?? null
  }

  /** A room that is open here and told live. */
  live(id: string): OpenRoom | null {
    const room = this.#rooms.get(id)
    return room?.wanted ? room : null
  }

  /** What is open now; an object stays the same while its room does not change. */
  states(): ReadonlyMap<string, OpenRoomState> {
    const open = [...this.#rooms].filter(([, room]) => room.wanted)
    return new Map(open.map(([id, room]) => [id, room.state]))
  }

  open(id: string, connected: boolean): void {
    const known = this.#rooms.get(id)
    if (known?.wanted) return
    const room = known ?? this.#make(id)
    room.wanted = true
    room.error = null
    room.changed()
    this.#rooms.delete(id)
    this.#rooms.set(id, room)
    if (connected) this.#askToOpen(id, room)
    this.#options.onChange()
  }

  close(id: string): void {
    const room = this.live(id)
    if (!room) return
    room.self.set(false)
    room.wanted = false
    room.closed()
    this.#options.send({ command: 'close_room', room: id })
    const closed = [...this.#rooms].filter(([, other]) => !other.wanted)
    for (const [old] of closed.slice(0, Math.max(0, closed.length - KEEP_CLOSED))) this.#rooms.delete(old)
    this.#options.onChange()
  }

  /** Tells that everything shown of a room up to `known` or further is read; answers how far, or null when it is not so. */
  tellRead(id: string, known: { seq: number; read: number }): number | null {
    const room = this.#rooms.get(id)
    if (!room?.log.journal.loaded) return null
    const seq = highest(room.log.journal)
    // While a gap is being filled there is more to read than is shown; the next call marks it.
    if (seq <= known.read || seq < known.seq) return null
    if (!this.#options.send({ command: 'read', room: id, seq })) return null
    room.toldRead = { seq, again: false }
    return seq
  }

  outboxChanged(): void {
    for (const room of this.#rooms.values()) room.outboxChanged()
  }

  /** A new socket. What a person looks at is asked for again. `anew`: what is held belongs to another epoch. */
  connected(anew: boolean): void {
    for (const [id, room] of this.#rooms) {
      if (anew) {
        room.log.reset()
        room.toldRead = null
      }
      if (room.wanted) this.#askToOpen(id, room)
      if (room.toldRead) room.toldRead.again = false
      this.#tellReadAgain(id, room)
    }
  }

  /** The socket is gone. */
  disconnected(): void {
    for (const room of this.#rooms.values()) {
      room.closed()
      room.changed()
    }
  }

  opened({ room: { id, messages, first, seq } }: EventOf<'room_opened'>): void {
    const room = this.live(id)
    if (!room) return
    room.asked = null
    room.log.page({ messages, first, top: seq })
  }

  /** How far this member has read, said by the server: what was told need not be told again. */
  readConfirmed(id: string, seq: number): void {
    const room = this.#rooms.get(id)
    if (room && seq >= (room.toldRead?.seq ?? 0)) room.toldRead = null
  }

  heardTyping({ room_id: id, from, on }: EventOf<'typing'>, me: Author | null): void {
    if (from.id !== me?.id) this.live(id)?.others.heard(from, on)
  }

  beat({ tops }: EventOf<'heartbeat'>): void {
    for (const [id, room] of this.#rooms) {
      this.#tellReadAgain(id, room)
      if (!room.wanted) continue
      const top = tops[id]
      if (top !== undefined) room.log.beat(top)
      // The server does not follow it for us: `open_room` or its answer was lost, or refused for the moment.
      else if (room.error === null) this.#askToOpen(id, room)
    }
  }

  refused(inReplyTo: number | string, error: WireError): void {
    for (const room of this.#rooms.values()) {
      if (room.asked !== inReplyTo) {
        room.log.refused(inReplyTo, error)
        continue
      }
      room.asked = null
      // Any other is passing; the next heartbeat asks again.
      if (error.kind === 'not_found' || error.kind === 'forbidden') room.error = error
      room.changed()
      this.#options.onChange()
    }
  }

  #make(id: string): OpenRoom {
    const { clock, nextId, send, outbox, onAdded, onChange } = this.#options
    let sends: Outbox = []
    return new OpenRoom({
      id,
      clock,
      nextId,
      ask: (requestId, request) =>
        send({
          command: 'fetch_messages',
          id: requestId,
          room: id,
          ...request,
          // Who pages back in a long room should not wait at every screen.
          ...(request.before === undefined ? {} : { limit: LIMITS.page.max }),
        }),
      tellTyping: on => send({ command: 'typing', room: id, on }),
      sends: () => {
        const mine = outbox().filter(send => send.room === id)
        if (mine.length !== sends.length || mine.some((send, at) => send !== sends[at])) sends = mine
        return sends
      },
      onChange: added => {
        this.#rooms.get(id)?.changed()
        onAdded(added)
        onChange()
      },
    })
  }

  #askToOpen(id: string, room: OpenRoom): void {
    room.asked = this.#options.nextId()
    this.#options.send({ command: 'open_room', id: room.asked, room: id })
  }

  /** Once more per socket, in case it was refused or lost; where it was not news the server says nothing. */
  #tellReadAgain(id: string, { toldRead }: OpenRoom): void {
    if (!toldRead || toldRead.again) return
    toldRead.again = true
    this.#options.send({ command: 'read', room: id, seq: toldRead.seq })
  }
}
