import type { Installation } from '@deskbell/protocol/chatbot'
import type { Clock } from '../core/clock.js'
import type { InstallationStore } from './installation-store.js'

/** Milliseconds in which a site's loads are written down once, on each node. */
const ONCE_IN = 60_000

interface Deps {
  readonly installations: InstallationStore
  readonly clock: Clock
  readonly onError: (error: unknown) => void
}

/**
 * Whether a site's widget is on a page yet, so that the person who pasted the line sees that it works.
 * Anybody can make such a request up: it is for them to read and decides nothing.
 */
export class Installations {
  private readonly notedAt = new Map<string, number>()

  constructor(private readonly deps: Deps) {}

  /**
   * A page loaded the widget. Returns at once: whoever loads it waits for nobody's bookkeeping, and when it fails the
   * next page is noted instead.
   * @param siteId of a site that there is, so that not more is remembered here than there are sites
   * @param origin the page's; null when the browser kept it to itself
   */
  seen(siteId: string, origin: string | null): void {
    const now = this.deps.clock()
    const last = this.notedAt.get(siteId)
    if (last !== undefined && now - last < ONCE_IN) return
    this.notedAt.set(siteId, now)
    this.deps.installations.note(siteId, origin).catch((error: unknown) => {
      this.notedAt.delete(siteId)
      this.deps.onError(error)
    })
  }

  async latest(siteId: string): Promise<Installation> {
    const found = await this.deps.installations.latest(siteId)
    return found && { origin: found.origin, at: found.at.toISOString() }
  }
}
