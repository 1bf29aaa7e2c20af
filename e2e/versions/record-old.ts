import { type Frame, TestSocket } from '../harness/socket.js'
import type { RecordedFrame, RecordedSocket, Recording } from './recording.js'

/**
 * What the clients of the system before Deskbell send, frame by frame, and are told: the door of an iframe widget, its
 * chat, the admin's list and the admin's desk. They offer no subprotocol and put no ids on what they ask.
 */
export async function recordOld(wsOrigin: string, site: string, cookie: string): Promise<Recording> {
  const sockets: RecordedSocket[] = []
  const frames: RecordedFrame[] = []
  const open: TestSocket[] = []
  const connect = async (path: string, member: boolean) => {
    const headers = { origin: wsOrigin.replace('ws', 'http'), ...(member ? { cookie } : {}) }
    open.push(await TestSocket.open(wsOrigin + path, { headers }))
    return sockets.push({ path, protocols: [], ...(member ? { cookie: 'member' as const } : {}) }) - 1
  }
  const says = (socket: number, frame: Frame) => {
    frames.push({ socket, by: 'client', frame })
    open[socket]?.send(frame)
  }
  const hears = async (socket: number, command: string) => {
    const frame = await open[socket]?.next(command)
    if (frame) frames.push({ socket, by: 'server', frame })
  }

  const list = await connect(`/ws/room/${site}/`, true)
  const door = await connect(`/ws/room/${site}/`, false)
  says(door, { command: 'new_room', consumer: 'lee', email: 'lee@example.test' })
  await hears(door, 'new_room')
  const chat = await connect(`/ws/chat/${site}/lee/`, false)
  says(chat, { command: 'fetch_messages' })
  await hears(chat, 'messages')
  says(chat, { command: 'new_message', message: { content: 'Hello?', type: 'text' } })
  await hears(chat, 'new_message')
  await hears(list, 'new_room')
  const desk = await connect(`/ws/chat/${site}/lee/`, true)
  says(desk, { command: 'fetch_messages' })
  await hears(desk, 'messages')
  says(desk, {
    command: 'new_message',
    room: `${site} lee`,
    message: { content: 'Good morning!', type: 'text' },
  })
  await hears(desk, 'new_message')
  await hears(chat, 'new_message')
  says(list, { command: 'fetch_rooms' })
  await hears(list, 'rooms')
  says(chat, { command: 'new_message', message: { content: '', type: 'text' } })
  await hears(chat, 'error')
  await Promise.all(open.map(socket => socket.close()))
  return { site, sockets, frames }
}
