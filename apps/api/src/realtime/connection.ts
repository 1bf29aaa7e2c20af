import { type Command, type CommandName, command as commandSchema } from '@deskbell/protocol/command'
import { closeCodes } from '@deskbell/protocol/error'
import { type Event, oldEventNames } from '@deskbell/protocol/event'
import type { CommandContext } from '../commands/context.js'
import type { Dispatch } from '../commands/dispatch.js'
import { DeskbellError, OutcomeUnknown } from '../core/errors.js'
import type { RoomHead, RoomRef } from '../rooms/room.js'
import type { Reader } from '../rooms/room-store.js'
import { type Frame, parseFrame } from './frame.js'
import type { Hub } from './hub.js'
import type { Listener } from './listener.js'
import { presentAnswer } from './present.js'
import { type SocketObserver, unobserved } from './socket-observer.js'

/** What a connection needs of a socket; `ws` fits behind it, and so does a test's list of frames. */
export interface Socket {
  send(text: string): void
  close(code: number, reason: string): void
  /** Ends it without waiting for the other side. */
  terminate(): void
  ping(): void
  /** Stops and resumes reading, so that a flood waits in the sender's own buffers. */
  pause(): void
  resume(): void
  /** Bytes handed over that the network did not take yet. */
  readonly buffered: number
}

export interface ConnectionOptions {
  readonly socket: Socket
  readonly dispatch: Dispatch
  readonly hub: Pick<Hub, 'followRoom'>
  readonly context: Omit<CommandContext, 'following'>
  /** Counts a frame under the asker's limits; without a command, one that is none. @throws rate_limited, overloaded */
  readonly takeFrame: (command: CommandName | undefined) => void
  readonly onError: (error: unknown, command: CommandName | undefined) => void
  readonly observer?: SocketObserver
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number
}

/** A reader with more than this in its buffer is cut; it catches up when it comes back. Bytes. */
const MAX_BUFFERED = 1024 * 1024
/** More than this, whenever something is written for so long, and it is cut as well: bytes, milliseconds. */
const BEHIND = { bytes: 64 * 1024, ms: 10_000 }
/** While more than this waits for a reader their next command is not worked on: what they ask for comes at their own speed. */
const PACE = { bytes: 256 * 1024, lookEvery: 20 }
/** Frames that may wait for their turn before reading stops, and the letters in them. */
const MAX_WAITING = { frames: 128, length: 256 * 1024 }
/** Milliseconds that a frame may wait for its turn. Who waited longer hears sooner that it is too much than that it was done. */
const MAX_WAIT = 3_000
/** Milliseconds after which they may try again; spread, so that they do not all come at once. */
const RETRY = { from: 1_000, to: 3_000 }
/** Refusals for haste in a row after which the socket is closed. */
const MAX_REFUSED = 100

/**
 * One socket: its commands run one at a time in the order they came, its events go out as text.
 * Nothing is read before `open` was called, and what comes earlier waits.
 */
export class Connection implements Listener {
  readonly audience: Listener['audience']
  readonly old: boolean
  readonly reader: Reader | null
  /** When the last sign of life came; the heartbeat sets it back. */
  missedBeats = 0

  private readonly context: CommandContext
  private readonly observer: SocketObserver
  private readonly rooms = new Map<string, { room: RoomRef; leave: () => void }>()
  private readonly leaves: (() => void)[] = []
  private waiting: { text: string; at: number }[] = []
  private waitingLength = 0
  /** When the reader's own slowness last kept a command waiting; that is no load of ours. */
  private pacedAt = 0
  private readonly held: string[] = []
  private heldLength = 0
  /** Since when more was waiting for this reader than a little, whenever something was written. */
  private behindSince: number | null = null
  private working = false
  /** The end of the work that is under way, or was last. */
  private worked: Promise<void> = Promise.resolve()
  private opened = false
  private closed = false
  private paused = false
  private refusals = 0

  constructor(private readonly options: ConnectionOptions) {
    const { context } = options
    const { actor } = context
    this.observer = options.observer ?? unobserved
    this.audience = actor.kind === 'member' ? 'member' : 'visitor'
    this.old = context.old
    this.reader =
      actor.kind === 'anonymous'
        ? null
        : { kind: actor.kind, id: actor.kind === 'member' ? actor.userId : actor.visitorId }
    this.context = {
      ...context,
      following: {
        open: record => this.followRoom(record),
        close: roomId => {
          this.rooms.get(roomId)?.leave()
          this.rooms.delete(roomId)
        },
        opened: roomId => this.rooms.get(roomId)?.room,
      },
    }
  }

  get actor(): CommandContext['actor'] {
    return this.context.actor
  }

  get other(): CommandContext['other'] {
    return this.context.other
  }

  get followed(): Iterable<string> {
    return this.rooms.keys()
  }

  /** The site whose list this socket follows, if it does. */
  siteId: string | null = null

  followRoom({ room, head }: { readonly room: RoomRef; readonly head: Pick<RoomHead, 'seq'> }): void {
    if (this.closed) return
    this.rooms.set(room.id, { room, leave: this.options.hub.followRoom(room, head.seq, this) })
  }

  /** Calls `leave` when the socket is gone. */
  onLeave(leave: () => void): void {
    if (this.closed) leave()
    else this.leaves.push(leave)
  }

  /** Greeted: lets out what was told meanwhile, and begins to work on what has come in. */
  open(): void {
    this.opened = true
    for (const frame of this.held.splice(0)) this.write(frame)
    this.work()
  }

