import { io } from 'socket.io-client'
import WebSocket from 'ws'
import { deadline } from '../harness/wait.js'

/** Somebody who is shown messages. */
export interface Receiver {
  /** Called with the client id of each message they are shown. */
  onArrival: (clientId: string) => void
}

/** One room as the load generator sees it: a visitor that sends, and an operator that is shown it. */
export interface Lane extends Receiver {
  send(clientId: string): void
}

export type Contestant = 'bare-ws' | 'socket-io' | 'deskbell' | 'deskbell-inbox'

export interface Target {
  readonly contestant: Contestant
  readonly port: number
  /** A second node, and who of a room goes there: the operator, or both in every second room. */
  readonly other?: { readonly port: number; readonly takes: 'operators' | 'every second room' }
  /** Only of Deskbell: the site and its owner's token. */
  readonly site: string
  readonly token: string
}

const content = 'Good morning, my parcel has not come yet, can you look into it?'

/** Opens `count` lanes and waits until each of them works in both directions. */
export function openLanes(target: Target, count: number, run: string): Promise<Lane[]> {
  const names = Array.from({ length: count }, (_, i) => `${run}-${i}`)
  if (target.contestant === 'socket-io') return Promise.all(names.map(name => socketIoLane(target, name)))
  if (target.contestant === 'bare-ws') return Promise.all(names.map(name => bareLane(target, name)))
  if (target.contestant === 'deskbell')
    return Promise.all(names.map((name, i) => deskbellLane(target, name, i)))
  return inboxLanes(target, names)
}

/** A room with so many sockets: a visitor who writes, and all others. */
export async function openCrowd(
  target: Target,
  count: number,
  room: string,
): Promise<{ send(clientId: string): void; receivers: readonly Receiver[] }> {
  const { port, site, token } = target
  const bare = target.contestant === 'bare-ws'
  const path = bare ? `/${room}` : `/ws/chat/${site}/${room}`
  const writer = await open(port, path, bare ? [] : ['deskbell.v1', 'visitor'])
  if (!bare) await firstMessage(writer)
  const receivers: Receiver[] = []
  // One after the other: 250 handshakes at once would only measure the queue of the kernel.
  while (receivers.length < count - 1) {
    const socket = await (bare
      ? open(port, path, [])
      : openGreeted(port, path, ['deskbell.v1', `bearer.${token}`]))
    receivers.push(receiver(socket))
  }
  return { send: clientId => writer.send(frame(clientId)), receivers }
}

async function socketIoLane({ port }: Target, room: string): Promise<Lane> {
  const open = async () => {
    const socket = io(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      query: { room },
      forceNew: true,
      reconnection: false,
    })
    await deadline(new Promise<void>(done => socket.once('connect', done)), 10_000, () => 'socket.io')
    return socket
  }
  const [visitor, operator] = [await open(), await open()]
  const lane: Lane = {
    send: clientId => visitor.emit('new_message', { content, type: 'text', client_id: clientId }),
    onArrival: () => {},
  }
  operator.on('new_message', (message: { client_id: string }) => lane.onArrival(message.client_id))
  return lane
}

async function bareLane({ port }: Target, room: string): Promise<Lane> {
  const [visitor, operator] = [await open(port, `/${room}`, []), await open(port, `/${room}`, [])]
  return wsLane(visitor, operator)
}

async function deskbellLane(target: Target, consumer: string, at: number): Promise<Lane> {
  const path = `/ws/chat/${target.site}/${consumer}`
  const { port, other } = target
  const home = other?.takes === 'every second room' && at % 2 === 1 ? other.port : port
  const visitor = await open(home, path, ['deskbell.v1', 'visitor'])
  await firstMessage(visitor)
  const desk = other?.takes === 'operators' ? other.port : home
  return wsLane(visitor, await openGreeted(desk, path, ['deskbell.v1', `bearer.${target.token}`]))
}

/** The way the inbox works: one socket that has opened every room. */
async function inboxLanes(target: Target, names: readonly string[]): Promise<Lane[]> {
  const lanes = new Map<string, Lane>()
  const inbox = await open(target.port, `/ws/room/${target.site}`, ['deskbell.v1', `bearer.${target.token}`])
  for (const consumer of names) {
    const path = `/ws/chat/${target.site}/${consumer}`
    const visitor = await open(target.port, path, ['deskbell.v1', 'visitor'])
    const room = await firstMessage(visitor)
    lanes.set(room, { send: clientId => visitor.send(frame(clientId)), onArrival: () => {} })
    inbox.send(JSON.stringify({ command: 'open_room', room }))
    await heard(inbox, told => told.command === 'room_opened')
  }
  inbox.on('message', data => {
    const told = JSON.parse(String(data)) as Told
    if (told.command !== 'new_message' || told.message === undefined) return
    lanes.get(told.message.room_id)?.onArrival(told.message.client_id)
  })
  return [...lanes.values()]
}

interface Told {
  command: string
  room_id?: string
  message?: { room_id: string; client_id: string }
}

const frame = (clientId: string) =>
  JSON.stringify({ command: 'new_message', message: { content, type: 'text', client_id: clientId } })

/** Makes the room, so that its making is not measured. @returns the room's id */
async function firstMessage(visitor: WebSocket): Promise<string> {
  visitor.send(frame('first'))
  return (await heard(visitor, told => told.command === 'ack')).room_id ?? ''
}

function heard(socket: WebSocket, match: (told: Told) => boolean): Promise<Told> {
  const came = new Promise<Told>(resolve => {
    const listen = (data: WebSocket.RawData) => {
      const told = JSON.parse(String(data)) as Told
      if (!match(told)) return
      socket.off('message', listen)
      resolve(told)
    }
    socket.on('message', listen)
  })
  return deadline(came, 10_000, () => `a frame that is ${match}`)
}

const wsLane = (visitor: WebSocket, operator: WebSocket): Lane =>
  Object.assign(receiver(operator), { send: (clientId: string) => visitor.send(frame(clientId)) })

function receiver(socket: WebSocket): Receiver {
  const made: Receiver = { onArrival: () => {} }
  socket.on('message', data => {
    const told = JSON.parse(String(data)) as Told
    if (told.command === 'new_message' && told.message !== undefined) made.onArrival(told.message.client_id)
  })
  return made
}

/** What is written from now on is told here; what was written before the greeting would have to be fetched. */
async function openGreeted(port: number, path: string, protocols: string[]): Promise<WebSocket> {
  const socket = connect(port, path, protocols)
  await heard(socket, told => told.command === 'hello')
  return socket
}

const connect = (port: number, path: string, protocols: string[]) =>
  new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { perMessageDeflate: false })

async function open(port: number, path: string, protocols: string[]): Promise<WebSocket> {
  const socket = connect(port, path, protocols)
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  await deadline(opened, 10_000, () => `the opening of ${path}`)
  return socket
}
