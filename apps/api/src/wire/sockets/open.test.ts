import type { Event } from '@deskbell/protocol/event'
import { expect, test } from 'vitest'
import type { VisitorActor } from '../../core/actor.js'
import { Connection } from '../../realtime/connection.js'
import { Hub } from '../../realtime/hub.js'
import { LocalBus } from '../../realtime/local-bus.js'
import type { JournalEntry } from '../../rooms/journal.js'
import { type RoomHead, type RoomRef, unreadYet } from '../../rooms/room.js'
import { openChatSocket } from './open.js'
import type { SocketDeps } from './socket-deps.js'

const site = { id: 'site', slug: 'acme', owner: { username: '', email: '', first_name: '', last_name: '' } }
const room: RoomRef = {
  id: 'room',
  site,
  kind: 'visitor',
  visitor: { id: 'v', consumer: 'kim', name: 'Kim', email: null },
}
const actor: VisitorActor = { kind: 'visitor', siteId: 'site', visitorId: 'v', consumer: 'kim', name: 'Kim' }
const head = (seq: number): RoomHead => ({
  status: 'open',
  conversationId: null,
  seq,
  publicSeq: seq,
  first: 1,
  publicFirst: 1,
  messageCount: seq,
  activeAt: new Date(0),
})
const entry = (seq: number): JournalEntry => ({
  id: `e${seq}`,
  seq,
  publicSeq: seq,
  conversationId: 'c',
  kind: 'message',
  clientId: `c${seq}`,
  author: { kind: 'member', id: 'u', name: 'Acme', handle: 'acme' },
  type: 'text',
  content: '',
  file: null,
  messageCount: seq,
  createdAt: new Date(0),
  erased: false,
})

test('what is committed while a chat socket opens is told, or is in the greeting’s number', async () => {
  for (const moment of ['before the read', 'during the read', 'after the read'] as const) {
    const stored = [entry(1)]
    const hub = new Hub({
      journal: { since: async (_, seq) => stored.filter(one => one.seq > seq) },
      rooms: { changes: async () => [] },
      bus: new LocalBus().join(),
      onTrouble: () => {},
    })
    const commit = () => {
      stored.push(entry(2))
      hub.committed({ room, entries: [entry(2)], after: head(2) })
    }
    const sent: Event[] = []
    const nothing = () => {}
    const context = { actor, other: null, site, room, old: false, holds: async () => false }
    const connection = new Connection({
      socket: {
        send: text => sent.push(JSON.parse(text) as Event),
        close: nothing,
        terminate: nothing,
        ping: nothing,
        pause: nothing,
        resume: nothing,
        buffered: 0,
      },
      dispatch: async () => null,
      hub,
      context,
      takeFrame: () => {},
      onError: nothing,
    })
    const greeting = async () => {
      if (moment === 'before the read') commit()
      const read = { head: head(stored.length), own: unreadYet, others: unreadYet, epoch: 'e' }
      if (moment === 'during the read') commit()
      await Promise.resolve()
      if (moment === 'after the read') commit()
      return read
    }
    const deps = { hub, greeting } as unknown as SocketDeps
    await openChatSocket(connection, { context, token: null, record: { room, head: head(1) } }, deps)
    connection.open()
    const known = sent.flatMap(event =>
      event.command === 'hello' && event.chat
        ? [event.chat.seq]
        : event.command === 'new_message'
          ? [event.message.seq]
          : [],
    )
    expect(Math.max(...known), moment).toBe(2)
  }
})
