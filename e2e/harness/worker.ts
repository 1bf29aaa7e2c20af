import { HelperProcess } from './helper-process.js'

type Orders = Readonly<Record<string, (argument: never) => Promise<unknown>>>

interface Answer {
  readonly value?: unknown
  readonly failed?: string
}

/**
 * In the helper process: does what it is ordered to and answers; says when it is ready for that.
 * @param work what it can do; its type is what a {@link Worker} is made with
 */
export function obey(work: Orders): void {
  process.on('message', ({ order, argument }: { order: string; argument: never }) => {
    const answer = (given: Answer) => process.send?.(given)
    work[order]?.(argument).then(
      value => answer({ value }),
      (error: unknown) => answer({ failed: String(error) }),
    )
  })
  process.send?.({})
}

/** The other side of {@link obey}. */
export class Worker<Work extends Orders> {
  private constructor(private readonly process: HelperProcess) {}

  /** @param file the helper's module, with its whole path; @param given what it finds as `process.argv[2]` */
  static async start<Work extends Orders>(file: string, given: object): Promise<Worker<Work>> {
    const process = HelperProcess.start(file, [JSON.stringify(given)])
    await process.next()
    return new Worker<Work>(process)
  }

  /** One order at a time. */
  async order<Name extends keyof Work & string>(
    order: Name,
    argument?: Parameters<Work[Name]>[0],
  ): Promise<Awaited<ReturnType<Work[Name]>>> {
    this.process.send({ order, argument })
    const { value, failed } = await this.process.next<Answer>()
    if (failed !== undefined) throw new Error(failed)
    return value as Awaited<ReturnType<Work[Name]>>
  }

  stop(): Promise<void> {
    return this.process.stop()
  }
}

/** By this clock the processes of one machine agree. Milliseconds. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6
