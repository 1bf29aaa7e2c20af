import type { Logger } from 'pino'
import { unobserved } from '../realtime/socket-observer.js'
import type { Tracing } from './tracing.js'

const off: Tracing = {
  command: unobserved.command,
  request: undefined,
  commit: commit => commit,
  tell: tell => tell,
  close: async () => {},
}

/** OpenTelemetry is loaded only where there is somebody to send traces to. */
export async function openTracing(on: boolean, logger: Pick<Logger, 'warn'>): Promise<Tracing> {
  if (!on) return off
  const { traceAll } = await import('./open-telemetry.js')
  return traceAll(logger)
}
