import type { WireError } from '@deskbell/protocol/error'
import type { BrowserContext, Page, WebSocketRoute } from '@playwright/test'

const full: WireError = { kind: 'forbidden', message: 'This conversation takes no more messages.' }

/** The sockets of a browser's pages, on a network that can be slow or gone, to a server that may refuse. */
export interface Line {
  /** Every frame takes this many milliseconds from now on, each way. */
  slow(ms: number): void
  /** Those that are open close, and so does every other at once: as in a restart, or with this code. */
  cut(code?: number): Promise<void>
  /** Those that are opened from now on hear nothing. */
  hold(): void
  /** No message is taken from now on; the server says this instead. */
  refuse(error?: WireError): void
  /** As in the beginning, for sockets that are opened anew. */
  mend(): void
}

/** For sockets that are opened from now on. */
export async function lineOf(context: BrowserContext): Promise<Line> {
  const open = new Set<WebSocketRoute>()
  const waiting = new Set<NodeJS.Timeout>()
  let state: 'whole' | 'held' | { code: number } | { refusal: WireError } = 'whole'
  let delay = 0
  context.on('close', () => {
    for (const timer of waiting) clearTimeout(timer)
  })
  const carry = (frame: () => void) => {
    if (delay === 0) {
      frame()
      return
    }
    const timer = setTimeout(() => {
      waiting.delete(timer)
      frame()
    }, delay)
    waiting.add(timer)
  }
  await context.routeWebSocket(/\/ws\//, socket => {
    if (typeof state === 'object' && 'code' in state) {
      void socket.close(state)
      return
    }
    open.add(socket)
    if (state === 'held') return
    const server = socket.connectToServer()
    socket.onMessage(frame => {
      const refusal = typeof state === 'object' && 'refusal' in state ? answerOf(frame, state.refusal) : null
      carry(() => (refusal === null ? server.send(frame) : socket.send(refusal)))
    })
    server.onMessage(frame => carry(() => socket.send(frame)))
  })
  return {
    slow(ms) {
      delay = ms
    },
    async cut(code = 1012) {
      state = { code }
      await Promise.all([...open].map(socket => socket.close({ code })))
      open.clear()
    },
    hold() {
      state = 'held'
    },
    refuse(error = full) {
      state = { refusal: error }
    },
    mend() {
      state = 'whole'
    },
  }
}

/** Answers of a page's calls to these addresses, which wait until they are let go. */
export async function held(page: Page, calls: string | RegExp) {
  let letGo = () => {}
  const gone = new Promise<void>(resolve => (letGo = resolve))
  await page.route(calls, async route => {
    await gone
    await route.continue()
  })
  return { letGo }
}

/** What the server says to a message that it does not take; null for everything else. */
function answerOf(frame: string | Buffer, error: WireError): string | null {
  const { command, message } = JSON.parse(String(frame)) as {
    command?: string
    message?: { client_id?: string }
  }
  if (command !== 'new_message') return null
  return JSON.stringify({ command: 'error', client_id: message?.client_id, error })
}