  tell(event: Event): void {
    if (this.old && !oldEventNames.includes(event.command)) return
    this.write(JSON.stringify(event))
  }

  /** What the hub tells. It comes after the greeting, whose numbers may be older: the newer state must stand. */
  send(frame: string): void {
    if (this.opened) {
      this.write(frame)
      return
    }
    if (this.closed) return
    this.held.push(frame)
    this.heldLength += frame.length
    if (this.heldLength > MAX_BUFFERED) this.cut()
  }

  private write(frame: string): void {
    if (this.closed) return
    if (this.isTooSlow()) this.cut()
    else this.options.socket.send(frame)
  }

  private isTooSlow(): boolean {
    const { buffered } = this.options.socket
    if (buffered <= BEHIND.bytes) {
      this.behindSince = null
      return false
    }
    const now = this.now()
    this.behindSince ??= now
    return buffered > MAX_BUFFERED || now - this.behindSince >= BEHIND.ms
  }

  private now(): number {
    return this.options.now ? this.options.now() : performance.now()
  }

  /** The close frame waits behind what is not being read, so the end does not wait for it. */
  private cut(): void {
    this.observer.cutSlow()
    this.end(closeCodes.slow, 'reads too slowly')
    this.options.socket.terminate()
  }

  /** A text frame has come. */
  receive(text: string): void {
    if (this.closed) return
    this.missedBeats = 0
    this.waiting.push({ text, at: this.now() })
    this.waitingLength += text.length
    if (
      (this.waiting.length >= MAX_WAITING.frames || this.waitingLength >= MAX_WAITING.length) &&
      !this.paused
    ) {
      this.paused = true
      this.options.socket.pause()
    }
    this.work()
  }

  /** Says why, where that is understood, and closes. */
  refuse(error: DeskbellError, code: number): void {
    this.tell({ command: 'error', error: error.toWire() })
    this.end(code, error.kind)
  }

  end(code: number, reason: string): void {
    if (this.closed) return
    this.gone()
    this.options.socket.close(code, reason)
  }

  /** The socket is closed, by whomever. What it had begun goes on. */
  gone(): void {
    if (this.closed) return
    this.closed = true
    this.waiting = []
    this.waitingLength = 0
    this.held.length = 0
    for (const { leave } of this.rooms.values()) leave()
    this.rooms.clear()
    for (const leave of this.leaves) leave()
  }

  /** Resolves when no command is being worked on. */
  async settled(): Promise<void> {
    while (this.working) await this.worked
  }

  ping(): void {
    this.options.socket.ping()
  }

  /** Nobody is there any more: a close frame would reach no one. */
  terminate(): void {
    this.gone()
    this.options.socket.terminate()
  }

  private work(): void {
    if (!this.opened || this.working) return
    this.working = true
    this.worked = this.workOff()
  }

  private async workOff(): Promise<void> {
    try {
      for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
        this.waitingLength -= next.text.length
        if (this.options.socket.buffered > PACE.bytes) await this.pace()
        await this.run(next.text, Math.max(next.at, this.pacedAt))
        if (this.paused) this.readOn()
      }
    } finally {
      // In the turn of the last look at the queue: whatever comes later begins anew.
      this.working = false
    }
  }

  private readOn(): void {
    if (this.waiting.length >= MAX_WAITING.frames / 2 || this.waitingLength >= MAX_WAITING.length / 2) return
    this.paused = false
    this.options.socket.resume()
  }

  private async pace(): Promise<void> {
    while (this.options.socket.buffered > PACE.bytes && !this.closed) {
      await new Promise(resolve => setTimeout(resolve, PACE.lookEvery))
      this.pacedAt = this.now()
    }
  }

  private async run(text: string, cameAt: number): Promise<void> {
    const frame = parseFrame(text, commandSchema)
    try {
      this.options.takeFrame(frame.ok ? frame.value.command : undefined)
      this.refusals = 0
      if (!frame.ok) throw frame.error
      if (this.now() - cameAt > MAX_WAIT) throw tooLate()
      const { value, replyTo } = frame
      await this.observer.command(value.command, cameAt, () => this.answer(value, replyTo))
    } catch (error) {
      this.fail(error, frame)
    }
  }

  private async answer(command: Command, replyTo: string | number | undefined): Promise<void> {
    const answer = await this.options.dispatch(this.context, command)
    if (answer) this.tell(presentAnswer(answer, this.audience, this.context.site, replyTo))
  }

  private fail(error: unknown, frame: Frame<Command>): void {
    // Stored or not, nobody knows: the client asks again with the same id.
    if (error instanceof OutcomeUnknown) {
      this.observer.refused('outcome_unknown')
      return
    }
    if (!(error instanceof DeskbellError))
      this.options.onError(error, frame.ok ? frame.value.command : undefined)
    const told =
      error instanceof DeskbellError ? error : new DeskbellError('internal', 'Something went wrong here.')
    this.observer.refused(told.kind)
    this.tell({
      command: 'error',
      error: told.toWire(),
      ...(frame.replyTo === undefined ? {} : { in_reply_to: frame.replyTo }),
      ...(frame.clientId === undefined ? {} : { client_id: frame.clientId }),
    })
    if (told.kind !== 'rate_limited') return
    this.refusals += 1
    if (this.refusals > MAX_REFUSED) this.end(closeCodes.flood, 'too many frames')
  }
}

const tooLate = () =>
  new DeskbellError('overloaded', 'Too much is going on just now. Please try again.', {
    retryAfterMs: RETRY.from + Math.random() * (RETRY.to - RETRY.from),
  })
