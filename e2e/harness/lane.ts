import type { Socket } from 'node:net'

/** What happens to everything on its way; changed while connections are open. */
export interface Weather {
  /** Nothing goes on, and nobody is told: the other side has vanished. */
  held: boolean
  /** Milliseconds that every byte takes longer. */
  delay: number
  /** Bytes a second, in each direction of each connection. */
  rate: number
}

/** Bytes that may be on their way before the sender is held up, as in a network's own buffers. */
const ROOM = 256 * 1024

/** One direction of a connection: what comes in goes out in the same order, when the weather lets it. */
export class Lane {
  readonly #waiting: { readonly bytes: Buffer; readonly due: number }[] = []
  #size = 0
  #free = 0
  #ended = false
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly weather: Weather,
  ) {
    from.on('data', bytes => this.#take(bytes as Buffer))
    from.on('end', () => {
      this.#ended = true
      this.pump()
    })
    to.on('drain', () => this.pump())
  }

  /** Sends on what is due; call it when the weather has changed. */
  pump(): void {
    clearTimeout(this.#timer)
    if (this.weather.held || this.to.destroyed) return
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.to.writableNeedDrain) return
      const wait = next.due - performance.now()
      if (wait > 0) {
        this.#timer = setTimeout(() => this.pump(), wait)
        return
      }
      this.#waiting.shift()
      this.#size -= next.bytes.length
      this.to.write(next.bytes)
      if (this.#size < ROOM) this.from.resume()
    }
    if (this.#ended) this.to.end()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #take(bytes: Buffer): void {
    const { delay, rate } = this.weather
    const now = performance.now()
    const took = (bytes.length / rate) * 1_000
    this.#free = Math.max(this.#free, now) + took
    this.#waiting.push({ bytes, due: this.#free + delay })
    this.#size += bytes.length
    if (this.#size >= ROOM) this.from.pause()
    this.pump()
  }
}
