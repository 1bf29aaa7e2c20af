import type { Writable } from 'node:stream'

const corked = new Set<Writable>()

/**
 * Holds back what is written to a stream until this turn of the event loop ends, so that an ack, an entry and a
 * heartbeat to one socket leave in one system call. Writing was half of the API's work per message.
 */
export function corkForThisTurn(stream: Writable): void {
  if (corked.has(stream)) return
  if (corked.size === 0) setImmediate(uncorkAll)
  corked.add(stream)
  stream.cork()
}

function uncorkAll(): void {
  const streams = [...corked]
  corked.clear()
  for (const stream of streams) stream.uncork()
}
