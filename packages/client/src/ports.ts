/** What the client needs from the world, so that browsers, Node and tests can each bring their own. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void
}

/** The one socket as the client uses it. */
export interface Socket {
  send(text: string): void
  close(): void
}

export interface SocketHandlers {
  message(text: string): void
  /** Called once, also when the socket never opened (1006). */
  close(code: number): void
}

export type OpenSocket = (url: string, protocols: readonly string[], handlers: SocketHandlers) => Socket

/** Calls back when it is worth trying at once: the network is back, the page is looked at again. */
export type Wake = (listener: () => void) => () => void

export interface Ports {
  readonly clock: Clock
  readonly open: OpenSocket
  readonly wake: Wake
  /** From 0 up to 1. */
  readonly random: () => number
}

export const systemClock: Clock = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** For places with nothing to wait for, such as a server or a bench. */
export const neverWake: Wake = () => () => {}

/** What `openWith` uses of the browser's WebSocket; the one of `ws` fits as well. */
type WebSocketClass = new (
  url: string,
  protocols: string[],
) => {
  onmessage: unknown
  onclose: unknown
  onerror: unknown
  send(text: string): void
  close(): void
}

/** Opens sockets with a WebSocket class: the browser's, or `ws` (or a subclass that adds headers) in Node. */
export function openWith(WebSocketClass: WebSocketClass): OpenSocket {
  return (url, protocols, handlers) => {
    const socket = new WebSocketClass(url, [...protocols])
    socket.onmessage = (event: { data: unknown }) => handlers.message(String(event.data))
    socket.onclose = (event: { code: number }) => handlers.close(event.code)
    // A close always follows; without a listener `ws` would throw.
    socket.onerror = () => {}
    return socket
  }
}
