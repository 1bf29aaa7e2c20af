import type { Ended, SessionStore } from './session-store.js'

/** Milliseconds between two looks at the database. */
const POLL = 1_000

type Member = Ended['members'][number]
type Listener<T> = (items: readonly T[]) => void

interface Deps {
  readonly sessions: Pick<SessionStore, 'endedSince'>
  /** Told once when looking starts to fail, not every second of an outage. */
  readonly onError: (error: unknown) => void
  readonly interval?: number
}

/**
 * Tells who must be let go: what this node ends at once, what other nodes ended within a second, bus or no bus.
 * The same id is told again for half a minute. So a socket that was let in by a look at the database just before
 * the end, and counted just after, is still found.
 */
export class Revocations {
  private readonly sessionListeners = new Set<Listener<string>>()
  private readonly memberListeners = new Set<Listener<Member>>()
  private since: Date | null = null
  private timer: NodeJS.Timeout | undefined
  private running = false
  private failing = false

  constructor(private readonly deps: Deps) {}

  /** @returns a function that stops listening */
  onSessionsEnded(listener: Listener<string>): () => void {
    this.sessionListeners.add(listener)
    return () => this.sessionListeners.delete(listener)
  }

  /** @returns a function that stops listening */
  onMembersRemoved(listener: Listener<Member>): () => void {
    this.memberListeners.add(listener)
    return () => this.memberListeners.delete(listener)
  }

  tellSessionsEnded(sessionIds: readonly string[]): void {
    if (sessionIds.length > 0) for (const listener of this.sessionListeners) listener(sessionIds)
  }

  start(): void {
    if (this.running) return
    this.running = true
    this.next(0)
  }

  stop(): void {
    this.running = false
    clearTimeout(this.timer)
  }

  private next(delay: number): void {
    this.timer = setTimeout(() => {
      this.look().finally(() => {
        if (this.running) this.next(this.deps.interval ?? POLL)
      })
    }, delay)
    this.timer.unref()
  }

  private async look(): Promise<void> {
    try {
      const ended = await this.deps.sessions.endedSince(this.since)
      this.since = ended.now
      this.failing = false
      if (!this.running) return
      this.tellSessionsEnded(ended.sessionIds)
      if (ended.members.length > 0) for (const listener of this.memberListeners) listener(ended.members)
    } catch (error) {
      // What ended meanwhile is found when the database is back: `since` stands still.
      if (!this.failing) this.deps.onError(error)
      this.failing = true
    }
  }
}
