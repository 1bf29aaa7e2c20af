import { setTimeout as sleep } from 'node:timers/promises'
import { chatAddress } from '@deskbell/client/address'
import type { Event } from '@deskbell/protocol/event'
import { LightSocket } from '../harness/light-socket.js'
import { until } from '../harness/wait.js'
import { now, obey } from '../harness/worker.js'

/** Visitors `<name>-0` to `<name>-<lanes - 1>`, each in their own room. */
export interface LoadTarget {
  readonly origin: string
  readonly site: string
  readonly name: string
  readonly lanes: number
}

export interface LoadResult {
  readonly sent: number
  /** Acks a second, while it went on, of what was sent no longer ago than a client would wait before it sends again. */
  readonly carried: number
  /** Milliseconds from the sending to the ack of each that was acked. */
  readonly latencies: readonly number[]
  /** How often each kind of error was told, and how often without a time to come back. */
  readonly errors: Readonly<Record<string, number>>
  readonly withoutTime: number
  readonly unanswered: number
  readonly closed: number
}

export type LoadWork = typeof work

/** Visitors who write, in a process of their own; argv is a {@link LoadTarget}. */
const { origin, site, name, lanes: count } = JSON.parse(process.argv[2] ?? '{}') as LoadTarget

/** Milliseconds. */
const PATIENCE = 5_000
const content = 'Good morning, my parcel has not come yet, can you look into it?'
let waiting = new Map<string, number>()
let latencies: number[] = []
let errors: Record<string, number> = {}
let withoutTime = 0
let closed = 0
let inTime = 0
let goesOn = false
let greeted = 0
let last = 0
/** Called when a message of this lane was acked. */
let onAck = (_lane: number) => {}

const lanes: LightSocket[] = []

function open(lane: number): LightSocket {
  return new LightSocket(chatAddress(origin, site, `${name}-${lane}`), ['deskbell.v1', 'visitor'], {
    message: text => take(lane, text),
    close: () => {
      closed += 1
    },
  })
}

function take(lane: number, text: string): void {
  // Most of what comes are one's own words.
  if (text.startsWith('{"command":"new_message"')) return
  const event = JSON.parse(text) as Event
  if (event.command === 'hello') greeted += 1
  else if (event.command === 'ack') {
    const sentAt = waiting.get(event.client_id)
    if (sentAt === undefined) return
    waiting.delete(event.client_id)
    const took = now() - sentAt
    latencies.push(took)
    if (goesOn && took < PATIENCE) inTime += 1
    onAck(lane)
  } else if (event.command === 'error') {
    waiting.delete(event.client_id ?? '')
    errors[event.error.kind] = (errors[event.error.kind] ?? 0) + 1
    if (event.error.retry_after_ms === undefined) withoutTime += 1
  }
}

function say(lane: number): void {
  const client_id = `${name}:${++last}`
  waiting.set(client_id, now())
  lanes[lane]?.send(JSON.stringify({ command: 'new_message', message: { content, type: 'text', client_id } }))
}

/** Lets people write for so long, and waits for the answers. */
async function measured(ms: number, write: () => Promise<void>): Promise<LoadResult> {
  const from = last
  waiting = new Map()
  latencies = []
  errors = {}
  withoutTime = 0
  inTime = 0
  goesOn = true
  await write()
  goesOn = false
  const carried = Math.round((inTime * 1_000) / ms)
  await until('every answer', () => waiting.size === 0, 30_000).catch(() => {})
  return { sent: last - from, carried, latencies, errors, withoutTime, unanswered: waiting.size, closed }
}

const work = {
  /** A few at a time: new visitors are another story. */
  open: async () => {
    while (lanes.length < count) {
      for (let some = Math.min(50, count - lanes.length); some > 0; some--) lanes.push(open(lanes.length))
      await until('some lanes to be greeted', () => greeted === lanes.length, 30_000, 5)
    }
  },

  /** So many a second, whether they are answered or not. */
  flow: ({ rate, ms }: { rate: number; ms: number }) =>
    measured(ms, async () => {
      const from = last
      const began = performance.now()
      for (let gone = 0; gone < ms; gone = performance.now() - began) {
        const due = from + Math.floor((rate * gone) / 1_000)
        while (last < due) say(last % count)
        await sleep(2)
      }
    }),

  /** Each lane says its next as soon as the one before is acked. */
  closedLoop: ({ ms }: { ms: number }) =>
    measured(ms, async () => {
      onAck = say
      for (let lane = 0; lane < count; lane++) say(lane)
      await sleep(ms)
      onAck = () => {}
    }),
}

obey(work)
