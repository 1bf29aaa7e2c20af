import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Bus, BusMessage } from '../realtime/bus.js'
import { connectRedis } from './connect.js'
import { decode, encode } from './envelope.js'
import { Roll } from './roll.js'

export interface RedisBusOptions {
  readonly url: string
  /** Keeps installations on one Redis apart; its databases do not, for messages. */
  readonly namespace: string
  /** Told once when Redis goes away and once when it is back, not at every attempt. */
  readonly onChange?: (connected: boolean) => void
  /** Milliseconds between two beats of this node. */
  readonly beat?: number
}

/** Beats of our own that may stay away before the connections are taken for half-open. */
const MAX_UNHEARD = 2
/** Beats after which a site that nobody follows any more is no longer subscribed to: people reload pages. */
const LINGER = 30
/** Channels in one SUBSCRIBE. */
const AT_ONCE = 1_000
/** Milliseconds for an answer of Redis. */
const PATIENCE = 2_000

/**
 * The bus on Redis' publish and subscribe: one channel for each site, one for everybody. A node hears its own beat
 * through both of its connections; so it knows that they work, also when nothing tells it that they do not.
 */
export class RedisBus implements Bus {
  private readonly nodeId = randomUUID()
  private readonly ears = new Set<(message: BusMessage) => void>()
  private readonly heardListeners = new Set<(siteIds: readonly string[]) => void>()
  private readonly followers = new Map<string, number>()
  /** Sites that this connection is subscribed to. */
  private readonly subscribed = new Set<string>()
  /** Sites that nobody follows, with the beats they are still kept for. */
  private readonly lingering = new Map<string, number>()
  private readonly roll: Roll
  private readonly everybody: string
  private readonly publisher: Redis
  private readonly subscriber: Redis
  private readonly timer: NodeJS.Timeout
  /** Beats sent since the last one that came back. */
  private unheard = 0
  /** Messages that could not be handed over, ever since. */
  private unsent = 0
  private lastLag = 0
  /** When the beat was sent that is still to come back. */
  private beatAt: number | null = null
  private connected = false
  private told: boolean | null = null
  private asking: Promise<void> | null = null
  private closed = false

  constructor(private readonly options: RedisBusOptions) {
    const beat = options.beat ?? 1_000
    this.roll = new Roll(3 * beat)
    this.everybody = `${options.namespace}:all`
    this.publisher = connectRedis(options.url, 'publisher', PATIENCE)
    this.subscriber = connectRedis(options.url, 'subscriber', PATIENCE)
    this.subscriber.on('message', (_channel: string, text: string) => this.receive(text))
    this.subscriber.on('ready', () => void this.listen())
    this.publisher.on('ready', () => this.beat())
    for (const redis of [this.publisher, this.subscriber]) redis.on('close', () => this.lost())
    this.timer = setInterval(() => this.beat(), beat)
    this.timer.unref()
  }

  get whole(): boolean {
    return this.connected && this.roll.complete
  }

  get lag(): number {
    return this.beatAt === null ? this.lastLag : Math.max(this.lastLag, performance.now() - this.beatAt)
  }

  publish(message: BusMessage): void {
    const channel = 'siteId' in message ? this.channelOf(message.siteId) : this.everybody
    // A hint that is lost is found by a look; the next beat asks for one.
    const lost = () => {
      this.unsent += 1
    }
    if (this.publisher.status === 'ready')
      this.publisher.publish(channel, encode(this.nodeId, message)).catch(lost)
    else lost()
  }

  subscribe(hear: (message: BusMessage) => void): () => void {
    this.ears.add(hear)
    return () => this.ears.delete(hear)
  }

  onHeard(listener: (siteIds: readonly string[]) => void): () => void {
    this.heardListeners.add(listener)
    return () => this.heardListeners.delete(listener)
  }

  follow(siteId: string): () => void {
    this.followers.set(siteId, (this.followers.get(siteId) ?? 0) + 1)
    this.lingering.delete(siteId)
    this.askForMissing()
    let following = true
    return () => {
      if (!following) return
      following = false
      const left = (this.followers.get(siteId) ?? 0) - 1
      if (left > 0) this.followers.set(siteId, left)
      else {
        this.followers.delete(siteId)
        this.lingering.set(siteId, LINGER)
      }
    }
  }

