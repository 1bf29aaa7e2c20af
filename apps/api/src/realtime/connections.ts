import { closeCodes } from '@deskbell/protocol/error'
import { unauthorized } from '../core/errors.js'
import type { Connection } from './connection.js'

/** Every live socket of this node. */
export class Connections {
  private readonly all = new Set<Connection>()
  private draining = false

  get size(): number {
    return this.all.size
  }

  add(connection: Connection): void {
    this.all.add(connection)
    connection.onLeave(() => this.all.delete(connection))
    if (this.draining) this.sendAway(connection)
  }

  [Symbol.iterator](): IterableIterator<Connection> {
    return this.all[Symbol.iterator]()
  }

  /** Lets go of the sockets of sessions that ended. */
  endSessions(sessionIds: readonly string[]): void {
    const ended = new Set(sessionIds)
    for (const connection of this.all) {
      if (connection.actor.kind === 'member' && ended.has(connection.actor.sessionId))
        this.signOut(connection)
    }
  }

  /** Lets go of the sockets of people who are no longer members. */
  endMembers(members: readonly { siteId: string; userId: string }[]): void {
    const ended = new Set(members.map(member => `${member.siteId} ${member.userId}`))
    for (const connection of this.all) {
      const { actor } = connection
      if (actor.kind === 'member' && ended.has(`${actor.siteId} ${actor.userId}`)) this.signOut(connection)
    }
  }

  /** Sends everybody away with a time to come back, spread so that they do not all come at once, and waits for commands under way. */
  async drain(): Promise<void> {
    this.draining = true
    const leaving = [...this.all]
    const settled = leaving.map(connection => connection.settled())
    for (const connection of leaving) this.sendAway(connection)
    await Promise.allSettled(settled)
  }

  private sendAway(connection: Connection): void {
    connection.tell({ command: 'reconnect', after_ms: 250 + Math.floor(Math.random() * 1_750) })
    connection.end(1012, 'restarting')
  }

  private signOut(connection: Connection): void {
    connection.refuse(unauthorized('This session has ended.'), closeCodes.unauthorized)
  }
}
