import type { Browser } from '@playwright/test'
import { deadline } from './wait.js'

/** A page that Playwright does not know: what it puts into each page and frame of its own runs on their thread. */
export interface UntouchedPage {
  /** Sends a command of the DevTools protocol to the page. */
  send(method: string, params?: object): Promise<Record<string, unknown>>
  /** The value of an expression, or of what it promises. */
  evaluate(expression: string): Promise<unknown>
  /** All that the browser did while `work` ran, as far as these categories tell. */
  trace(categories: readonly string[], work: () => Promise<void>): Promise<readonly TraceEvent[]>
}

/** One thing that a thread of the browser did. */
export interface TraceEvent {
  readonly name: string
  /** `X` for what has a duration. */
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** When it began, in microseconds. */
  readonly ts: number
  readonly dur?: number
  /** Microseconds of the processor that the thread itself had. */
  readonly tdur?: number
}

interface Answer {
  readonly id: number
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

/** Opens it, 1280 × 800. It ends with the browser. */
export async function openUntouchedPage(browser: Browser): Promise<UntouchedPage> {
  const devtools = await browser.newBrowserCDPSession()
  const { browserContextId } = await devtools.send('Target.createBrowserContext')
  const { targetId } = await devtools.send('Target.createTarget', {
    url: 'about:blank',
    browserContextId,
    width: 1_280,
    height: 800,
  })
  // Not flat, or Playwright would hear of it.
  const { sessionId } = await devtools.send('Target.attachToTarget', { targetId, flatten: false })
  const waiting = new Map<number, (answer: Answer) => void>()
  devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer = JSON.parse(message) as Answer
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  let last = 0
  const send = async (method: string, params = {}) => {
    const id = ++last
    const answer = new Promise<Answer>(resolve => waiting.set(id, resolve))
    await devtools.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id, method, params }),
    })
    const { result, error } = await deadline(answer, 20_000, () => `an answer to ${method}`)
    if (!result) throw new Error(`${method}: ${error?.message}`)
    return result
  }
  return {
    send,
    async evaluate(expression) {
      const params = { expression, awaitPromise: true, returnByValue: true }
      const { result, exceptionDetails } = await send('Runtime.evaluate', params)
      if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`)
      return (result as { value?: unknown }).value
    },
    async trace(categories, work) {
      const events: TraceEvent[] = []
      const collect = ({ value }: { value: unknown[] }) => events.push(...(value as TraceEvent[]))
      devtools.on('Tracing.dataCollected', collect)
      const traceConfig = { includedCategories: [...categories], excludedCategories: ['*'] }
      await devtools.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
      try {
        await work()
      } finally {
        const complete = new Promise(resolve => devtools.once('Tracing.tracingComplete', resolve))
        await devtools.send('Tracing.end')
        await deadline(complete, 20_000, () => 'the end of the trace')
        devtools.off('Tracing.dataCollected', collect)
      }
      return events
    },
  }
}