  async close(): Promise<void> {
    this.closed = true
    clearInterval(this.timer)
    if (this.publisher.status === 'ready')
      await this.publisher.publish(this.everybody, encode(this.nodeId, { type: 'bye' })).catch(() => {})
    this.publisher.disconnect()
    this.subscriber.disconnect()
  }

  private channelOf(siteId: string): string {
    return `${this.options.namespace}:site:${siteId}`
  }

  private receive(text: string): void {
    const envelope = decode(text)
    if (!envelope) return
    const { from, message } = envelope
    const own = from === this.nodeId
    if (message.type === 'bye') this.roll.left(from)
    else if (message.type === 'beat') {
      if (own) this.found()
      else if (this.roll.heard(from, message.lost)) this.tellHeard([...this.subscribed])
    } else if (!own && (!('siteId' in message) || this.followers.has(message.siteId))) {
      for (const hear of this.ears) hear(message)
    }
  }

  /** The beat that comes back says that both connections work. */
  private beat(): void {
    if (this.closed) return
    if (this.unheard >= MAX_UNHEARD) {
      this.unheard = 0
      for (const redis of [this.publisher, this.subscriber]) this.reconnect(redis)
      return
    }
    if (this.publisher.status === 'ready' && this.subscriber.status === 'ready') this.unheard += 1
    if (this.publisher.status === 'ready') {
      this.beatAt ??= performance.now()
      this.publisher
        .publish(this.everybody, encode(this.nodeId, { type: 'beat', lost: this.unsent }))
        .catch(() => {})
    }
    this.leaveForgotten()
  }

  private lost(): void {
    this.connected = false
    if (this.subscriber.status !== 'ready') this.subscribed.clear()
    this.report()
  }

  /** Both directions work: everything that is subscribed to is heard from now on. */
  private found(): void {
    this.unheard = 0
    if (this.beatAt !== null) this.lastLag = performance.now() - this.beatAt
    this.beatAt = null
    if (this.connected || this.closed || this.publisher.status !== 'ready') return
    this.connected = true
    this.report()
    this.tellHeard([...this.subscribed])
    this.askForMissing()
  }

  private report(): void {
    if (this.closed || this.told === this.connected) return
    this.told = this.connected
    this.options.onChange?.(this.connected)
  }

  /** A fresh connection is subscribed to nothing. */
  private async listen(): Promise<void> {
    this.subscribed.clear()
    this.unheard = 0
    try {
      await this.askFor([...this.followers.keys()])
      // Last: a beat that comes back then says that the sites are heard too.
      await this.subscriber.subscribe(this.everybody)
      this.beat()
    } catch {
      this.reconnect(this.subscriber)
    }
  }

  /** Half-open perhaps: waiting for TCP to notice would take minutes. */
  private reconnect(redis: Redis): void {
    this.lost()
    if (redis.status === 'ready') redis.disconnect(true)
  }

  private async askFor(siteIds: readonly string[]): Promise<void> {
    for (let at = 0; at < siteIds.length; at += AT_ONCE) {
      const some = siteIds.slice(at, at + AT_ONCE)
      await this.subscriber.subscribe(...some.map(siteId => this.channelOf(siteId)))
      for (const siteId of some) this.subscribed.add(siteId)
    }
  }

  /** Subscribes to what is followed since; one request at a time, and all that came meanwhile in the next. */
  private askForMissing(): void {
    if (this.asking || !this.connected) return
    const missing = [...this.followers.keys()].filter(siteId => !this.subscribed.has(siteId))
    if (missing.length === 0) return
    this.asking = this.askFor(missing)
      .then(
        () => this.tellHeard(missing),
        () => this.reconnect(this.subscriber),
      )
      .finally(() => {
        this.asking = null
        this.askForMissing()
      })
  }

  private tellHeard(siteIds: readonly string[]): void {
    if (siteIds.length > 0) for (const listener of this.heardListeners) listener(siteIds)
  }

  private leaveForgotten(): void {
    for (const [siteId, left] of this.lingering) {
      if (left > 0) {
        this.lingering.set(siteId, left - 1)
        continue
      }
      this.lingering.delete(siteId)
      if (!this.subscribed.delete(siteId)) continue
      this.subscriber.unsubscribe(this.channelOf(siteId)).catch(() => {})
    }
  }
}
