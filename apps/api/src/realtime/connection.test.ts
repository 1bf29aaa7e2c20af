import type { Event } from '@deskbell/protocol/event'
import { expect, test } from 'vitest'
import type { MemberActor, VisitorActor } from '../core/actor.js'
import { unauthorized } from '../core/errors.js'
import type { RoomRef, SiteRef } from '../rooms/room.js'
import type { RoomRecord } from '../rooms/room-store.js'
import { Connection, type ConnectionOptions, type Socket } from './connection.js'
import { Connections } from './connections.js'
import { Heartbeat, type HeartbeatOptions } from './heartbeat.js'

const site: SiteRef = {
  id: 'site',
  slug: 'acme',
  owner: { username: 'acme', email: '', first_name: '', last_name: '' },
}
const room = { id: 'room', site, kind: 'visitor', visitor: null } as RoomRef
const record = { room, head: { seq: 3 } } as RoomRecord
const visitor: VisitorActor = {
  kind: 'visitor',
  siteId: 'site',
  visitorId: 'v',
  consumer: 'kim',
  name: 'Kim',
}
const member: MemberActor = {
  kind: 'member',
  siteId: 'site',
  userId: 'u',
  username: 'acme',
  name: 'Acme',
  role: 'owner',
  sessionId: 's',
}

function connection(
  actor: MemberActor | VisitorActor,
  options: Partial<ConnectionOptions> = {},
  old = false,
) {
  const sent: Event[] = []
  const calls: string[] = []
  const socket: Socket & { buffered: number } = {
    send: text => sent.push(JSON.parse(text) as Event),
    close: code => calls.push(`close ${code}`),
    terminate: () => calls.push('terminate'),
    ping: () => calls.push('ping'),
    pause: () => calls.push('pause'),
    resume: () => calls.push('resume'),
    buffered: 0,
  }
  const made = new Connection({
    socket,
    dispatch: async () => null,
    hub: { followRoom: () => () => calls.push('leave') },
    context: { actor, other: null, site, room: null, old, holds: async () => false },
    takeFrame: () => {},
    onError: () => {},
    ...options,
  })
  return { made, sent, calls, socket }
}

function beating(options: Partial<HeartbeatOptions> = {}) {
  const connections = new Connections()
  const tops = [{ siteId: 'site', roomId: 'room', seq: 7, publicSeq: 5, membersRead: 4, visitorRead: 6 }]
  const heartbeat = new Heartbeat({
    watch: { look: async () => ({ epoch: 'e1', tops }) },
    connections,
    rooms: { newest: async sites => new Map(sites.map(site => [site, new Date(0)])) },
    onTrouble: () => {},
    ...options,
  })
  return { heartbeat, connections }
}

test('each audience is told its own top', async () => {
  const { heartbeat, connections } = beating()
  const owner = connection(member)
  owner.made.siteId = 'site'
  owner.made.followRoom(record)
  const guest = connection(visitor)
  guest.made.followRoom(record)
  connections.add(owner.made)
  connections.add(guest.made)
  await heartbeat.beat()
  expect(owner.sent).toEqual([
    {
      command: 'heartbeat',
      epoch: 'e1',
      tops: { room: 7 },
      reads: { room: 6 },
      active_at: '1970-01-01T00:00:00.000Z',
    },
  ])
  expect(guest.sent).toEqual([{ command: 'heartbeat', epoch: 'e1', tops: { room: 5 }, reads: { room: 4 } }])
})

test('old clients are pinged but told nothing', async () => {
  const { heartbeat, connections } = beating()
  const old = connection(visitor, {}, true)
  connections.add(old.made)
  await heartbeat.beat()
  expect([old.sent, old.calls]).toEqual([[], ['ping']])
})

test('without the database the beat goes on and tells no numbers', async () => {
  let away = false
  const { heartbeat, connections } = beating({
    watch: {
      look: async () => {
        if (away) throw new Error('away')
        return { epoch: 'e1', tops: [] }
      },
    },
  })
  const guest = connection(visitor)
  guest.made.followRoom(record)
  connections.add(guest.made)
  await heartbeat.beat()
  away = true
  await heartbeat.beat()
  expect(guest.sent.at(-1)).toEqual({ command: 'heartbeat', epoch: 'e1', tops: {}, reads: {} })
})

