/** What a page can listen to. */
export const EVENTS = ['ready', 'open', 'close', 'unread', 'message', 'sent', 'error'] as const
export type EventName = (typeof EVENTS)[number]
type Listener = (detail?: unknown) => void

/** Those of the page's scripts that listen. Each event is told in a task of its own: what they throw is theirs. */
export class Events {
  #listeners = new Map<unknown, Set<Listener>>(EVENTS.map(name => [name, new Set()]))

  /** @returns false when there is no such event, or nobody to tell */
  set(how: 'add' | 'delete', name: unknown, listener: unknown): boolean {
    const set = this.#listeners.get(name)
    if (!set || typeof listener !== 'function') return false
    set[how](listener as Listener)
    return true
  }

  emit(name: EventName, detail?: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) queueMicrotask(() => listener(detail))
  }
}
