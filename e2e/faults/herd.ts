import { join } from 'node:path'
import { HelperProcess } from '../harness/helper-process.js'

/** Whose clients a process holds: visitors `from` up to, and without, `from + count`. */
export interface HerdRange {
  readonly origin: string
  readonly site: string
  readonly from: number
  readonly count: number
}

export interface HerdOrder {
  readonly do: keyof HerdAnswers
}

export interface HerdAnswers {
  /** Everybody was greeted once; the room of each. */
  open: { readonly rooms: readonly string[] }
  /** From now on it counts who loses their socket. */
  mark: object
  cut: object
  /** When each was greeted again, by {@link now}; 0 for who is not back, or was never away. */
  back: { readonly greeted: readonly number[]; readonly attempts: number; readonly refused: number }
  /** Milliseconds from the sending to the arrival of each marked message since the last question. */
  told: { readonly latencies: readonly number[]; readonly open: number }
}

/** By this clock processes of one machine agree. Milliseconds. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6

/** A message that says when it was sent. */
export const marked = (): string => `at:${now()}`
export const sentAt = (content: string): number | undefined =>
  content.startsWith('at:') ? Number(content.slice(3)) : undefined

/**
 * Very many visitors with Deskbell's own way of coming back and the lightest of sockets, in two processes beside the
 * server: all share the cores of the machine.
 */
export class Herd {
  private constructor(private readonly parts: readonly HelperProcess[]) {}

  static async start(
    options: Pick<HerdRange, 'origin' | 'site'> & { readonly count: number },
  ): Promise<Herd> {
    const { origin, site, count } = options
    const half = Math.ceil(count / 2)
    const parts = [
      { origin, site, from: 0, count: half },
      { origin, site, from: half, count: count - half },
    ].map(range => HelperProcess.start(join(import.meta.dirname, 'herd-process.ts'), [JSON.stringify(range)]))
    await Promise.all(parts.map(part => part.next()))
    return new Herd(parts)
  }

  /** What each part answers. */
  async order<Order extends HerdOrder['do']>(order: Order): Promise<HerdAnswers[Order][]> {
    for (const part of this.parts) part.send({ do: order } satisfies HerdOrder)
    return Promise.all(
      this.parts.map(async part => {
        const answer = await part.next<HerdAnswers[Order] & { failed?: string }>()
        if (answer.failed !== undefined) throw new Error(answer.failed)
        return answer
      }),
    )
  }

  async stop(): Promise<void> {
    await Promise.all(this.parts.map(part => part.stop()))
  }
}
