import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { Server } from 'socket.io'

/** The same relay as a Socket.IO room, which is what many chats are built on. It stores nothing either. */
const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })
const tops = new Map<string, number>()

io.on('connection', socket => {
  const room = String(socket.handshake.query.room)
  socket.join(room)
  socket.on('new_message', (message: { content: string; client_id: string }) => {
    const seq = (tops.get(room) ?? 0) + 1
    tops.set(room, seq)
    io.to(room).emit('new_message', {
      id: randomUUID(),
      room,
      author: 'visitor',
      type: 'text',
      content: message.content,
      file: null,
      created: new Date().toISOString(),
      seq,
      client_id: message.client_id,
    })
  })
})

http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port })
})
