import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A load balancer as plain as they come: TCP, each connection to the next node whose `/readyz` said yes at the last
 * look, nothing sticky, and no second try when that node is gone.
 */
export class Balancer {
  readonly #server: Server
  readonly #ready = new Set<number>()
  readonly #open = new Set<Socket>()
  #turn = 0
  #stopped = false
  /** Connections that met nobody. */
  refused = 0

  private constructor(
    private readonly nodes: readonly number[],
    private readonly everyMs: number,
  ) {
    this.#server = createServer(client => this.#pass(client))
  }

  /** @param nodes their ports */
  static async start(nodes: readonly number[], everyMs = 100): Promise<Balancer> {
    const balancer = new Balancer(nodes, everyMs)
    balancer.#server.listen(0, '127.0.0.1')
    await once(balancer.#server, 'listening')
    await Promise.all(nodes.map(port => balancer.#look(port)))
    for (const port of nodes) void balancer.#watch(port)
    return balancer
  }

  get origin(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the balancer does not listen')
    return `http://127.0.0.1:${address.port}`
  }

  sends(port: number): boolean {
    return this.#ready.has(port)
  }

  async close(): Promise<void> {
    this.#stopped = true
    for (const socket of this.#open) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #watch(port: number): Promise<void> {
    while (!this.#stopped) {
      await sleep(this.everyMs)
      await this.#look(port)
    }
  }

  async #look(port: number): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    await answer?.arrayBuffer().catch(() => {})
    if (answer?.ok === true) this.#ready.add(port)
    else this.#ready.delete(port)
  }

  #pass(client: Socket): void {
    const ready = this.nodes.filter(port => this.#ready.has(port))
    const port = ready[this.#turn++ % Math.max(1, ready.length)]
    if (port === undefined) {
      this.refused++
      client.destroy()
      return
    }
    const upstream = connect(port, '127.0.0.1')
    upstream.once('error', error => {
      if ('code' in error && error.code === 'ECONNREFUSED') this.refused++
    })
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        this.#open.delete(one)
        other.destroy()
      })
    }
  }
}
