import type { FastifyRequest } from 'fastify'
import type { RawData, WebSocket } from 'ws'
import type { Actor } from '../../core/actor.js'
import type { Person } from '../../presence/presence.js'
import { Connection } from '../../realtime/connection.js'
import { networkOf } from '../network.js'
import { takeCommand } from '../rate-limits.js'
import type { Admitted, SocketDeps } from './socket-deps.js'
import { WireSocket } from './wire-socket.js'

/**
 * Puts a `ws` socket behind a connection. Everything happens in this turn, so that no frame is missed. What is kept as
 * long as the socket lives must not hold its request, which is larger than all the rest.
 */
export function connect(
  ws: WebSocket,
  request: FastifyRequest,
  { context }: Admitted,
  deps: SocketDeps,
): Connection {
  const { id: reqId } = request
  const socket = new WireSocket(ws, request.raw.socket)
  const household = networkOf(request.ip)
  const account =
    context.actor.kind === 'member'
      ? context.actor.userId
      : context.actor.kind === 'visitor'
        ? context.actor.visitorId
        : // Nobody's sockets count together: they may only ask which ids are free, and should not ask for all.
          `nobody at ${household}`
  const asker = { account, network: household }
  const connection = new Connection({
    socket,
    dispatch: deps.dispatch,
    hub: deps.hub,
    context,
    takeFrame: command => {
      takeCommand(deps.limits, asker, command)
      deps.load.admit()
    },
    onError: (error, command) => deps.log.error({ reqId, err: error, command }, 'command failed'),
    observer: deps.observer,
  })
  ws.on('message', (data: RawData, isBinary: boolean) => {
    // Binary means nothing here; as text it is answered like any other frame that is not JSON.
    connection.receive(isBinary ? '' : String(data))
  })
  ws.on('pong', () => {
    connection.missedBeats = 0
  })
  ws.on('close', () => connection.gone())
  // In place of the plugin's own listener, which holds the request. A frame too large, a broken pipe: `close` follows.
  ws.removeAllListeners('error')
  ws.on('error', error => {
    deps.log.debug({ reqId, err: error }, 'socket error')
    ws.terminate()
  })
  deps.connections.add(connection)
  const person = personOf(context.actor)
  if (person) {
    deps.presence.came(person)
    connection.onLeave(() => deps.presence.went(person))
  }
  return connection
}

function personOf(actor: Actor): Person | null {
  if (actor.kind === 'anonymous') return null
  const { siteId, kind } = actor
  return { siteId, kind, id: actor.kind === 'member' ? actor.userId : actor.visitorId }
}
