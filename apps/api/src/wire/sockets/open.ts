import { LIMITS } from '@deskbell/protocol/limits'
import { WIRE_VERSION } from '@deskbell/protocol/version'
import { DeskbellError } from '../../core/errors.js'
import type { Connection } from '../../realtime/connection.js'
import { presentAuthor } from '../../realtime/present.js'
import { authorOf } from '../../rooms/journal.js'
import type { Admitted, SocketDeps } from './socket-deps.js'

/** Greets a member and lets them follow the site's list. An anonymous old client follows nothing. */
export async function openRoomSocket(
  connection: Connection,
  { context }: Admitted,
  deps: SocketDeps,
): Promise<void> {
  const { actor, site } = context
  if (actor.kind !== 'member') return
  connection.siteId = site.id
  connection.onLeave(deps.hub.followSite(site, connection))
  connection.tell({ ...hello(await deps.epoch()), member: presentAuthor(authorOf(actor)) })
}

/** Greets whoever is in the room, its visitor or a member. Follows first, then reads. */
export async function openChatSocket(
  connection: Connection,
  { context, token, record: before }: Admitted,
  deps: SocketDeps,
): Promise<void> {
  const { room, actor } = context
  if (!room || actor.kind === 'anonymous') return
  if (token !== null) {
    connection.tell({ command: 'session', token, consumer: room.visitor?.consumer ?? '' })
  }
  // Read again after following: what was committed since the handshake may have been told before anybody here
  // listened. The greeting's numbers say that it is there, and the second call that it need not be told.
  if (before) connection.followRoom(before)
  const reader = { kind: actor.kind, id: actor.kind === 'visitor' ? actor.visitorId : actor.userId }
  const greeting = await deps.greeting({ room, reader })
  if (!greeting) throw new DeskbellError('not_found', 'There is no such visitor.')
  const { head, own, others, epoch } = greeting
  connection.followRoom({ room, head })
  if (context.old) return
  const visitor = actor.kind === 'visitor'
  connection.tell({
    ...hello(epoch),
    chat: {
      room_id: room.id,
      seq: visitor ? head.publicSeq : head.seq,
      first: visitor ? head.publicFirst : head.first,
      message_count: head.messageCount,
      read: { seq: visitor ? own.publicSeq : own.seq, messages: own.messages },
      others_read: visitor ? others.publicSeq : others.seq,
    },
  })
}

function hello(epoch: string) {
  return {
    command: 'hello' as const,
    version: WIRE_VERSION,
    epoch,
    now: new Date().toISOString(),
    heartbeat_ms: LIMITS.heartbeat,
  }
}
