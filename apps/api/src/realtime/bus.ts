import type { Person } from '../presence/presence.js'
import type { EntryAuthor } from '../rooms/journal.js'
import type { Cursor } from '../rooms/room.js'

/** What concerns one site; only nodes that follow it need to hear it. */
export type SiteMessage =
  | {
      readonly type: 'appended'
      readonly siteId: string
      readonly roomId: string
      /** The numbers that one commit stored. */
      readonly first: number
      readonly last: number
    }
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
  | {
      readonly type: 'presence'
      readonly siteId: string
      readonly person: Pick<Person, 'kind' | 'id'>
      readonly online: boolean
      /** Milliseconds since 1970. */
      readonly since: number
    }

/**
 * What nodes tell each other. Hints and state, never the truth and never what people wrote: a receiver delivers by
 * number and reads what it lacks from the journal, so a lost, doubled or late message costs milliseconds.
 */
export type BusMessage = SiteMessage | { readonly type: 'ended'; readonly sessionIds: readonly string[] }

/** One node's end of the wire between all nodes. */
export interface Bus {
  /** Tells the other nodes; never throws and never waits. Lost when the bus is away. */
  publish(message: BusMessage): void
  /** Hears other nodes, not oneself: what is for everybody, and what is of a site that is followed. */
  subscribe(hear: (message: BusMessage) => void): () => void
  /** The site's messages are wanted. They come from some moment on, which {@link onHeard} tells unless it is now. */
  follow(siteId: string): () => void
  /** Calls with sites whose messages are heard from now on; earlier ones may be missing. */
  onHeard(listener: (siteIds: readonly string[]) => void): () => void
  /** False while messages may be missing without anybody knowing which. */
  readonly whole: boolean
  /** How long a message to everybody was under way lately, milliseconds. */
  readonly lag: number
  close(): Promise<void>
}
