import type { Limiters } from '../core/limiter.js'
import type { Bus } from '../realtime/bus.js'
import type { SocketObserver } from '../realtime/socket-observer.js'
import type { GroupCommitOptions } from '../rooms/group-commit.js'
import type { JournalStore } from '../rooms/journal-store.js'

type Append = Pick<JournalStore, 'append' | 'free'>
type Tell = GroupCommitOptions['committed']

/** A call that was answered, by the route's pattern: an address as typed may hold a visitor's name. */
interface AnsweredCall {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly ms: number
}

/** What a pool of connections looks like at this moment. */
interface PoolState {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

/** What is looked at when the figures are asked for, and costs nothing in between. */
export interface Sources {
  readonly sockets: Iterable<{ readonly actor: { readonly kind: 'member' | 'visitor' | 'anonymous' } }>
  readonly pools: { readonly main: PoolState; readonly journal: PoolState }
  /** Entries that wait for the next write. */
  readonly waitingEntries: () => number
  readonly bus: Pick<Bus, 'lag' | 'whole'>
  /** `isOver`: who comes now is refused. */
  readonly load: { readonly isOver: boolean }
}

/** Parts of the node that count what they do. What is given comes back doing the same. */
export interface Metrics {
  readonly sockets: SocketObserver
  store(store: Append): Append
  tell(tell: Tell): Tell
  limiters(limiters: Limiters): Limiters
  answered(call: AnsweredCall): void
  watch(sources: Sources): void
  /** All figures in Prometheus' text form. */
  read(): Promise<{ readonly type: string; readonly text: string }>
}
