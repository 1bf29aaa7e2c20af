import type { Author } from '@deskbell/protocol/entry'
import { LIMITS } from '@deskbell/protocol/limits'
import type { Clock } from './ports.js'

/** Who is typing just now. A signal that is not repeated is over after 6 s. */
export class TypingOthers {
  #clock: Clock
  #onChange: () => void
  #typing = new Map<string, { from: Author; cancel: () => void }>()

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock
    this.#onChange = onChange
  }

  get list(): readonly Author[] {
    return [...this.#typing.values()].map(({ from }) => from)
  }

  heard(from: Author, on: boolean): void {
    this.#typing.get(from.id)?.cancel()
    if (on) {
      const cancel = this.#clock.after(LIMITS.typing, () => this.over(from.id))
      this.#typing.set(from.id, { from, cancel })
      this.#onChange()
    } else this.over(from.id)
  }

  /** They wrote, or stopped. */
  over(id: string): void {
    this.#typing.get(id)?.cancel()
    if (this.#typing.delete(id)) this.#onChange()
  }

  clear(): void {
    for (const { cancel } of this.#typing.values()) cancel()
    this.#typing.clear()
  }
}

const REPEAT_AFTER = 3_000
const IDLE_AFTER = 5_000

/** Tells the others that we type: at the first letter, again while it goes on, and once when it stops. */
export class TypingSelf {
  #clock: Clock
  #tell: (on: boolean) => void
  #toldAt = 0
  #on = false
  #cancel = () => {}

  constructor(clock: Clock, tell: (on: boolean) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  /** Call with true on every change of the text, with false when it is empty. */
  set(on: boolean): void {
    this.#cancel()
    if (!on) {
      if (this.#on) this.#tell(false)
      this.#on = false
      return
    }
    const now = this.#clock.now()
    if (!this.#on || now - this.#toldAt >= REPEAT_AFTER) {
      this.#tell(true)
      this.#toldAt = now
    }
    this.#on = true
    this.#cancel = this.#clock.after(IDLE_AFTER, () => this.set(false))
  }

  /** A message went out, which says it all. */
  wrote(): void {
    this.#cancel()
    this.#on = false
  }
}
