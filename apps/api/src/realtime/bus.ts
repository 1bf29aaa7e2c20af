import type { EntryAuthor } from '../rooms/journal.js'
import type { Cursor } from '../rooms/room.js'

/**
 * What nodes tell each other. Hints and state, never the truth: a receiver delivers by number and reads what it
 * lacks from the journal, so a lost, doubled or late message costs milliseconds.
 */
export type BusMessage =
  | { readonly type: 'appended'; readonly siteId: string; readonly roomId: string; readonly seq: number }
  | {
      readonly type: 'read'
      readonly siteId: string
      readonly roomId: string
      readonly reader: EntryAuthor
      readonly cursor: Cursor
      /** Only the reader's own sockets need to know. */
      readonly own: boolean
    }
  | {
      readonly type: 'typing'
      readonly siteId: string
      readonly roomId: string
      readonly from: EntryAuthor
      readonly on: boolean
    }

export interface Bus {
  /** Tells every other node; never throws and never waits. */
  publish(message: BusMessage): void
  /** Hears every other node, not oneself. */
  subscribe(hear: (message: BusMessage) => void): () => void
}

/** A wire between any number of nodes in one process; with one node it has nobody to tell. */
export class InProcessBus {
  private readonly nodes = new Set<Set<(message: BusMessage) => void>>()

  /** One node's end of it. */
  join(): Bus {
    const ears = new Set<(message: BusMessage) => void>()
    this.nodes.add(ears)
    return {
      publish: message => {
        for (const others of this.nodes) {
          if (others === ears) continue
          // Never inside the publisher's own call: a network would not be that quick either.
          for (const hear of others) queueMicrotask(() => hear(message))
        }
      },
      subscribe: hear => {
        ears.add(hear)
        return () => ears.delete(hear)
      },
    }
  }
}
