import type { Author, Entry } from '@deskbell/protocol/entry'
import type { WireError } from '@deskbell/protocol/error'
import { Observable } from './observable.js'
import type { Outbox } from './outbox.js'
import type { Clock } from './ports.js'
import { type PageRequest, RoomLog } from './room-log.js'
import { TypingOthers, TypingSelf } from './typing.js'

/** A room a member has open. Immutable; a new object for every change. */
export interface OpenRoomState {
  readonly id: string
  readonly loaded: boolean
  /** Without a hole, oldest first: messages, notes and events. */
  readonly entries: readonly Entry[]
  readonly earlier: 'none' | 'more' | 'loading'
  /** What was written here and is not among the entries yet, in the order it was written. */
  readonly sends: Outbox
  /** Who else is typing now. */
  readonly typing: readonly Author[]
  /** Why it cannot be opened, if so. */
  readonly error: WireError | null
}

export interface OpenRoomOptions {
  readonly id: string
  readonly clock: Clock
  readonly nextId: () => number
  readonly ask: (id: number, request: PageRequest) => boolean
  readonly tellTyping: (on: boolean) => void
  /** The room's part of the outbox: the same array as long as it holds the same. */
  readonly sends: () => Outbox
  /** Entries that are in the journal from now on; told also when something else changed, with none. */
  readonly onChange: (added: readonly Entry[]) => void
}

/** What belongs to one open room of the inbox. */
export class OpenRoom {
  readonly log: RoomLog
  readonly others: TypingOthers
  readonly self: TypingSelf
  /** Whether it is to be open; a closed one is kept for a while, to be shown at once when it is opened again. */
  wanted = true
  /** The id under which `open_room` will be answered. */
  asked: number | null = null
  error: WireError | null = null
  /** Told as read, and not confirmed yet; `again` when this socket has told it twice. */
  toldRead: { seq: number; again: boolean } | null = null
  #observable: Observable<OpenRoomState>
  #sends: () => Outbox

  constructor(options: OpenRoomOptions) {
    const { id, clock } = options
    this.#sends = options.sends
    this.log = new RoomLog({
      clock,
      nextId: options.nextId,
      ask: options.ask,
      onChange: added => {
        for (const entry of added) this.others.over(entry.from.id)
        options.onChange(added)
      },
    })
    this.others = new TypingOthers(clock, () => options.onChange([]))
    this.self = new TypingSelf(clock, options.tellTyping)
    this.#observable = new Observable(() => ({
      id,
      loaded: this.log.journal.loaded,
      entries: this.log.journal.entries,
      earlier: this.log.earlier,
      sends: options.sends(),
      typing: this.others.list,
      error: this.error,
    }))
  }

  get state(): OpenRoomState {
    return this.#observable.getSnapshot()
  }

  changed(): void {
    this.#observable.changed()
  }

  /** The outbox changed, perhaps for this room. */
  outboxChanged(): void {
    if (this.state.sends !== this.#sends()) this.changed()
  }

  /** The socket is gone. */
  closed(): void {
    this.asked = null
    this.log.closed()
    this.others.clear()
    this.self.wrote()
  }
}
