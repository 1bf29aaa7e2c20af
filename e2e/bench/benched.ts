import { type Server, type ServerOptions, startServer } from '../harness/server.js'

/**
 * A server as people run it, its limits included: everybody may do a thousand times as much as usual, for a load is sent
 * by few in place of many, but everything is counted.
 */
export function startBenched(options: ServerOptions = {}): Promise<Server> {
  return startServer({ built: true, ...options, env: { RATE_LIMITS: '1000', ...options.env } })
}
