import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Event, EventName, EventOf } from '@deskbell/protocol/event'
import pino from 'pino'
import { WebSocket } from 'ws'
import { compose, type NodeOptions } from '../src/compose.js'
import type { TestDatabase } from './database.js'

export interface TestNode {
  /** `127.0.0.1:<port>` */
  readonly host: string
  readonly http: string
  close(): Promise<void>
}

/** A whole node in this process, on a port of its own. */
export async function startNode(
  database: Pick<TestDatabase, 'config'>,
  {
    config,
    ...options
  }: Partial<Pick<NodeOptions, 'bus' | 'logger'>> & { config?: Partial<NodeOptions['config']> } = {},
): Promise<TestNode> {
  const empty = await mkdtemp(join(tmpdir(), 'deskbell-web-'))
  const node = await compose({
    config: {
      publicUrl: undefined,
      trustProxy: false,
      rateLimits: Number.POSITIVE_INFINITY,
      redisUrl: undefined,
      metricsToken: undefined,
      traces: false,
      stopDelay: 0,
      ...config,
    },
    database: database.config,
    secret: 'a secret only for tests, long enough',
    logger: pino({ level: 'silent' }),
    webRoot: { admin: empty, widget: empty },
    ...options,
  })
  await node.app.listen({ port: 0, host: '127.0.0.1' })
  const address = node.app.server.address()
  if (typeof address !== 'object' || !address) throw new Error('not listening')
  const host = `127.0.0.1:${address.port}`
  return { host, http: `http://${host}`, close: node.close }
}

export interface SignedUp {
  readonly slug: string
  readonly token: string
  readonly cookie: string
}

/** A site with its owner, through the front door. */
export async function signUp(
  node: TestNode,
  slug = `s-${Math.random().toString(36).slice(2, 12)}`,
): Promise<SignedUp> {
  const answer = await fetch(`${node.http}/accounts/api/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: slug, email: `${slug}@example.com`, password: 'correct horse' }),
  })
  const { token } = (await answer.json()) as { token: string }
  return { slug, token, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
}

const WAIT = 5_000

/** A socket that keeps every frame until it is asked for, so that none is missed. */
export class TestSocket {
  readonly frames: Event[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  private taken = new Set<Event>()
  private arrived: (() => void)[] = []
  private ended = false

  constructor(readonly ws: WebSocket) {
    ws.on('message', data => {
      this.frames.push(JSON.parse(String(data)) as Event)
      for (const wake of this.arrived.splice(0)) wake()
    })
    this.closed = new Promise(resolve => {
      ws.on('close', (code, reason) => {
        this.ended = true
        resolve({ code, reason: String(reason) })
        for (const wake of this.arrived.splice(0)) wake()
      })
    })
    ws.on('error', () => {})
  }

  send(command: object | string): void {
    this.ws.send(typeof command === 'string' ? command : JSON.stringify(command))
  }

  /** The next frame of this name that was not taken yet and fits. */
  async next<N extends EventName>(
    name: N,
    fits: (event: EventOf<N>) => boolean = () => true,
  ): Promise<EventOf<N>> {
    const deadline = Date.now() + WAIT
    for (;;) {
      for (const frame of this.frames) {
        if (frame.command !== name || this.taken.has(frame) || !fits(frame as EventOf<N>)) continue
        this.taken.add(frame)
        return frame as EventOf<N>
      }
      const left = deadline - Date.now()
      if (left <= 0 || this.ended) {
        const seen = this.frames.map(frame => JSON.stringify(frame).slice(0, 200)).join('\n')
        throw new Error(`no ${name} ${this.ended ? 'before the close' : `within ${WAIT} ms`}; got\n${seen}`)
      }
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, left)
        this.arrived.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }

  /** Sends a command and waits for its answer. */
  async ask<N extends EventName>(name: N, command: object): Promise<EventOf<N>> {
    const id = Math.random().toString(36).slice(2)
    this.send({ ...command, id })
    return this.next(name, event => 'in_reply_to' in event && event.in_reply_to === id)
  }

  close(): void {
    this.ws.terminate()
  }
}

/** Opens a socket; old clients offer no subprotocol. */
export function openSocket(
  node: Pick<TestNode, 'host'>,
  path: string,
  {
    token,
    protocols = ['deskbell.v1'],
    headers = {},
    autoPong = true,
  }: { token?: string; protocols?: string[]; headers?: Record<string, string>; autoPong?: boolean } = {},
): TestSocket {
  const offered = token === undefined ? protocols : [...protocols, `bearer.${token}`]
  return new TestSocket(new WebSocket(`ws://${node.host}${path}`, offered, { headers, autoPong }))
}

export async function opened(socket: TestSocket): Promise<TestSocket> {
  if (socket.ws.readyState === WebSocket.CONNECTING) await once(socket.ws, 'open')
  return socket
}

/** A new visitor's chat, greeted and bound. */
export async function visit(node: TestNode, slug: string, consumer: string, token?: string) {
  const socket = openSocket(node, `/ws/chat/${slug}/${consumer}`, {
    protocols: ['deskbell.v1', 'visitor'],
    ...(token === undefined ? {} : { token }),
  })
  const bound = token ?? (await socket.next('session')).token
  const hello = await socket.next('hello')
  return { socket, token: bound, hello }
}

/** The owner's inbox, greeted. */
export async function attend(node: TestNode, { slug, token }: SignedUp) {
  const socket = openSocket(node, `/ws/room/${slug}`, { token })
  await socket.next('hello')
  return socket
}
