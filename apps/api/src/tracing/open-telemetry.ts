import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { Logger } from 'pino'
import { DeskbellError } from '../core/errors.js'
import type { NewEntry } from '../rooms/journal.js'
import type { Tracing } from './tracing.js'

/**
 * Sends spans to the collector that OpenTelemetry's own variables name. A span says what was done, how long it took and
 * what kind of error ended it: never who, in which site, or what was said. A trace begins here; what a stranger's
 * request says of traces is not heard.
 */
export function traceAll(logger: Pick<Logger, 'warn'>): Tracing {
  const complain = () => logger.warn('traces could not be sent, or OpenTelemetry is not set up well')
  diag.setLogger(quietly(complain), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'deskbell' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  const tracer = provider.getTracer('deskbell')
  const active = new AsyncLocalStorage<Context>()
  /** Which command an entry came with: one write, and one telling, serve many commands. */
  const contexts = new WeakMap<NewEntry, Context>()

  return {
    command: async (name, cameAt, work) => {
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, startTime: cameAt }, ROOT_CONTEXT)
      await ending(span, () => active.run(trace.setSpan(ROOT_CONTEXT, span), work))
    },
    request: (method, route) => {
      const attributes = { 'http.request.method': method, 'http.route': route }
      const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, ROOT_CONTEXT)
      return {
        run: work => active.run(trace.setSpan(ROOT_CONTEXT, span), work),
        end: status => {
          span.setAttribute('http.response.status_code', status)
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
          span.end()
        },
      }
    },
    commit: commit => ({
      append: entry => {
        const context = active.getStore() ?? ROOT_CONTEXT
        contexts.set(entry, context)
        return ending(tracer.startSpan('append', {}, context), () => commit.append(entry))
      },
    }),
    tell: tell => batch => {
      const began = performance.now()
      tell(batch)
      const ended = performance.now()
      for (const { entry, result } of batch)
        if (result.status === 'stored') fanOut(tracer, contexts.get(entry), began, ended, batch.length)
    },
    close: () => provider.shutdown().catch(complain),
  }
}

async function ending<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const kind = error instanceof DeskbellError ? error.kind : 'internal'
    span.setAttribute('error.type', kind)
    span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    span.end()
  }
}

function fanOut(
  tracer: Tracer,
  context: Context | undefined,
  began: number,
  ended: number,
  entries: number,
): void {
  const attributes = { 'deskbell.batch.entries': entries }
  tracer.startSpan('fan-out', { startTime: began, attributes }, context ?? ROOT_CONTEXT).end(ended)
}

/** The library's own words may repeat the collector's address and its answer. */
function quietly(complain: () => void) {
  const nothing = () => {}
  return { error: complain, warn: complain, info: nothing, debug: nothing, verbose: nothing }
}
