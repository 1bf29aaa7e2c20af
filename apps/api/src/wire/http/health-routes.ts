import { DeskbellError } from '../../core/errors.js'
import type { Handlers } from './route.js'

interface Deps {
  /** Why this server cannot serve just now, or null when it can. */
  readonly ready: () => Promise<string | null>
}

/** For whoever watches over the server. */
export function healthHandlers({ ready }: Deps): Pick<Handlers, 'healthz' | 'readyz'> {
  return {
    healthz: () => ({ status: 'ok' }),
    readyz: async () => {
      const obstacle = await ready()
      if (obstacle !== null) throw new DeskbellError('unavailable', obstacle, { retryAfterMs: 1_000 })
      return { status: 'ready' }
    },
  }
}
