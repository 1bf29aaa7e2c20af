import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net'
import { Lane, type Weather } from './lane.js'

interface Pair {
  readonly client: Socket
  readonly upstream: Socket
  readonly lanes: readonly [Lane, Lane]
}

/**
 * Stands between two programs on loopback and does to their TCP connections what networks do. Counts what really struck:
 * a fault that met no connection proves nothing.
 */
export class FaultProxy {
  readonly #server: Server
  readonly #pairs = new Set<Pair>()
  readonly #weather: Weather = { held: false, delay: 0, rate: Number.POSITIVE_INFINITY }
  #refuses = false
  /** Connections that were cut while they were open. */
  cuts = 0
  /** Connections that were not let in. */
  refused = 0
  /** Connections that were open when everything was held, or came meanwhile. */
  held = 0

  private constructor(target: NetConnectOpts) {
    this.#server = createServer({ allowHalfOpen: true }, client => this.#join(client, target))
  }

  /** @param target a port on loopback, or where `net.connect` connects to */
  static async start(target: number | NetConnectOpts): Promise<FaultProxy> {
    const proxy = new FaultProxy(typeof target === 'number' ? { port: target, host: '127.0.0.1' } : target)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get port(): number {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the proxy does not listen')
    return address.port
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#pairs.size
  }

  /** Cuts the connections that `chosen` picks, without a goodbye in either direction. */
  cut(chosen: () => boolean = () => true): number {
    let count = 0
    for (const { client, upstream } of [...this.#pairs]) {
      if (client.readyState !== 'open' || !chosen()) continue
      client.resetAndDestroy()
      // A local socket knows no reset.
      if (upstream.remoteFamily === undefined) upstream.destroy()
      else upstream.resetAndDestroy()
      count++
    }
    this.cuts += count
    return count
  }

  /** As when the other side is not there: what is open is cut, what comes is cut at once. `false` ends it. */
  refuse(refuses = true): void {
    this.#refuses = refuses
    if (refuses) this.cut()
  }

  /** As when a cable is pulled: connections stay, new ones are taken, and nothing ever comes. `false` ends it. */
  hold(held = true): void {
    this.#change({ held })
    if (held) this.held += this.#pairs.size
  }

  /** @param milliseconds that everything takes longer in each direction */
  delay(milliseconds: number): void {
    this.#change({ delay: milliseconds })
  }

  /** @param rate bytes a second in each direction of each connection */
  throttle(rate: number): void {
    this.#change({ rate })
  }

  async close(): Promise<void> {
    for (const { client, upstream, lanes } of this.#pairs) {
      for (const lane of lanes) lane.stop()
      client.destroy()
      upstream.destroy()
    }
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket, target: NetConnectOpts): void {
    if (this.#refuses) {
      this.refused++
      client.resetAndDestroy()
      return
    }
    if (this.#weather.held) this.held++
    const upstream = connect({ ...target, allowHalfOpen: true })
    const lanes = [
      new Lane(client, upstream, this.#weather),
      new Lane(upstream, client, this.#weather),
    ] as const
    const pair = { client, upstream, lanes }
    this.#pairs.add(pair)
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => {})
      one.on('close', hadError => {
        // While everything is held, the other side learns nothing, not even of the end.
        if (hadError && !this.#weather.held) other.destroy()
        if (client.destroyed && upstream.destroyed) this.#pairs.delete(pair)
      })
    }
  }

  #change(weather: Partial<Weather>): void {
    Object.assign(this.#weather, weather)
    for (const { client, upstream, lanes } of this.#pairs) {
      if (client.destroyed) upstream.destroy()
      else if (upstream.destroyed) client.destroy()
      else for (const lane of lanes) lane.pump()
    }
  }
}
