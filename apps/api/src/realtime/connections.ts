import { closeCodes } from '@deskbell/protocol/error'
import type { MemberActor } from '../core/actor.js'
import { unauthorized } from '../core/errors.js'
import type { Connection } from './connection.js'

/** Nobody is asked to come back sooner: the others have to notice that this node is gone. Milliseconds. */
const SOONEST = 250

/**
 * Milliseconds over which so many clients come back: a thousand in a second at most, for those who take them have other
 * work too; never so long that they would count as gone meanwhile, and a few need not come in one instant either.
 */
export const spreadOf = (sockets: number): number => Math.min(8_000, Math.max(500, sockets))

/** Every live socket of this node. */
export class Connections {
  private readonly all = new Set<Connection>()
  /** How long those who are sent away spread their return; null while nobody is. */
  private spread: number | null = null

  get size(): number {
    return this.all.size
  }

  add(connection: Connection): void {
    this.all.add(connection)
    connection.onLeave(() => this.all.delete(connection))
    if (this.spread !== null) this.sendAway(connection, this.spread)
  }

  [Symbol.iterator](): IterableIterator<Connection> {
    return this.all[Symbol.iterator]()
  }

  /** Lets go of the sockets of sessions that ended. */
  endSessions(sessionIds: readonly string[]): void {
    const ended = new Set(sessionIds)
    this.signOut(member => ended.has(member.sessionId))
  }

  /** Lets go of the sockets of people who are no longer members. */
  endMembers(members: readonly { siteId: string; userId: string }[]): void {
    const ended = new Set(members.map(member => `${member.siteId} ${member.userId}`))
    this.signOut(member => ended.has(`${member.siteId} ${member.userId}`))
  }

  /** Sends everybody away with a time to come back, spread so that they do not all come at once, and waits for commands under way. */
  async drain(): Promise<void> {
    const leaving = [...this.all]
    const spread = spreadOf(leaving.length)
    this.spread = spread
    const settled = leaving.map(connection => connection.settled())
    for (const connection of leaving) this.sendAway(connection, spread)
    await Promise.allSettled(settled)
  }

  private sendAway(connection: Connection, spread: number): void {
    connection.tell({ command: 'reconnect', after_ms: SOONEST + Math.floor(Math.random() * spread) })
    connection.end(1012, 'restarting')
  }

  /** A visitor's socket on which `author` may choose the member of the same browser counts as the member's too. */
  private signOut(hasEnded: (member: MemberActor) => boolean): void {
    for (const connection of this.all) {
      const { actor, other } = connection
      if (![actor, other].some(one => one?.kind === 'member' && hasEnded(one))) continue
      connection.refuse(unauthorized('This session has ended.'), closeCodes.unauthorized)
    }
  }
}
