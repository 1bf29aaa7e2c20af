import type { FastifyRequest } from 'fastify'
import type { RawData, WebSocket } from 'ws'
import type { Actor } from '../../core/actor.js'
import type { Person } from '../../presence/presence.js'
import { Connection, type Socket } from '../../realtime/connection.js'
import { networkOf } from '../network.js'
import { takeCommand } from '../rate-limits.js'
import { corkForThisTurn } from './cork.js'
import type { Admitted, SocketDeps } from './socket-deps.js'

const HUNG_UP = new Error('hung up on')

/**
 * Puts a `ws` socket behind a connection. Everything happens in this turn, so that no frame is missed. Nothing in here
 * keeps the request: its headers, its answer and what the framework made of them weigh more than the socket.
 */
export function connect(
  ws: WebSocket,
  request: FastifyRequest,
  { context }: Admitted,
  deps: SocketDeps,
): Connection {
  const { ip, id, raw } = request
  const stream = raw.socket
  const log = (error: unknown) => ({ err: error, reqId: id })
  // The plugin's own, which does keep it.
  ws.removeAllListeners('error')
  const socket: Socket = {
    send: text => {
      corkForThisTurn(stream)
      ws.send(text)
    },
    close: (code, reason) => ws.close(code, reason),
    terminate: () => {
      // All that still waits to be written fails with it; each would make an error of its own otherwise.
      stream.destroy(HUNG_UP)
      ws.terminate()
    },
    ping: () => ws.ping(),
    pause: () => ws.pause(),
    resume: () => ws.resume(),
    get buffered() {
      return ws.bufferedAmount
    },
  }
  const account =
    context.actor.kind === 'member'
      ? context.actor.userId
      : context.actor.kind === 'visitor'
        ? context.actor.visitorId
        : // Nobody's sockets count together: they may only ask which ids are free, and should not ask for all.
          `nobody at ${networkOf(ip)}`
  const connection = new Connection({
    socket,
    dispatch: deps.dispatch,
    hub: deps.hub,
    context,
    takeFrame: async command => {
      await takeCommand(deps.limits, { account, address: ip }, command)
      deps.load.admit()
    },
    onError: (error, command) => deps.log.error({ ...log(error), command }, 'command failed'),
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
  // A frame too large, a broken pipe: `close` follows.
  ws.on('error', error => deps.log.debug(log(error), 'socket error'))
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
