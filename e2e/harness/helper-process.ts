import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { deadline } from './wait.js'

const alive = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/** A process of our own sources beside the test or the bench, that is talked to by messages. */
export class HelperProcess {
  readonly #inbox: unknown[] = []
  #wake: (() => void) | undefined

  private constructor(readonly child: ChildProcess) {
    child.on('message', message => {
      this.#inbox.push(message)
      this.#wake?.()
    })
    child.on('exit', () => this.#wake?.())
  }

  /** @param file a module of ours, with its whole path */
  static start(file: string, args: readonly string[], execArgv: readonly string[] = []): HelperProcess {
    const child = fork(file, [...args], {
      execArgv: [...execArgv, '--conditions=@deskbell/source', '--import', 'tsx'],
    })
    alive.add(child)
    child.once('exit', () => alive.delete(child))
    return new HelperProcess(child)
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the helper did not start')
    return this.child.pid
  }

  send(message: object): void {
    this.child.send(message)
  }

  /** The next message of the helper, in order. */
  async next<T>(withinMs = 120_000): Promise<T> {
    const arrived = async () => {
      while (this.#inbox.length === 0) {
        if (this.child.exitCode !== null) throw new Error(`a helper ended with ${this.child.exitCode}`)
        await new Promise<void>(resolve => {
          this.#wake = resolve
        })
      }
      return this.#inbox.shift() as T
    }
    return deadline(arrived(), withinMs, () => `a message of ${this.child.spawnargs.at(-1)}`)
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exited = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await exited
  }
}
