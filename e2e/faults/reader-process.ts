import { chatAddress } from '@deskbell/client/address'
import { LightSocket } from '../harness/light-socket.js'
import { until } from '../harness/wait.js'
import { obey } from '../harness/worker.js'

/** Members who look at one visitor's room. */
export interface ReaderTarget {
  readonly origin: string
  readonly site: string
  readonly consumer: string
  readonly token: string
  readonly readers: number
}

export type ReaderWork = typeof work

/** Readers in a process of their own; argv is a {@link ReaderTarget}. */
const target = JSON.parse(process.argv[2] ?? '{}') as ReaderTarget
let sockets: LightSocket[] = []
let greeted = 0
let told = 0

function open(): LightSocket {
  const url = chatAddress(target.origin, target.site, target.consumer)
  return new LightSocket(url, ['deskbell.v1', `bearer.${target.token}`], {
    message: text => {
      if (text.startsWith('{"command":"hello"')) greeted += 1
      else if (text.startsWith('{"command":"new_message"')) told += 1
    },
    close: () => {},
  })
}

const work = {
  open: async () => {
    greeted = 0
    told = 0
    sockets = Array.from({ length: target.readers }, open)
    await until('every reader to be greeted', () => greeted === target.readers, 30_000)
  },
  /** From now on nobody reads. */
  stand: async () => {
    for (const socket of sockets) socket.pause()
  },
  /** Reads what there is to the end, hangs up, and tells how much that was and who was hung up on. */
  leave: async () => {
    const open = sockets.filter(socket => socket.isOpen).length
    for (const socket of sockets) socket.resume()
    const cut = () => sockets.filter(socket => !socket.isOpen).length
    await until('the end of those who were cut', () => cut() === target.readers, 5_000).catch(() => {})
    const ended = cut()
    for (const socket of sockets) socket.cut()
    return { ended, told, open }
  },
}

obey(work)
