import type { EventOf } from '@deskbell/protocol/event'
import { LIMITS } from '@deskbell/protocol/limits'
import { within } from '../core/within.js'
import type { Top } from '../rooms/journal-store.js'
import type { RoomStore } from '../rooms/room-store.js'
import type { Connections } from './connections.js'
import type { Watch } from './watch.js'

export interface HeartbeatOptions {
  readonly watch: Pick<Watch, 'look'>
  readonly connections: Connections
  readonly rooms: Pick<RoomStore, 'newest'>
  readonly onTrouble: (error: unknown) => void
  /** Milliseconds. */
  readonly interval?: number
}

/** Beats without a sign of life after which a socket counts as half-open. */
const MAX_MISSED = 2
/** Sockets told in one go, before others get their turn. */
const AT_ONCE = 500

/**
 * Tells every socket the top number of what it follows. The numbers come from PostgreSQL and never from this
 * node's memory: so it also tells what the node itself has missed, and heals that first.
 */
export class Heartbeat {
  private timer: NodeJS.Timeout | undefined
  private epoch = ''
  private readonly interval: number

  constructor(private readonly options: HeartbeatOptions) {
    this.interval = options.interval ?? LIMITS.heartbeat
  }

  start(): void {
    this.timer = setTimeout(() => void this.run(), this.interval)
    this.timer.unref()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private async run(): Promise<void> {
    await this.beat()
    if (this.timer) this.start()
  }

  /** One beat: six queries for the whole node, however many sockets it has. */
  async beat(): Promise<void> {
    const { watch, connections, rooms } = this.options
    const sites = new Set<string>()
    for (const { siteId } of connections) if (siteId !== null) sites.add(siteId)
    let tops = new Map<string, Top>()
    let newest: ReadonlyMap<string, Date> = new Map()
    try {
      const asked = Promise.all([watch.look(), rooms.newest([...sites])])
      // A database that hangs must not silence the beat: everybody would take this node for dead.
      const [seen, active] = await within(this.interval / 2, 'asking for the tops', asked)
      tops = new Map(seen.tops.map(top => [top.roomId, top]))
      newest = active
      this.epoch = seen.epoch
    } catch (error) {
      // Without the database there are no numbers, but the sockets are alive and say so.
      this.options.onTrouble(error)
    }
    let told = 0
    for (const connection of [...connections]) {
      if (++told % AT_ONCE === 0) await new Promise(resolve => setImmediate(resolve))
      if (connection.missedBeats >= MAX_MISSED) {
        connection.terminate()
        continue
      }
      connection.missedBeats += 1
      connection.ping()
      if (connection.old || this.epoch === '') continue
      const reads: Record<string, number> = {}
      const event: EventOf<'heartbeat'> = { command: 'heartbeat', epoch: this.epoch, tops: {}, reads }
      for (const roomId of connection.followed) {
        const top = tops.get(roomId)
        if (!top) continue
        const visitor = connection.audience === 'visitor'
        event.tops[roomId] = visitor ? top.publicSeq : top.seq
        reads[roomId] = visitor ? top.membersRead : top.visitorRead
      }
      if (connection.siteId !== null) event.active_at = newest.get(connection.siteId)?.toISOString() ?? null
      connection.tell(event)
    }
  }
}
