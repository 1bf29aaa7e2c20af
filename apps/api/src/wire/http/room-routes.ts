import type { Command, CommandName } from '@deskbell/protocol/command'
import type { EventOf } from '@deskbell/protocol/event'
import type { Answer } from '../../commands/answer.js'
import type { CommandContext } from '../../commands/context.js'
import type { Dispatch } from '../../commands/dispatch.js'
import type { KnownActor } from '../../core/actor.js'
import { presentAnswer } from '../../realtime/present.js'
import type { SiteRef } from '../../rooms/room.js'
import type { RoomStore } from '../../rooms/room-store.js'
import { networkOf } from '../network.js'
import { type CommandLimits, takeCommand } from '../rate-limits.js'
import type { Handlers } from './route.js'

interface Deps {
  readonly dispatch: Dispatch
  readonly rooms: Pick<RoomStore, 'ensureForVisitor'>
  readonly limits: CommandLimits
}

/** Rooms and messages over REST: the same commands through the same door as on the sockets. */
export function roomHandlers({
  dispatch,
  rooms,
  limits,
}: Deps): Pick<Handlers, 'rooms' | 'messages' | 'send'> {
  const ask = async <N extends 'rooms' | 'messages' | 'ack'>(
    name: N,
    context: Pick<CommandContext, 'actor' | 'site' | 'room'>,
    command: Command,
  ): Promise<Omit<EventOf<N>, 'command'>> => {
    const held = async () => false
    const answer = await dispatch(
      { ...context, other: null, old: false, holds: held, following: null },
      command,
    )
    return body(name, answer, context)
  }
  /** A call counts as a frame: otherwise REST would be the way around the sockets' limits. */
  const take = (actor: KnownActor, request: { ip: string }, command: CommandName): void => {
    const account = actor.kind === 'visitor' ? actor.visitorId : actor.userId
    takeCommand(limits, { account, network: networkOf(request.ip) }, command)
  }
  const roomOf = async (site: SiteRef, visitorId: string) =>
    (await rooms.ensureForVisitor(site, visitorId)).room

  return {
    rooms: async ({ asker, query, request }) => {
      take(asker.member, request, 'fetch_rooms')
      const context = { actor: asker.member, site: asker.site, room: null }
      return ask('rooms', context, { command: 'fetch_rooms', ...query })
    },
    messages: async ({ asker, query, request }) => {
      take(asker.actor, request, 'fetch_messages')
      const room = await roomOf(asker.site, asker.visitor.visitorId)
      return ask(
        'messages',
        { actor: asker.actor, site: asker.site, room },
        { command: 'fetch_messages', ...query },
      )
    },
    send: async ({ asker, body: message, request }) => {
      take(asker.actor, request, 'new_message')
      const room = await roomOf(asker.site, asker.visitor.visitorId)
      return ask('ack', { actor: asker.actor, site: asker.site, room }, { command: 'new_message', message })
    },
  }
}

/** The event a socket would have been told, without its name. */
function body<N extends 'rooms' | 'messages' | 'ack'>(
  name: N,
  answer: Answer | null,
  { actor, site }: { actor: CommandContext['actor']; site: SiteRef },
): Omit<EventOf<N>, 'command'> {
  if (!answer) throw new Error(`${name} answered nothing`)
  const audience: KnownActor['kind'] = actor.kind === 'member' ? 'member' : 'visitor'
  const { command, ...rest } = presentAnswer(answer, audience, site)
  if (command !== name) throw new Error(`${name} answered ${command}`)
  return rest as Omit<EventOf<N>, 'command'>
}
