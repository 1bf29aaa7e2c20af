import { chatAddress, roomAddress } from '@deskbell/client/address'
import { ChatClient } from '@deskbell/client/chat'
import { InboxClient } from '@deskbell/client/inbox'
import type { Outbox } from '@deskbell/client/outbox'
import { noStorage } from '@deskbell/client/outbox-storage'
import { neverWake, type OpenSocket, openWith, type Ports, systemClock } from '@deskbell/client/ports'
import type { Entry } from '@deskbell/protocol/entry'
import WebSocket from 'ws'
import type { Random } from '../harness/random.js'
import { until } from '../harness/wait.js'
import { check } from '../ledger/check.js'
import type { Audience, History, StoredRecord, View } from '../ledger/history.js'
import { Recorder } from '../ledger/recorder.js'

export interface CrowdOptions {
  /** Where the clients connect to; a proxy stands there when their connections are to be cut. */
  readonly origin: string
  /** Where every second visitor and the inbox connect to, if that is somewhere else. */
  readonly otherOrigin?: string
  readonly site: string
  /** The owner's token. */
  readonly token: string
  readonly visitors: number
  readonly random: Random
  /** Milliseconds between two messages of one visitor, on average. */
  readonly pause: number
  /** Whether the clients get to see this frame; for faults that eat frames. */
  readonly passes?: (frame: string) => boolean
}

/** Milliseconds. */
const HEARTBEAT = 10_000

interface Visitor {
  readonly consumer: string
  readonly client: ChatClient
  token: string | null
}

/**
 * Visitors who write and one operator who answers from the inbox, all with Deskbell's own client, which writes down
 * in a ledger whatever it sends and shows.
 */
export class Crowd {
  readonly ledger = new Recorder()
  readonly #visitors: Visitor[]
  readonly #inbox: InboxClient
  /** Room ids of the inbox by consumer id. */
  readonly #rooms = new Map<string, string>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #shown = new Map<string, number>()
  #talking = false

