import type { ChatState } from '@deskbell/client/chat'
import type { Entry } from '@deskbell/protocol/entry'

interface News {
  /** Entries that came after the first page, of either side. */
  readonly fresh: readonly Entry[]
  /** The server's times of what was written here and has arrived. */
  readonly sent: readonly string[]
  /** Something written here has failed. */
  readonly failed: boolean
}

/** Looks at one chat again and again, and says what was not there the last time. History is no news. */
export class Follower {
  /** The newest entry known; null before the first page. */
  #top: number | null = null
  /** What was under way. */
  #pending = new Set<string>()

  look({ entries, loaded, sends }: ChatState): News {
    const top = this.#top
    const fresh = top === null ? [] : entries.filter(entry => entry.seq > top)
    if (loaded) this.#top = entries.at(-1)?.seq ?? 0

    const before = this.#pending
    const sent: string[] = []
    let failed = false
    this.#pending = new Set()
    for (const send of sends) {
      const { clientId, status } = send
      if (status === 'queued' || status === 'sending') this.#pending.add(clientId)
      else if (before.delete(clientId)) {
        if (status === 'sent') sent.push(send.created)
        else failed = true
      }
    }
    // An entry may come before the answer to its sending, which then is no send any more.
    for (const { client_id, created } of fresh) if (client_id && before.has(client_id)) sent.push(created)
    return { fresh, sent, failed }
  }
}
