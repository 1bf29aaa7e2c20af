import { ChatClient, type ChatOptions } from '../src/chat.js'
import { noStorage } from '../src/outbox-storage.js'
import { FakeNetwork } from './fake-sockets.js'
import { RoomServer } from './room-server.js'

/** A room's server on a network of its own, and clients that come to it. */
export function chatRoom() {
  const net = new FakeNetwork()
  const server = new RoomServer(net)
  /** A client that asks to be let in. */
  const start = (more: Partial<ChatOptions> = {}): ChatClient => {
    const chat = new ChatClient({
      url: 'wss://desk.example/ws/chat/acme/kim',
      role: 'visitor',
      ports: net.ports,
      storage: noStorage,
      token: () => null,
      pageSize: 5,
      ...more,
    })
    chat.start()
    return chat
  }
  /** One that is in. */
  const open = (more: Partial<ChatOptions> = {}): ChatClient => {
    const chat = start(more)
    server.accept(net.last)
    return chat
  }
  return { net, server, start, open }
}

export const said = (chat: ChatClient) => chat.getSnapshot().entries.map(entry => entry.content)
export const sending = (chat: ChatClient) => chat.getSnapshot().sends.map(send => [send.content, send.status])
