import { setTimeout as sleep } from 'node:timers/promises'
import { TestSocket } from '../harness/socket.js'

/**
 * The load of part (f): argv is the socket origin, the site, the number of visitors, messages a second in all.
 * Says `ready` when every visitor has written once; on `{ms}` they write by turns, evenly, and it answers `{sent}`.
 */
const [origin = '', site = '', visitors = '1', rate = '1'] = process.argv.slice(2)
const sockets = await Promise.all(
  Array.from({ length: Number(visitors) }, (_, n) =>
    TestSocket.open(`${origin}/ws/chat/${site}/writer-${n}`, { protocols: ['deskbell.v1', 'visitor'] }),
  ),
)

let sent = 0
function write(): void {
  const socket = sockets[sent % sockets.length]
  const client_id = `writer:${sent}`
  socket?.send({ command: 'new_message', message: { content: `Line ${sent}: is it on its way?`, client_id } })
  socket?.forget()
  sent += 1
}

for (const socket of sockets) {
  write()
  await socket.next('ack')
}
process.on('message', async ({ ms }: { ms: number }) => {
  const before = sent
  const began = performance.now()
  for (let past = 0; past < ms; past = performance.now() - began) {
    while (sent - before < (past / 1_000) * Number(rate)) write()
    await sleep(2)
  }
  process.send?.({ sent: sent - before })
})
process.send?.('ready')
