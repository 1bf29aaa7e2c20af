import { once } from 'node:events'
import { createServer } from 'node:http'

export interface ReceivedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  /** Milliseconds since 1970. */
  readonly began: number
  readonly ended: number
  readonly failed: boolean
  readonly attributes: Readonly<Record<string, string | number>>
}

interface OtlpSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  startTimeUnixNano: string
  endTimeUnixNano: string
  status?: { code?: number }
  attributes?: { key: string; value: { stringValue?: string; intValue?: number; doubleValue?: number } }[]
}

interface OtlpBody {
  resourceSpans: { resource: unknown; scopeSpans: { spans: OtlpSpan[] }[] }[]
}

/** As much of a collector as takes spans over OTLP/HTTP in JSON. */
export class TraceReceiver {
  readonly spans: ReceivedSpan[] = []
  /** Everything that came, as it was written. */
  readonly bodies: string[] = []
  /** Answered to every call. */
  status = 200

  private readonly server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request.setEncoding('utf8')) body += piece
    if (request.url === '/v1/traces' && this.status === 200) this.take(body)
    response.writeHead(this.status, { 'content-type': 'application/json' }).end('{}')
  })

  static async start(): Promise<TraceReceiver> {
    const receiver = new TraceReceiver()
    receiver.server.listen(0, '127.0.0.1')
    await once(receiver.server, 'listening')
    return receiver
  }

  get url(): string {
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('the receiver does not listen')
    return `http://127.0.0.1:${address.port}`
  }

  /** Spans below this one. */
  children(parent: ReceivedSpan): ReceivedSpan[] {
    return this.spans.filter(span => span.traceId === parent.traceId && span.parentSpanId === parent.spanId)
  }

  async close(): Promise<void> {
    this.server.close()
    this.server.closeAllConnections()
    await once(this.server, 'close')
  }

  private take(text: string): void {
    this.bodies.push(text)
    const { resourceSpans } = JSON.parse(text) as OtlpBody
    for (const { scopeSpans } of resourceSpans)
      for (const { spans } of scopeSpans) this.spans.push(...spans.map(readSpan))
  }
}

const readSpan = (span: OtlpSpan): ReceivedSpan => ({
  traceId: span.traceId,
  spanId: span.spanId,
  parentSpanId: span.parentSpanId,
  name: span.name,
  began: Number(span.startTimeUnixNano) / 1e6,
  ended: Number(span.endTimeUnixNano) / 1e6,
  failed: span.status?.code === 2,
  attributes: Object.fromEntries(
    (span.attributes ?? []).map(({ key, value }) => [
      key,
      value.stringValue ?? value.intValue ?? value.doubleValue ?? '',
    ]),
  ),
})
