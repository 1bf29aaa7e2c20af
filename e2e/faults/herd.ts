import { join } from 'node:path'
import { Worker } from '../harness/worker.js'
import type { HerdRange, HerdWork } from './herd-process.js'

/**
 * Very many visitors with Deskbell's own way of coming back and the lightest of sockets, in two processes beside the
 * server: all share the cores of the machine.
 */
export class Herd {
  private constructor(private readonly parts: readonly Worker<HerdWork>[]) {}

  static async start(options: Omit<HerdRange, 'from'>): Promise<Herd> {
    const half = Math.ceil(options.count / 2)
    const ranges: HerdRange[] = [
      { ...options, from: 0, count: half },
      { ...options, from: half, count: options.count - half },
    ]
    const file = join(import.meta.dirname, 'herd-process.ts')
    return new Herd(await Promise.all(ranges.map(range => Worker.start<HerdWork>(file, range))))
  }

  /** What each part answers. */
  order<Order extends keyof HerdWork>(order: Order) {
    return Promise.all(this.parts.map(part => part.order(order)))
  }

  async stop(): Promise<void> {
    await Promise.all(this.parts.map(part => part.stop()))
  }
}