  constructor(private readonly options: CrowdOptions) {
    this.#visitors = Array.from({ length: options.visitors }, (_, i) => this.#makeVisitor(i))
    this.#inbox = new InboxClient({
      url: roomAddress(options.otherOrigin ?? options.origin, options.site),
      ports: this.#ports(frame => this.#consumerOf(frame.room_id)),
      storage: noStorage,
      token: () => options.token,
    })
    this.#inbox.subscribe(() => this.#look())
  }

  /** Connects everybody; every visitor has written and been heard at the desk when this resolves. */
  async start(): Promise<void> {
    this.#inbox.start()
    await until('the inbox', () => this.#inbox.getSnapshot().loaded)
    for (const visitor of this.#visitors) {
      visitor.client.start()
      this.#say(visitor)
    }
    await until(
      'everybody at the desk',
      () => this.#inbox.getSnapshot().open.size === this.#visitors.length && this.ledger.pending === 0,
      20_000,
    )
    this.#talking = true
    for (const visitor of this.#visitors) this.#keepTalking(visitor)
  }

  /** Nobody writes any more, every send has ended, and everybody has had `withinMs` to catch up. */
  async settle(stored: () => Promise<StoredRecord[]>, withinMs: number): Promise<number> {
    this.#talking = false
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    const began = performance.now()
    // A send ends within 30 s; what does not is what the ledger complains about.
    await until('the end of every send', () => this.ledger.pending === 0, 32_000).catch(() => {})
    const tops = await topsOf(stored)
    // Whether they have caught up is the ledger's to say, with the numbers.
    await until('everybody to catch up', () => this.#caughtUp(tops), withinMs).catch(() => {})
    return performance.now() - began
  }

  /** What everybody wrote down, and a fresh load of every room beside it, which they may take a heartbeat to equal. */
  async history(stored: () => Promise<StoredRecord[]>): Promise<History> {
    const fresh = new Crowd({ ...this.options, passes: () => true })
    fresh.#borrow(this)
    await fresh.#loadAll(await topsOf(stored))
    const loaded = fresh.#views('fresh')
    fresh.stop()
    const nothing = { sent: [], received: [], stored: [] }
    // How far the others have read is told by the heartbeat where the news of it was lost.
    await until(
      'everybody to hold what a reload shows',
      () => check({ ...nothing, held: this.#views('held'), fresh: loaded }).length === 0,
      HEARTBEAT + 1_000,
      250,
    ).catch(() => {})
    const views = { held: this.#views('held'), fresh: loaded }
    return { sent: this.ledger.sent, received: this.ledger.received, stored: await stored(), ...views }
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    for (const { client } of this.#visitors) client.stop()
    this.#inbox.stop()
  }

  #makeVisitor(index: number): Visitor {
    const consumer = `visitor-${index}`
    const { origin, otherOrigin = origin, site } = this.options
    const visitor: Visitor = {
      consumer,
      token: null,
      client: new ChatClient({
        url: chatAddress(index % 2 === 0 ? origin : otherOrigin, site, consumer),
        role: 'visitor',
        ports: this.#ports(() => consumer),
        storage: noStorage,
        token: () => visitor.token,
        keepToken: token => {
          visitor.token = token
        },
      }),
    }
    visitor.client.subscribe(() => {
      const { entries, sends } = visitor.client.getSnapshot()
      this.#show(consumer, 'visitors', consumer, entries)
      this.#giveUp(consumer, sends)
    })
    return visitor
  }

  #ports(roomOf: (frame: Told) => string): Ports {
    const real = openWith(WebSocket)
    const open: OpenSocket = (url, protocols, handlers) =>
      real(url, protocols, {
        close: handlers.close,
        message: text => {
          if (this.options.passes?.(text) === false) return
          const frame = JSON.parse(text) as Told
          if (frame.command === 'ack') this.ledger.ack(roomOf(frame), frame.client_id, frame.id, frame.seq)
          handlers.message(text)
        },
      })
    return { clock: systemClock, open, wake: neverWake, random: () => this.options.random.float() }
  }

  #consumerOf(roomId: string): string {
    return this.#inbox.getSnapshot().byId.get(roomId)?.consumer ?? roomId
  }

  #look(): void {
    const { byId, open } = this.#inbox.getSnapshot()
    for (const [id, { consumer }] of byId) {
      if (consumer === null || this.#rooms.has(consumer)) continue
      this.#rooms.set(consumer, id)
      this.#inbox.openRoom(id)
    }
    for (const [id, room] of open) {
      const consumer = this.#consumerOf(id)
      this.#show('inbox', 'members', consumer, room.entries)
      this.#giveUp(consumer, room.sends)
    }
  }

  /** Writes down what a client shows that it did not show before. */
  #show(client: string, audience: Audience, room: string, entries: readonly Entry[]): void {
    const key = `${client} ${room}`
    const known = this.#shown.get(key) ?? 0
    for (const { seq, id, client_id } of entries.slice(known)) {
      this.ledger.receive(client, audience, room, seq, id)
      // Whoever sees their own words in the journal waits for no ack any more.
      if (client_id !== undefined) this.ledger.seen(client, room, client_id, id, seq)
    }
    this.#shown.set(key, Math.max(known, entries.length))
  }

  #giveUp(room: string, sends: Outbox): void {
    for (const send of sends) if (send.status === 'failed') this.ledger.fail(room, send.clientId)
  }

  #say({ consumer, client }: Visitor): void {
    const clientId = client.send(`Words of ${consumer}, the ${this.ledger.sent.length}th of all`)
    this.ledger.send(consumer, 'visitors', consumer, clientId)
  }

  #answer(consumer: string): void {
    const room = this.#rooms.get(consumer)
    if (room === undefined) return
    // Notes make the two numberings differ.
    const isNote = this.options.random.chance(0.3)
    const clientId = isNote
      ? this.#inbox.note(room, `A note on ${consumer}`)
      : this.#inbox.send(room, `An answer to ${consumer}`)
    this.ledger.send('inbox', 'members', consumer, clientId)
  }

  #keepTalking(visitor: Visitor): void {
    const { random, pause } = this.options
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer)
        if (!this.#talking) return
        // While nothing gets through, a person does not type a hundred messages into the void.
        if (visitor.client.getSnapshot().sends.length < 5) this.#say(visitor)
        if (random.chance(0.3) && this.#unanswered(visitor.consumer) < 5) this.#answer(visitor.consumer)
        this.#keepTalking(visitor)
      },
      random.float() * 2 * pause,
    )
    this.#timers.add(timer)
  }

  #unanswered(consumer: string): number {
    const room = this.#rooms.get(consumer)
    return room === undefined ? 0 : (this.#inbox.getSnapshot().open.get(room)?.sends.length ?? 0)
  }

  #caughtUp(tops: Tops): boolean {
    return [...tops].every(
      ([consumer, top]) =>
        last(this.#entriesAt('members', consumer)) === top.seq &&
        last(this.#entriesAt('visitors', consumer)) === top.publicSeq,
    )
  }

  #entriesAt(audience: Audience, consumer: string): readonly Entry[] {
    const room = this.#rooms.get(consumer)
    if (audience === 'visitors') return this.#visitorOf(consumer)?.client.getSnapshot().entries ?? []
    return room === undefined ? [] : (this.#inbox.getSnapshot().open.get(room)?.entries ?? [])
  }

  #visitorOf(consumer: string): Visitor | undefined {
    return this.#visitors.find(visitor => visitor.consumer === consumer)
  }

  #views(name: string): View[] {
    const rows = this.#inbox.getSnapshot().byId
    return this.#visitors.flatMap(({ consumer, client }) => {
      const { read, unread, othersRead } = client.getSnapshot()
      const row = rows.get(this.#rooms.get(consumer) ?? '')
      const view = (audience: Audience, who: string, facts: object): View => ({
        client: `${name} ${who}`,
        audience,
        room: consumer,
        entries: this.#entriesAt(audience, consumer).map(({ seq, id, content }) => ({ seq, id, content })),
        facts: { ...facts },
      })
      return [
        view('visitors', consumer, { read, unread, othersRead }),
        view('members', 'inbox', {
          status: row?.status,
          seq: row?.seq,
          message_count: row?.message_count,
          last: row?.last?.id,
          read: row?.read,
          unread: row?.unread,
          visitor_read: row?.visitor_read,
        }),
      ]
    })
  }

  /** Comes with the other's credentials, as somebody who was not there. */
  #borrow(other: Crowd): void {
    for (const visitor of this.#visitors) visitor.token = other.#visitorOf(visitor.consumer)?.token ?? null
  }

  async #loadAll(tops: Tops): Promise<void> {
    this.#inbox.start()
    for (const { client } of this.#visitors) client.start()
    await until(
      'a fresh load of everything',
      () => {
        if (this.#inbox.getSnapshot().more === 'more') this.#inbox.loadMoreRooms()
        for (const [consumer, id] of this.#rooms) {
          this.#inbox.loadEarlier(id)
          this.#visitorOf(consumer)?.client.loadEarlier()
        }
        const isWhole = (audience: Audience, consumer: string) =>
          this.#entriesAt(audience, consumer)[0]?.seq === 1
        return (
          this.#caughtUp(tops) &&
          [...tops.keys()].every(consumer => isWhole('members', consumer) && isWhole('visitors', consumer))
        )
      },
      30_000,
    )
  }
}

interface Told {
  readonly command: string
  readonly room_id: string
  readonly client_id: string
  readonly id: string
  readonly seq: number
}

type Tops = ReadonlyMap<string, { readonly seq: number; readonly publicSeq: number }>

async function topsOf(stored: () => Promise<StoredRecord[]>): Promise<Tops> {
  const tops = new Map<string, { seq: number; publicSeq: number }>()
  for (const { room, seq, publicSeq } of await stored()) {
    const top = tops.get(room) ?? { seq: 0, publicSeq: 0 }
    tops.set(room, { seq: Math.max(top.seq, seq), publicSeq: Math.max(top.publicSeq, publicSeq ?? 0) })
  }
  return tops
}

const last = (entries: readonly Entry[]) => entries.at(-1)?.seq ?? 0
