import type { FastifyInstance, FastifyRequest } from 'fastify'

/** One request while it is being answered. */
interface RequestSpan {
  /** What begins inside, at once or later, belongs to this request. */
  run(work: () => void): void
  end(status: number): void
}

/** Begins to trace a request to a route, by its pattern. */
export type TraceRequest = (method: string, route: string) => RequestSpan

/** A span for every request that is answered. Sockets are no requests: their commands are traced one by one. */
export function traceRequests(app: FastifyInstance, trace: TraceRequest): void {
  const spans = new WeakMap<FastifyRequest, RequestSpan>()
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.ws) return done()
    const span = trace(request.method, request.routeOptions.url ?? '(none)')
    spans.set(request, span)
    span.run(done)
  })
  app.addHook('onResponse', async (request, reply) => spans.get(request)?.end(reply.statusCode))
}
