import { once } from 'node:events'
import WebSocket from 'ws'
import { deadline } from '../harness/wait.js'

/** The load of part (b): argv is the address (`{i}` stands for a number), the count, and the subprotocols. */
const [address = '', count = '0', ...protocols] = process.argv.slice(2)
const sockets: WebSocket[] = []
const atOnce = 50

for (let i = 0; i < Number(count); i += atOnce) {
  const batch = Array.from({ length: Math.min(atOnce, Number(count) - i) }, (_, k) => {
    const socket = new WebSocket(address.replace('{i}', String(i + k)), protocols, {
      perMessageDeflate: false,
    })
    sockets.push(socket)
    return deadline(once(socket, 'open'), 30_000, () => `socket ${i + k}`)
  })
  await Promise.all(batch)
}
process.on('message', () => {
  const open = sockets.filter(socket => socket.readyState === WebSocket.OPEN).length
  process.send?.({ open })
})
process.send?.('ready')
