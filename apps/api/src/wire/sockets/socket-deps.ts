import type { FastifyBaseLogger } from 'fastify'
import type { CommandContext } from '../../commands/context.js'
import type { Dispatch } from '../../commands/dispatch.js'
import type { VisitorActor } from '../../core/actor.js'
import type { PresenceService } from '../../presence/presence-service.js'
import type { Connections } from '../../realtime/connections.js'
import type { Hub } from '../../realtime/hub.js'
import type { SocketObserver } from '../../realtime/socket-observer.js'
import type { Greeting, GreetingAsk, RoomRecord, RoomStore } from '../../rooms/room-store.js'
import type { Cookies } from '../credentials.js'
import type { Load } from '../load.js'
import type { CommandLimits, RateLimits } from '../rate-limits.js'
import type { IdentifyDeps } from './identify.js'

export interface SocketDeps {
  readonly dispatch: Dispatch
  readonly hub: Hub
  readonly connections: Connections
  readonly presence: Pick<PresenceService, 'came' | 'went'>
  readonly rooms: Pick<RoomStore, 'ensureForVisitor' | 'findByConsumer'>
  readonly roomOfHolder: IdentifyDeps['roomOfHolder']
  /** Null when the room is gone. */
  readonly greeting: (ask: GreetingAsk) => Promise<Greeting | null>
  readonly sites: IdentifyDeps['sites']
  readonly sessions: IdentifyDeps['sessions']
  readonly visitors: IdentifyDeps['visitors'] & {
    tokenFor(visitor: VisitorActor): string
    claim(visitor: VisitorActor): Promise<boolean>
  }
  readonly limits: CommandLimits & Pick<RateLimits, 'bindAddress'>
  readonly load: Pick<Load, 'admit'>
  readonly cookies: Pick<Cookies, 'visitor'>
  /** Whether people reach us by https. */
  readonly secureCookies: boolean
  readonly publicUrl: string | undefined
  readonly epoch: () => Promise<string>
  readonly observer: SocketObserver
  readonly log: Pick<FastifyBaseLogger, 'error' | 'debug'>
}

/** What the handshake found out; the socket's handler goes on from there. */
export interface Admitted {
  readonly context: Omit<CommandContext, 'following'>
  readonly token: string | null
  /** The room of a chat socket as it was then. */
  readonly record: RoomRecord | null
}