test('a database that hangs does not silence the beat', async () => {
  let hangs = false
  const { heartbeat, connections } = beating({
    interval: 20,
    watch: { look: () => (hangs ? new Promise(() => {}) : Promise.resolve({ epoch: 'e1', tops: [] })) },
  })
  const guest = connection(visitor)
  connections.add(guest.made)
  await heartbeat.beat()
  hangs = true
  await heartbeat.beat()
  expect(guest.sent).toHaveLength(2)
  expect(guest.calls).toEqual(['ping', 'ping'])
})

test('the end of a session ends also the socket on which it was the other choice', () => {
  const connections = new Connections()
  const context = { actor: visitor, site, room: null, old: true, holds: async () => false }
  const both = connection(visitor, { context: { ...context, other: member } }, true)
  const alone = connection(visitor)
  for (const { made } of [both, alone]) connections.add(made)
  connections.endMembers([{ siteId: 'other', userId: 'u' }])
  connections.endSessions(['t'])
  expect(both.calls).toEqual([])
  connections.endMembers([{ siteId: 'site', userId: 'u' }])
  expect(both.calls).toEqual(['close 4401'])
  expect(alone.calls).toEqual([])
})

test('a socket that gives no sign of life for two beats is ended at the third', async () => {
  const { heartbeat, connections } = beating()
  const dead = connection(visitor)
  connections.add(dead.made)
  await heartbeat.beat()
  await heartbeat.beat()
  expect(dead.calls).toEqual(['ping', 'ping'])
  await heartbeat.beat()
  expect(dead.calls).toEqual(['ping', 'ping', 'terminate'])
  expect(connections.size).toBe(0)
})

test('a reader that lets a megabyte pile up is cut and told nothing more', () => {
  const slow = connection(visitor)
  slow.made.followRoom(record)
  slow.socket.buffered = 1024 * 1024 + 1
  slow.made.tell({ command: 'room_exists' })
  slow.made.tell({ command: 'room_exists' })
  expect(slow.sent).toEqual([])
  expect(slow.calls).toEqual(['leave', 'close 4413', 'terminate'])
})

test('a reader that is behind for ten seconds is cut, and one that catches up in between is not', () => {
  let now = 0
  const slow = connection(visitor, { now: () => now })
  slow.made.open()
  const tellAt = (ms: number, buffered: number) => {
    now = ms
    slow.socket.buffered = buffered
    slow.made.tell({ command: 'room_exists' })
  }
  tellAt(0, 100_000)
  tellAt(9_000, 100_000)
  tellAt(9_500, 1_000)
  tellAt(10_000, 100_000)
  tellAt(19_999, 100_000)
  expect([slow.sent.length, slow.calls]).toEqual([5, []])
  tellAt(20_000, 100_000)
  expect([slow.sent.length, slow.calls]).toEqual([5, ['close 4413', 'terminate']])
})

test('what is told before the greeting piles up no further than for any other reader', () => {
  const slow = connection(visitor)
  const frame = 'x'.repeat(100_000)
  for (let n = 0; n < 10; n++) slow.made.send(frame)
  expect(slow.calls).toEqual([])
  for (let n = 0; n < 10; n++) slow.made.send(frame)
  expect(slow.calls).toEqual(['close 4413', 'terminate'])
  slow.made.open()
  expect(slow.sent).toEqual([])
})

test('a few large frames wait in the sender’s own buffers as well', async () => {
  let release = () => {}
  const held = new Promise<void>(resolve => (release = resolve))
  const flood = connection(visitor, { dispatch: () => held.then(() => null) })
  flood.made.open()
  const large = JSON.stringify({ command: 'typing', on: true, id: 'x'.repeat(60_000) })
  for (let n = 0; n < 4; n++) flood.made.receive(large)
  expect(flood.calls).toEqual([])
  flood.made.receive(large)
  flood.made.receive(large)
  expect(flood.calls).toEqual(['pause'])
  release()
  await flood.made.settled()
  expect(flood.calls).toEqual(['pause', 'resume'])
})

test('what is asked for comes at the speed it is read: the next command waits for that, and is not late by it', async () => {
  let now = 0
  const done: unknown[] = []
  const { made, socket, sent } = connection(visitor, {
    now: () => now,
    dispatch: async (_, command) => {
      done.push(command.id)
      socket.buffered = 300 * 1024
      return null
    },
  })
  made.open()
  for (const id of [1, 2]) made.receive(JSON.stringify({ command: 'fetch_messages', id }))
  await expect.poll(() => done).toEqual([1])
  now = 9_000
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(done).toEqual([1])
  socket.buffered = 0
  await made.settled()
  expect([done, sent]).toEqual([[1, 2], []])
})

