import type { Command } from '@deskbell/protocol/command'
import type { closeCodes, WireError } from '@deskbell/protocol/error'
import type { Event, Hello } from '@deskbell/protocol/event'
import { backoff } from './backoff.js'
import type { Ports, Socket } from './ports.js'

/** One socket, in one of five states. `until` is in milliseconds since the epoch. */
export type ConnectionState =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting'; readonly attempt: number }
  | { readonly status: 'open'; readonly hello: Hello }
  | { readonly status: 'waiting'; readonly attempt: number; readonly until: number }
  | { readonly status: 'ended'; readonly code: number; readonly error: WireError | null }

export interface ConnectionOptions {
  readonly url: string
  /** Asked before every attempt, since a token may have come in between. */
  readonly protocols: () => readonly string[]
  readonly ports: Ports
  readonly onState: (state: ConnectionState) => void
  /** Every frame but `hello`, which is told as the state `open`. */
  readonly onEvent: (event: Exclude<Event, Hello>) => void
}

type FinalCode = (typeof closeCodes)['unauthorized' | 'forbidden' | 'notFound']
/** After these the same credential must not be tried again. */
const final: Record<FinalCode, true> = { 4401: true, 4403: true, 4404: true }

/** How long a socket may take from the first byte to `hello`. */
const HELLO_WITHIN = 10_000
/** Heartbeats that may be missed before the socket counts as dead; browsers cannot see pings. */
const MISSED_BEATS = 2.5

/**
 * Keeps one socket alive: connects, watches for silence, waits with jitter and connects again, until it is stopped
 * or the server closes with a final code.
 */
export class Connection {
  #options: ConnectionOptions
  #state: ConnectionState = { status: 'idle' }
  #socket: Socket | null = null
  #cancel = () => {}
  #unwake = () => {}
  #attempt = 0
  #heardAt = 0
  #openedAt = 0
  #refusal: WireError | null = null
  #comeBackAfter = 0

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** Connects, unless it already does. After `ended` it starts anew. */
  start(): void {
    if (this.#state.status !== 'idle' && this.#state.status !== 'ended') return
    this.#unwake = this.#options.ports.wake(() => this.wake())
    this.#attempt = 0
    this.#connect()
  }

  stop(): void {
    this.#leave()
    if (this.#state.status !== 'idle') this.#become({ status: 'idle' })
  }

  /** A hint that now is a good moment: ends a wait, and finds out about a socket that died while asleep. */
  wake(): void {
    if (this.#state.status === 'waiting') this.#connect()
    else if (this.#state.status === 'open') this.#watch(this.#state.hello)
  }

  /** Drops the socket and comes back with a fresh `hello`. */
  restart(): void {
    if (this.#state.status === 'open') this.#lost(1000)
  }

  /** Whether the frame was handed to an open socket; that says nothing of its arrival. */
  send(command: Command): boolean {
    if (this.#state.status !== 'open' || !this.#socket) return false
    this.#socket.send(JSON.stringify(command))
    return true
  }

  #connect(): void {
    const { ports, url, protocols } = this.#options
    this.#cancel()
    this.#refusal = null
    this.#comeBackAfter = 0
    this.#become({ status: 'connecting', attempt: this.#attempt })
    // A listener may have stopped us.
    if (this.#state.status !== 'connecting') return
    const mine: { socket: Socket | null } = { socket: null }
    const isMine = () => this.#socket !== null && this.#socket === mine.socket
    const socket = ports.open(url, protocols(), {
      message: text => {
        if (isMine()) this.#heard(text)
      },
      close: code => {
        if (isMine()) this.#lost(code)
      },
    })
    mine.socket = socket
    this.#socket = socket
    this.#cancel = ports.clock.after(HELLO_WITHIN, () => this.#lost(1006))
  }

  #heard(text: string): void {
    const event = parse(text)
    if (!event) return
    this.#heardAt = this.#options.ports.clock.now()
    if (event.command === 'hello') {
      this.#openedAt = this.#heardAt
      this.#watch(event)
      this.#become({ status: 'open', hello: event })
      return
    }
    if (event.command === 'reconnect') this.#comeBackAfter = event.after_ms
    if (event.command === 'error' && this.#state.status === 'connecting') this.#refusal = event.error
    this.#options.onEvent(event)
  }

  /** Drops the socket when it has been silent for too long, else looks again when that could be so. */
  #watch(hello: Hello): void {
    const { clock } = this.#options.ports
    this.#cancel()
    const left = this.#heardAt + hello.heartbeat_ms * MISSED_BEATS - clock.now()
    if (left > 0) this.#cancel = clock.after(left, () => this.#watch(hello))
    else this.#lost(1006)
  }

  #lost(code: number): void {
    const was = this.#state
    const { clock, random } = this.#options.ports
    const refusal = this.#refusal
    const after = this.#comeBackAfter
    if (code in final) {
      this.#leave()
      this.#become({ status: 'ended', code, error: refusal })
      return
    }
    this.#hangUp()
    // A server that says hello and hangs up at once must not be asked at full speed; one that said when to come back is well.
    const held = was.status === 'open' && clock.now() - this.#openedAt >= was.hello.heartbeat_ms
    const well = held || after > 0
    const wait = after + backoff(well ? 0 : this.#attempt, random)
    this.#attempt = well ? 1 : this.#attempt + 1
    this.#cancel = clock.after(wait, () => this.#connect())
    this.#become({ status: 'waiting', attempt: this.#attempt, until: clock.now() + wait })
  }

  #hangUp(): void {
    this.#cancel()
    const socket = this.#socket
    this.#socket = null
    socket?.close()
  }

  #leave(): void {
    this.#hangUp()
    this.#unwake()
    this.#unwake = () => {}
  }

  #become(state: ConnectionState): void {
    this.#state = state
    this.#options.onState(state)
  }
}

/** Trusts the server's frames to be what the protocol says; anything that is not even a frame is ignored. */
function parse(text: string): Event | null {
  try {
    const frame: unknown = JSON.parse(text)
    return typeof frame === 'object' && frame !== null && 'command' in frame ? (frame as Event) : null
  } catch {
    return null
  }
}
