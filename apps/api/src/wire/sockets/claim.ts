import { closeCodes } from '@deskbell/protocol/error'
import type { FastifyBaseLogger } from 'fastify'
import type { WebSocket } from 'ws'
import { unauthorized } from '../../core/errors.js'
import type { Connection } from '../../realtime/connection.js'
import type { Admitted, SocketDeps } from './socket-deps.js'

/**
 * Asks the browser that was just given a consumer id whether it has heard its token, which was sent before. Its answer
 * makes the id its own for good; one that comes after somebody else was given the id ends the socket.
 */
export function claimWhenHeard(
  ws: WebSocket,
  connection: Connection,
  { context: { actor, other } }: Admitted,
  visitors: SocketDeps['visitors'],
  log: FastifyBaseLogger,
): void {
  const visitor = [actor, other].find(one => one?.kind === 'visitor')
  if (visitor?.kind !== 'visitor') return
  ws.once('pong', () => {
    visitors.claim(visitor).then(
      theirs => {
        if (!theirs) connection.refuse(unauthorized('This id is somebody else’s.'), closeCodes.unauthorized)
      },
      // The first use of the token claims it as well.
      error => log.warn({ err: error }, 'could not note that a visitor has their token'),
    )
  })
  ws.ping()
}