test('who has waited too long for their turn is refused at once, with a time, and the next is worked on', async () => {
  let now = 0
  const done: unknown[] = []
  const { made, sent } = connection(visitor, {
    now: () => now,
    dispatch: async (_, command) => {
      done.push(command.id)
      // The first takes long.
      if (command.id === 1) now += 5_000
      return null
    },
  })
  for (const id of [1, 2]) {
    const message = { content: 'hello', type: 'text', client_id: `c${id}` }
    made.receive(JSON.stringify({ command: 'new_message', id, message }))
  }
  made.open()
  await made.settled()
  made.receive('{"command":"typing","on":true,"id":3}')
  await made.settled()
  expect(done).toEqual([1, 3])
  expect(sent).toEqual([
    {
      command: 'error',
      in_reply_to: 2,
      client_id: 'c2',
      error: { kind: 'overloaded', message: expect.any(String), retry_after_ms: expect.any(Number) },
    },
  ])
})

test('each frame is counted by its kind, also one that is none', async () => {
  const kinds: (string | undefined)[] = []
  const { made } = connection(visitor, {
    takeFrame: kind => {
      kinds.push(kind)
    },
  })
  made.open()
  for (const text of ['{"command":"typing","on":true}', '{"command":"dance"}', 'nothing']) made.receive(text)
  await made.settled()
  expect(kinds).toEqual(['typing', undefined, undefined])
})

test('a flood waits in the sender’s own buffers', async () => {
  let release = () => {}
  const held = new Promise<void>(resolve => (release = resolve))
  const flood = connection(visitor, { dispatch: () => held.then(() => null) })
  flood.made.open()
  for (let n = 0; n < 200; n++) flood.made.receive('{"command":"typing","on":true}')
  expect(flood.calls).toContain('pause')
  expect(flood.calls).not.toContain('resume')
  release()
  await flood.made.settled()
  expect(flood.calls).toContain('resume')
})

test('who goes on after a hundred refusals for haste is closed', async () => {
  const { DeskbellError } = await import('../core/errors.js')
  const hasty = connection(visitor, {
    takeFrame: () => {
      throw new DeskbellError('rate_limited', 'Too fast.', { retryAfterMs: 100 })
    },
  })
  hasty.made.open()
  for (let n = 0; n < 120; n++) hasty.made.receive('{"command":"typing","on":true}')
  await hasty.made.settled()
  expect(hasty.sent.length).toBe(101)
  expect(hasty.calls).toContain('close 4429')
})

test('commands run one at a time, in the order they came, and only once the socket is open', async () => {
  const log: string[] = []
  const { made } = connection(visitor, {
    dispatch: async (_, command) => {
      log.push(`begin ${command.id}`)
      // The first takes longest: run side by side they would end in the other order.
      for (let turns = command.id === 1 ? 5 : 1; turns > 0; turns--)
        await new Promise(resolve => setImmediate(resolve))
      log.push(`end ${command.id}`)
      return null
    },
  })
  made.receive('{"command":"typing","on":true,"id":1}')
  made.receive('{"command":"typing","on":true,"id":2}')
  await new Promise(resolve => setImmediate(resolve))
  expect(log).toEqual([])
  made.open()
  await made.settled()
  expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2'])
})

test('what is told before the greeting comes after it', () => {
  const { made, sent } = connection(visitor)
  made.send('{"command":"read"}')
  made.tell({ command: 'session', token: 't', consumer: 'kim' })
  expect(sent.map(event => event.command)).toEqual(['session'])
  made.open()
  expect(sent.map(event => event.command)).toEqual(['session', 'read'])
})

test('the end of a session and of a membership ends just their sockets', () => {
  const connections = new Connections()
  const [ended, removed, other] = ['s1', 's2', 's3'].map(sessionId =>
    connection({ ...member, sessionId, userId: `user of ${sessionId}` }),
  )
  for (const one of [ended, removed, other]) if (one) connections.add(one.made)
  connections.endSessions(['s1'])
  connections.endMembers([{ siteId: 'site', userId: 'user of s2' }])
  expect(ended?.sent).toEqual([{ command: 'error', error: unauthorized('This session has ended.').toWire() }])
  expect([ended?.calls, removed?.calls, other?.calls]).toEqual([['close 4401'], ['close 4401'], []])
})
