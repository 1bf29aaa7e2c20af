import type { Bus, BusMessage } from './bus.js'

interface Member {
  readonly ears: Set<(message: BusMessage) => void>
  readonly sites: Map<string, number>
}

/** A wire between any number of nodes in one process; with one node it has nobody to tell. */
export class LocalBus {
  private readonly nodes = new Set<Member>()

  /** One node's end of it. */
  join(): Bus {
    const self: Member = { ears: new Set(), sites: new Map() }
    this.nodes.add(self)
    return {
      whole: true,
      // Nothing is under way between turns of one process.
      lag: 0,
      publish: message => {
        if (!this.nodes.has(self)) return
        for (const node of this.nodes) {
          if (node === self || ('siteId' in message && !node.sites.has(message.siteId))) continue
          // Never inside the publisher's own call: a network would not be that quick either.
          for (const hear of node.ears) queueMicrotask(() => node.ears.has(hear) && hear(message))
        }
      },
      subscribe: hear => {
        self.ears.add(hear)
        return () => self.ears.delete(hear)
      },
      follow: siteId => {
        self.sites.set(siteId, (self.sites.get(siteId) ?? 0) + 1)
        let following = true
        return () => {
          if (!following) return
          following = false
          const left = (self.sites.get(siteId) ?? 0) - 1
          if (left > 0) self.sites.set(siteId, left)
          else self.sites.delete(siteId)
        }
      },
      // Whoever follows hears at once.
      onHeard: () => () => {},
      close: async () => {
        this.nodes.delete(self)
      },
    }
  }
}
