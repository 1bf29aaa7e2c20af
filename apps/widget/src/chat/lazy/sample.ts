import type { ChatState } from '@deskbell/client/chat'
import type { Send } from '@deskbell/client/outbox'
import type { Entry } from '@deskbell/protocol/entry'

/** What the preview can show: nothing said yet, a talk with a person, and a line that is down. */
export type Scene = 'greeting' | 'chat' | 'offline'

const MINUTE = 60_000
const ines = { kind: 'member', id: 'ines', name: 'Ines Okafor' } as const
const visitor = { kind: 'visitor', id: 'kim', name: 'Kim' } as const

const lines = [
  [visitor, 'Hello, does the Halo pendant dim?'],
  [ines, 'It does, down to two per cent, with any trailing-edge dimmer.'],
  [ines, 'Which ceiling is it for?'],
  [visitor, 'A kitchen, three metres high.'],
] as const

/** A chat in that state, a few minutes before `now` (milliseconds since the epoch). */
export function sampleState(scene: Scene, now = Date.now()): ChatState {
  const offline = scene === 'offline'
  const entries = scene === 'greeting' ? [] : lines.map((_, index) => sampleEntry(index, now))
  return {
    // A stranger who has written nothing is connected to nothing.
    connection:
      scene === 'greeting'
        ? { status: 'idle' }
        : offline
          ? { status: 'waiting', attempt: 2, until: now + 4_000 }
          : {
              status: 'open',
              hello: { command: 'hello', version: 1, epoch: '', now: '', heartbeat_ms: 10_000 },
            },
    loaded: true,
    roomId: null,
    entries,
    sends: offline ? unsent(now) : [],
    earlier: 'none',
    read: entries.length,
    unread: 0,
    othersRead: entries.length,
    typing: scene === 'chat' ? [ines] : [],
  }
}

function sampleEntry(index: number, now: number): Entry {
  const [from, content] = lines[index] ?? lines[0]
  return {
    id: `sample-${index}`,
    room: '',
    author: from.name,
    type: 'text',
    content,
    file: null,
    created: new Date(now - (lines.length - index) * MINUTE).toISOString(),
    seq: index + 1,
    room_id: '',
    conversation: '',
    kind: 'message',
    from,
  }
}

function unsent(now: number): readonly Send[] {
  const body = { room: null, kind: 'message', file: null } as const
  return [
    {
      ...body,
      clientId: 'failed',
      content: 'Do I need an electrician?',
      at: now - 1,
      status: 'failed',
      error: null,
    },
    {
      ...body,
      clientId: 'waits',
      content: 'And is delivery free?',
      at: now,
      status: 'queued',
      deadline: now,
    },
  ]
}
