import type { IncomingMessage } from 'node:http'
import WebSocket from 'ws'
import { deadline } from './wait.js'

/** Any frame; each test says what it expects in it. */
export type Frame = Record<string, unknown> & { command?: unknown }

export interface OpenOptions {
  readonly protocols?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
}

type Waiter = {
  match: (frame: Frame) => boolean
  resolve: (frame: Frame) => void
  reject: (error: Error) => void
}

/** A socket that keeps every frame until somebody asks for it, so that none is missed. */
export class TestSocket {
  readonly #queue: Frame[] = []
  readonly #waiters = new Set<Waiter>()
  /** Every frame that ever came, in order. */
  readonly history: Frame[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  #ended = false

  private constructor(
    readonly raw: WebSocket,
    readonly opened: Promise<IncomingMessage | undefined>,
  ) {
    raw.on('message', data => this.#take(JSON.parse(String(data)) as Frame))
    this.closed = new Promise(resolve => {
      raw.once('close', (code, reason) => {
        this.#ended = true
        for (const waiter of this.#waiters)
          waiter.reject(new Error(`the socket closed with ${code} ${reason}`))
        resolve({ code, reason: String(reason) })
      })
    })
  }

  /** Resolves when the socket is open. A refused handshake throws `refused with 403`. */
  static async open(url: string, options: OpenOptions = {}): Promise<TestSocket> {
    const raw = new WebSocket(url, [...(options.protocols ?? [])], { headers: { ...options.headers } })
    let upgrade: IncomingMessage | undefined
    raw.once('upgrade', response => {
      upgrade = response
    })
    const opened = new Promise<IncomingMessage | undefined>((resolve, reject) => {
      raw.once('open', () => resolve(upgrade))
      raw.once('unexpected-response', (_, response) => {
        response.resume()
        reject(new Error(`refused with ${response.statusCode}`))
        raw.terminate()
      })
      raw.on('error', reject)
    })
    const socket = new TestSocket(raw, opened)
    await deadline(opened, 10_000, () => `the opening of ${url}`)
    return socket
  }

  /** Set-Cookie lines of the 101 answer. */
  async cookies(): Promise<string[]> {
    return (await this.opened)?.headers['set-cookie'] ?? []
  }

  send(frame: unknown): void {
    this.raw.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** The next frame of this command (or that passes `match`), leaving the others in the queue. */
  next(match: string | ((frame: Frame) => boolean), withinMs = 5_000): Promise<Frame> {
    const fits = typeof match === 'string' ? (frame: Frame) => frame.command === match : match
    const index = this.#queue.findIndex(fits)
    if (index !== -1) return Promise.resolve(this.#queue.splice(index, 1)[0] as Frame)
    if (this.#ended) return Promise.reject(new Error(`the socket is closed; no ${this.#name(match)} came`))
    let waiter: Waiter | undefined
    const promise = new Promise<Frame>((resolve, reject) => {
      waiter = { match: fits, resolve, reject }
      this.#waiters.add(waiter)
    })
    const say = () => `a frame ${this.#name(match)}; there are ${JSON.stringify(this.#queue).slice(0, 2_000)}`
    return deadline(promise, withinMs, say).finally(() => waiter && this.#waiters.delete(waiter))
  }

  /** Sends and waits for the answer in one go. */
  async ask(frame: Frame, match: string | ((frame: Frame) => boolean), withinMs?: number): Promise<Frame> {
    const answer = this.next(match, withinMs)
    this.send(frame)
    return answer
  }

  /** What came and nobody asked for. Only after an answer that the server sends later than these. */
  leftovers(command?: string): Frame[] {
    return this.#queue.filter(frame => command === undefined || frame.command === command)
  }

  /** Drops what nobody asked for, so that a long run does not keep it all. */
  forget(): void {
    this.#queue.length = 0
  }

  async close(): Promise<void> {
    if (this.#ended) return
    this.raw.close()
    await deadline(this.closed, 5_000, () => 'the closing handshake').catch(() => this.raw.terminate())
  }

  #take(frame: Frame): void {
    this.history.push(frame)
    for (const waiter of this.#waiters) {
      if (!waiter.match(frame)) continue
      this.#waiters.delete(waiter)
      waiter.resolve(frame)
      return
    }
    this.#queue.push(frame)
  }

  #name(match: string | ((frame: Frame) => boolean)): string {
    return typeof match === 'string' ? match : String(match)
  }
}
