import { randomUUID } from 'node:crypto'
import { TestSocket } from '../harness/socket.js'

/** Visitors of a site who come without a browser. */
export interface Visitors {
  /** Writes as this one, who leaves again at once. */
  ring(consumer: string, content: string): Promise<void>
  /** Comes as this one and stays, for as long as the test lasts. */
  enter(consumer: string): Promise<TestSocket>
}

export function visitorsOf(origin: string, site: string): Visitors {
  const tokens = new Map<string, string>()
  const enter = async (consumer: string) => {
    const token = tokens.get(consumer)
    const socket = await TestSocket.open(`${origin.replace('http', 'ws')}/ws/chat/${site}/${consumer}`, {
      protocols: ['deskbell.v1', 'visitor', ...(token === undefined ? [] : [`bearer.${token}`])],
    })
    if (token === undefined) tokens.set(consumer, String((await socket.next('session')).token))
    return socket
  }
  return {
    enter,
    async ring(consumer, content) {
      const socket = await enter(consumer)
      const message = { content, type: 'text', client_id: randomUUID() }
      await socket.ask({ command: 'new_message', message }, 'ack')
      await socket.close()
    },
  }
}
