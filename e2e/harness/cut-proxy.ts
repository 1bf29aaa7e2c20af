import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** Stands between clients and a server on loopback and cuts their TCP connections when told. */
export class CutProxy {
  readonly #server: Server
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  /** Connections that were really cut while they were open. */
  cuts = 0

  private constructor(target: number) {
    this.#server = createServer(client => {
      const upstream = connect(target, '127.0.0.1')
      const pair = [client, upstream] as const
      this.#pairs.add(pair)
      for (const [one, other] of [pair, [upstream, client] as const]) {
        one.pipe(other)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          other.destroy()
          this.#pairs.delete(pair)
        })
      }
    })
  }

  static async start(target: number): Promise<CutProxy> {
    const proxy = new CutProxy(target)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get port(): number {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the proxy does not listen')
    return address.port
  }

  /** Cuts the connections that `chosen` picks, without a goodbye in either direction. */
  cut(chosen: () => boolean = () => true): number {
    let count = 0
    for (const [client, upstream] of [...this.#pairs]) {
      if (client.readyState !== 'open' || !chosen()) continue
      client.resetAndDestroy()
      upstream.resetAndDestroy()
      count++
    }
    this.cuts += count
    return count
  }

  async close(): Promise<void> {
    for (const [client, upstream] of this.#pairs) {
      client.destroy()
      upstream.destroy()
    }
    this.#server.close()
    await once(this.#server, 'close')
  }
}
