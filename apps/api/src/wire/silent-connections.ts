import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Ends, when the server closes, the connections on which nothing was asked yet. Browsers open such ones ahead of
 * need; Node takes them for busy, and would wait a minute for their first request.
 */
export function endSilentConnections(app: FastifyInstance): void {
  const silent = new Set<Socket>()
  app.server.on('connection', socket => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  for (const event of ['request', 'upgrade'] as const) {
    app.server.on(event, request => silent.delete(request.socket))
  }
  app.addHook('preClose', async () => {
    for (const socket of silent) socket.destroy()
  })
}
