import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { unauthorized } from '../../core/errors.js'

export interface MetricsRoute {
  /** What the reader has to show as a bearer. */
  readonly token: string
  read(): Promise<{ readonly type: string; readonly text: string }>
}

/**
 * The node's figures, for the machine that watches over it. No route of the wire: they are nobody's who uses Deskbell,
 * and no session opens them.
 */
export function addMetricsRoute(app: FastifyInstance, { token, read }: MetricsRoute): void {
  const wanted = digest(`Bearer ${token}`)
  app.get('/metrics', async (request, reply) => {
    const given = digest(request.headers.authorization ?? '')
    if (!timingSafeEqual(given, wanted)) throw unauthorized('This takes the token of METRICS_TOKEN.')
    const { type, text } = await read()
    return reply.header('cache-control', 'no-store').type(type).send(text)
  })
}

/** Equal lengths, so that the comparison tells nothing by how long it takes. */
const digest = (text: string) => createHash('sha256').update(text).digest()
