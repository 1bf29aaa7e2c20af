import type { RoomChange, RoomStore } from '../rooms/room-store.js'
import type { SiteChannel } from './site-channel.js'

/** Rooms in one query. */
const AT_ONCE = 100

interface Want {
  readonly site: SiteChannel
  readonly roomId: string
  after: number
  /** Its first entry was hinted at; or a look has found it and it is not older than this many milliseconds. */
  bornWithin: number
}

export interface ChangeReaderOptions {
  readonly rooms: Pick<RoomStore, 'changes'>
  readonly found: (site: SiteChannel, change: RoomChange, born: boolean) => void
  readonly onTrouble: (error: unknown) => void
}

/**
 * Reads what other nodes have stored. One query is under way at a time; what is hinted at meanwhile joins the next, so
 * that a burst costs a few queries and every room is read in rising order.
 */
export class ChangeReader {
  private wanted = new Map<string, Want>()
  private underway: ReadonlyMap<string, Want> = new Map()
  private reading: Promise<void> | null = null

  constructor(private readonly options: ChangeReaderOptions) {}

  /** @param after a number below which everything was told; @param bornWithin milliseconds that make a room new */
  want(site: SiteChannel, roomId: string, after: number, bornWithin: number): void {
    const there = this.wanted.get(roomId)
    if (there) {
      there.after = Math.min(there.after, after)
      there.bornWithin = Math.max(there.bornWithin, bornWithin)
    } else this.wanted.set(roomId, { site, roomId, after, bornWithin })
    this.read()
  }

  private read(): void {
    this.reading ??= this.readAll().finally(() => {
      this.reading = null
      // What came after the last look at the list would otherwise wait for the next hint.
      if (this.wanted.size > 0) this.read()
    })
  }

  /** Whether the room is about to be told. */
  isReading(roomId: string): boolean {
    return this.wanted.has(roomId) || this.underway.has(roomId)
  }

  private async readAll(): Promise<void> {
    // Hints that came in one packet are heard one after the other, in this same turn.
    await null
    while (this.wanted.size > 0) {
      const some = [...this.wanted].slice(0, AT_ONCE)
      for (const [roomId] of some) this.wanted.delete(roomId)
      this.underway = new Map(some)
      try {
        const asks = some.map(([roomId, { site, after }]) => ({ site: site.site, roomId, after }))
        for (const change of await this.options.rooms.changes(asks)) {
          const want = this.underway.get(change.room.id)
          if (want) this.options.found(want.site, change, change.age <= want.bornWithin)
        }
      } catch (error) {
        // The next look finds it again.
        this.options.onTrouble(error)
      }
      this.underway = new Map()
    }
  }
}
