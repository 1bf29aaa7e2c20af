import { randomUUID } from 'node:crypto'
import { type WebSocket, WebSocketServer } from 'ws'

/**
 * The least a relay can do: parse, number, and write to everyone in the room. It stores nothing, knows nobody
 * and forgets all when it ends; what Deskbell costs is counted from here.
 */
const rooms = new Map<string, { sockets: Set<WebSocket>; seq: number }>()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false }, () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port })
})

server.on('connection', (socket, request) => {
  const name = request.url ?? '/'
  const room = rooms.get(name) ?? { sockets: new Set(), seq: 0 }
  rooms.set(name, room)
  room.sockets.add(socket)
  socket.on('close', () => room.sockets.delete(socket))
  socket.on('message', data => {
    const { message } = JSON.parse(String(data)) as { message: { content: string; client_id: string } }
    const told = JSON.stringify({
      command: 'new_message',
      message: {
        id: randomUUID(),
        room: name,
        author: 'visitor',
        type: 'text',
        content: message.content,
        file: null,
        created: new Date().toISOString(),
        seq: ++room.seq,
        client_id: message.client_id,
      },
    })
    for (const receiver of room.sockets) receiver.send(told)
  })
})
