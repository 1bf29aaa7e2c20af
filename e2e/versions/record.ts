import { chatAddress, roomAddress } from '@deskbell/client/address'
import { ChatClient } from '@deskbell/client/chat'
import { InboxClient } from '@deskbell/client/inbox'
import { noStorage } from '@deskbell/client/outbox-storage'
import { neverWake, type OpenSocket, openWith, type Ports, systemClock } from '@deskbell/client/ports'
import WebSocket from 'ws'
import type { Frame } from '../harness/socket.js'
import { until } from '../harness/wait.js'
import type { RecordedFrame, RecordedSocket, Recording } from './recording.js'

/**
 * A visitor and a member with this version's own clients: they meet, talk, and the visitor comes back. To be kept
 * when a version of the wire is new, and never to be made again for one that was shipped.
 */
export async function record(origin: string, site: string, token: string): Promise<Recording> {
  const sockets: RecordedSocket[] = []
  const frames: RecordedFrame[] = []
  let visitorToken: string | null = null
  const real = openWith(WebSocket)
  const open: OpenSocket = (url, protocols, handlers) => {
    const socket = sockets.push({ path: new URL(url).pathname, protocols }) - 1
    const heard = (by: RecordedFrame['by'], text: string) => {
      const frame = JSON.parse(text) as Frame
      // It comes by the clock, whatever happens.
      if (frame.command !== 'heartbeat') frames.push({ socket, by, frame })
    }
    const inner = real(url, protocols, {
      close: handlers.close,
      message: text => {
        heard('server', text)
        handlers.message(text)
      },
    })
    return {
      close: () => inner.close(),
      send: text => {
        heard('client', text)
        inner.send(text)
      },
    }
  }
  const ports: Ports = { clock: systemClock, open, wake: neverWake, random: () => 0 }
  const inbox = new InboxClient({
    url: roomAddress(origin, site),
    ports,
    storage: noStorage,
    token: () => token,
  })
  const visitor = new ChatClient({
    url: chatAddress(origin, site, 'kim'),
    role: 'visitor',
    ports,
    storage: noStorage,
    token: () => visitorToken,
    keepToken: given => {
      visitorToken = given
    },
  })
  const shown = (count: number) =>
    until(`${count} entries at the visitor`, () => {
      const { entries, sends } = visitor.getSnapshot()
      return entries.length === count && sends.length === 0
    })

  inbox.start()
  await until('the inbox', () => inbox.getSnapshot().loaded)
  visitor.start()
  await until('the chat', () => visitor.getSnapshot().loaded)
  visitor.setTyping(true)
  visitor.send('Is anybody there?')
  await shown(1)
  const room = await until('the ring', () => inbox.getSnapshot().list[0]?.id)
  inbox.openRoom(room)
  await until('the room', () => inbox.getSnapshot().open.get(room)?.loaded)
  inbox.markRead(room)
  inbox.note(room, 'A regular')
  inbox.send(room, 'Yes. How can I help?')
  await shown(2)
  visitor.markRead()
  await until('the read mark', () => inbox.getSnapshot().byId.get(room)?.visitor_read === 3)
  visitor.stop()
  inbox.send(room, 'Are you still there?')
  await until('the words', () => inbox.getSnapshot().open.get(room)?.entries.length === 4)
  visitor.start()
  await shown(3)
  visitor.stop()
  inbox.stop()
  const text = JSON.stringify({ site, sockets, frames })
    .replaceAll(token, '<member token>')
    .replaceAll(visitorToken ?? '<none>', '<visitor token>')
  return JSON.parse(text) as Recording
}
