import type { Command } from '@deskbell/protocol/command'
import type { Event } from '@deskbell/protocol/event'
import type { OpenSocket, Ports, SocketHandlers } from '../src/ports.js'
import { FakeClock } from './fake-clock.js'

export const EPOCH = '00000000-0000-4000-8000-00000000000e'

/** The server's end of one socket. */
export class FakeSocket {
  readonly url: string
  readonly protocols: readonly string[]
  readonly sent: Command[] = []
  /** What to do with each frame the client sends. */
  onCommand: (command: Command) => void = () => {}
  gone = false
  #handlers: SocketHandlers

  constructor(url: string, protocols: readonly string[], handlers: SocketHandlers) {
    this.url = url
    this.protocols = protocols
    this.#handlers = handlers
  }

  tell(event: Event): void {
    if (!this.gone) this.#handlers.message(JSON.stringify(event))
  }

  say(text: string): void {
    this.#handlers.message(text)
  }

  drop(code = 1006): void {
    if (this.gone) return
    this.gone = true
    this.#handlers.close(code)
  }

  receive(text: string): void {
    const command = JSON.parse(text) as Command
    this.sent.push(command)
    this.onCommand(command)
  }

  /** The commands of one name that were sent here. */
  named<N extends Command['command']>(name: N): Extract<Command, { command: N }>[] {
    return this.sent.filter(
      (command): command is Extract<Command, { command: N }> => command.command === name,
    )
  }
}

/** A network of fake sockets with a fake clock. */
export class FakeNetwork {
  readonly clock = new FakeClock()
  readonly sockets: FakeSocket[] = []
  /** Called for each new socket, before the client knows of it. */
  onOpen: (socket: FakeSocket) => void = () => {}
  random = () => 0.5
  #wakers = new Set<() => void>()

  get ports(): Ports {
    const open: OpenSocket = (url, protocols, handlers) => {
      const socket = new FakeSocket(url, protocols, handlers)
      this.sockets.push(socket)
      this.onOpen(socket)
      return {
        send: text => socket.receive(text),
        close: () => {
          socket.gone = true
        },
      }
    }
    return {
      clock: this.clock,
      open,
      random: () => this.random(),
      wake: listener => {
        this.#wakers.add(listener)
        return () => this.#wakers.delete(listener)
      },
    }
  }

  get listeningForWake(): number {
    return this.#wakers.size
  }

  wakeUp(): void {
    for (const waker of [...this.#wakers]) waker()
  }

  /** The newest socket. */
  get last(): FakeSocket {
    const socket = this.sockets.at(-1)
    if (!socket) throw new Error('no socket was opened')
    return socket
  }
}

export function hello(more: Partial<Extract<Event, { command: 'hello' }>> = {}): Event {
  return {
    command: 'hello',
    version: 1,
    epoch: EPOCH,
    now: '2026-01-01T00:00:00.000Z',
    heartbeat_ms: 10_000,
    ...more,
  }
}
