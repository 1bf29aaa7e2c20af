import { chatAddress, subprotocols } from '@deskbell/client/address'
import { Connection } from '@deskbell/client/connection'
import { neverWake, systemClock } from '@deskbell/client/ports'
import { LightSocket } from '../harness/light-socket.js'
import { until } from '../harness/wait.js'
import { now, obey } from '../harness/worker.js'
import { sentAt } from './marked.js'

/** Whose clients a process holds: visitors `from` up to, and without, `from + count`. */
export interface HerdRange {
  readonly origin: string
  readonly site: string
  readonly from: number
  readonly count: number
}

export type HerdWork = typeof work

/** A part of a herd in a process of its own; argv is its range. */
const range = JSON.parse(process.argv[2] ?? '{}') as HerdRange
const { origin, site, from, count } = range

interface Member {
  readonly connection: Connection
  socket: LightSocket | undefined
  room: string
  /** Whether it lost its socket since that was last asked for. */
  lost: boolean
  /** When it was greeted last; 0 while it is away. */
  greeted: number
}

let told: number[] = []
let refused = 0
let attempts = 0

const members = Array.from({ length: count }, (_, n): Member => {
  let token: string | null = null
  const connection = new Connection({
    url: chatAddress(origin, site, `visitor-${from + n}`),
    protocols: () => subprotocols('visitor', token),
    ports: {
      clock: systemClock,
      open: (url, protocols, { message, close }) => {
        attempts += 1
        const socket = new LightSocket(url, protocols, {
          message,
          close: code => {
            if (socket.refusedWith === 503) refused += 1
            close(code)
          },
        })
        member.socket = socket
        return socket
      },
      wake: neverWake,
      random: Math.random,
    },
    onState: state => {
      if (state.status === 'open') {
        member.greeted = now()
        member.room = state.hello.chat?.room_id ?? ''
      } else if (member.greeted > 0) {
        member.greeted = 0
        member.lost = true
      }
    },
    onEvent: event => {
      if (event.command === 'session') token = event.token
      if (event.command !== 'new_message') return
      const at = sentAt(event.message.content)
      if (at !== undefined) told.push(now() - at)
    },
  })
  const member: Member = { connection, socket: undefined, room: '', lost: false, greeted: 0 }
  return member
})

const work = {
  /** Everybody is greeted once, a few at a time: new ids are another story than a storm. Tells the room of each. */
  open: async () => {
    for (let n = 0; n < count; n += 25) {
      const some = members.slice(n, n + 25)
      for (const { connection } of some) connection.start()
      await until('some of them to be greeted', () => some.every(({ greeted }) => greeted > 0), 30_000)
    }
    return { rooms: members.map(({ room }) => room) }
  },
  /** From now on it counts who loses their socket. */
  mark: async () => {
    attempts = 0
    refused = 0
    for (const member of members) member.lost = false
  },
  cut: async () => {
    for (const { socket } of members) socket?.cut()
  },
  /** When each was greeted again; 0 for who is not back, or was never away. */
  back: async () => {
    const isBack = ({ lost, greeted }: Member) => lost && greeted > 0
    await until('everybody to be back', () => members.every(isBack), 40_000, 5).catch(() => {})
    return { greeted: members.map(member => (isBack(member) ? member.greeted : 0)), attempts, refused }
  },
  /** Milliseconds from the sending to the arrival of each marked message since the last question. */
  told: async () => {
    const latencies = told
    told = []
    return { latencies, open: members.filter(({ socket }) => socket?.isOpen).length }
  },
}

obey(work)
