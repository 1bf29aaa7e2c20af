import type { Clock } from '../src/ports.js'

/** A clock that stands still until it is told to move. */
export class FakeClock implements Clock {
  #now = 1_700_000_000_000
  #timers = new Set<{ at: number; run: () => void }>()

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  get waiting(): number {
    return this.#timers.size
  }

  /** Moves on, running what falls due in order; runs of no time at all are bounded. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (let runs = 0; runs < 10_000; runs++) {
      const next = [...this.#timers].sort((a, b) => a.at - b.at)[0]
      if (!next || next.at > end) {
        this.#now = end
        return
      }
      this.#timers.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.run()
    }
    throw new Error('timers keep setting timers')
  }
}
