import type { Moves, Person, Presence, PresenceChange } from './presence.js'

/** What is known of somebody who had a socket once. */
export interface Attended extends Presence {
  readonly person: Person
  /** When their last socket went: they count as there until the grace time is over. Null while they have one. */
  readonly leftAt: Date | null
}

/** What a beat has brought about. */
export interface Beat {
  /** False: the node was taken for dead, or is new. It has to say anew who is there. */
  readonly kept: boolean
  /** Whose grace time is over. Each is told to one node only. */
  readonly gone: readonly PresenceChange[]
}

/**
 * Who is there on any node, by the clock of the database without our own outages: while no node beats, nobody's time
 * runs. What is told of a node ends with its lease.
 */
export interface PresenceStore {
  /** @returns who came, if this is news; null when the node's lease is over: it has to beat first */
  moved(nodeId: string, moves: Moves): Promise<readonly PresenceChange[] | null>
  beat(nodeId: string): Promise<Beat>
  /** The node stops: whoever was there has the grace time from now on. */
  leave(nodeId: string): Promise<void>
  /** Those of them who ever had a socket. */
  of(siteId: string, kind: Person['kind'], ids: readonly string[]): Promise<ReadonlyMap<string, Attended>>
  /** Who came or was gone in the last so many milliseconds of each site; the latest thousand of each. */
  changed(sites: readonly { siteId: string; ms: number }[]): Promise<readonly PresenceChange[]>
}
