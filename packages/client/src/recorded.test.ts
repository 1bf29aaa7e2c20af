import { readdirSync, readFileSync } from 'node:fs'
import type { Command } from '@deskbell/protocol/command'
import type { Event } from '@deskbell/protocol/event'
import { expect, test } from 'vitest'
import { FakeNetwork, type FakeSocket } from '../test/fake-sockets.js'
import { ChatClient } from './chat.js'
import { InboxClient } from './inbox.js'
import { noStorage } from './outbox-storage.js'

// This client, and a server of a version before: what such a server once said is said again.

interface Recording {
  readonly sockets: readonly { readonly path: string }[]
  readonly frames: readonly {
    readonly socket: number
    readonly by: 'client' | 'server'
    readonly frame: (Command | Event) & { readonly id?: unknown; readonly in_reply_to?: unknown }
  }[]
}

const folder = new URL('../../protocol/recorded/', import.meta.url)
const versions = readdirSync(folder).filter(name => /^v\d/.test(name))
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Recording

/** The server's side of one recorded socket: answers the same questions in the same words, and tells what it told. */
function tellAgain({ frames }: Recording, at: number, socket: FakeSocket, after = () => {}): void {
  const heard = frames.filter(one => one.socket === at)
  const questions = heard.filter(one => one.by === 'client' && one.frame.id !== undefined)
  const answers = heard.filter(one => one.by === 'server' && one.frame.in_reply_to !== undefined)
  const told = heard.filter(one => one.by === 'server' && one.frame.in_reply_to === undefined)
  socket.onCommand = command => {
    const asked = questions.findIndex(one => one.frame.command === command.command)
    const [question] = asked < 0 ? [] : questions.splice(asked, 1)
    const answer = question && answers.find(one => one.frame.in_reply_to === question.frame.id)
    if (!answer || command.id === undefined) return
    socket.tell({ ...(answer.frame as Event), in_reply_to: command.id } as Event)
  }
  for (const { frame } of told) {
    socket.tell(frame as Event)
    after()
  }
}

const WORDS = ['Is anybody there?', 'Yes. How can I help?', 'Are you still there?']

test.each(versions)('a visitor of today at a server of %s', name => {
  const recording = read(name)
  const [first = 0, second = 0] = recording.sockets.flatMap(({ path }, at) =>
    path.startsWith('/ws/chat/') ? [at] : [],
  )
  const net = new FakeNetwork()
  let token: string | null = null
  const chat = new ChatClient({
    url: 'wss://desk.example/ws/chat/recorded/kim',
    role: 'visitor',
    ports: net.ports,
    storage: noStorage,
    token: () => token,
    keepToken: given => {
      token = given
    },
  })
  chat.start()
  tellAgain(recording, first, net.last)
  expect(token).toBe('<visitor token>')
  expect(chat.getSnapshot().entries.map(entry => entry.content)).toEqual(WORDS.slice(0, 2))
  net.last.drop()
  net.clock.advance(5_000)
  tellAgain(recording, second, net.last)
  const { entries, loaded, connection, othersRead } = chat.getSnapshot()
  expect(entries.map(entry => entry.content)).toEqual(WORDS)
  expect({ loaded, status: connection.status, othersRead }).toEqual({
    loaded: true,
    status: 'open',
    othersRead: 3,
  })
})

test.each(versions)('a member of today at a server of %s', name => {
  const recording = read(name)
  const at = recording.sockets.findIndex(({ path }) => path.startsWith('/ws/room/'))
  const net = new FakeNetwork()
  const inbox = new InboxClient({
    url: 'wss://desk.example/ws/room/recorded',
    ports: net.ports,
    storage: noStorage,
  })
  inbox.start()
  tellAgain(recording, at, net.last, () => {
    const id = inbox.getSnapshot().list[0]?.id
    if (id !== undefined && !inbox.getSnapshot().open.has(id)) inbox.openRoom(id)
  })
  const { me, list, open } = inbox.getSnapshot()
  expect(me?.name).toBe('recorded')
  expect(list).toMatchObject([{ consumer: 'kim', seq: 4, message_count: 3, visitor_read: 3, unread: 0 }])
  expect(open.get(list[0]?.id ?? '')?.entries.map(entry => entry.content)).toEqual([
    WORDS[0],
    'A regular',
    WORDS[1],
    WORDS[2],
  ])
})
