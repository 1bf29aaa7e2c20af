import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { delimiter, join } from 'node:path'

const folders = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/bin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
]

/** The program, or undefined where there is none: its tests are skipped then, but never in CI. */
const redisProgram = [
  process.env.REDIS_SERVER_PATH,
  ...folders.map(folder => join(folder, 'redis-server')),
].find((path): path is string => path !== undefined && existsSync(path))

/** For `describe.skipIf`. */
export const lacksRedis = redisProgram === undefined && process.env.CI !== 'true'

const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/** A redis-server of the caller's own on a free port of loopback, which writes nothing to disk. End it with `close`. */
export class TestRedis {
  #child: ChildProcess | undefined

  private constructor(
    readonly port: number,
    readonly folder: string,
  ) {}

  static async start(): Promise<TestRedis> {
    const redis = new TestRedis(await freePort(), await mkdtemp('/tmp/deskbell-redis-'))
    await redis.start()
    return redis
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error('redis-server does not run')
    return this.#child.pid
  }

  /** Everything that is published from now on, as Redis hands it on. */
  async overhear(): Promise<{ text(): string; end(): void }> {
    const socket = connect(this.port, '127.0.0.1')
    let text = ''
    socket.setEncoding('utf8').on('data', (some: string) => {
      text += some
    })
    socket.write('PSUBSCRIBE *\r\n')
    await once(socket, 'data')
    return { text: () => text, end: () => socket.destroy() }
  }

  /** Once more on the same port, after a kill. */
  async start(): Promise<void> {
    if (redisProgram === undefined) throw new Error('there is no redis-server')
    const listen = ['--port', String(this.port), '--bind', '127.0.0.1']
    const keepNothing = ['--save', '', '--appendonly', 'no', '--dir', this.folder]
    const child = spawn(redisProgram, [...listen, ...keepNothing], { stdio: 'ignore' })
    this.#child = child
    alive.add(child)
    child.once('exit', () => alive.delete(child))
    const end = Date.now() + 10_000
    while (!(await answers(this.port))) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`)
      if (Date.now() > end) throw new Error('redis-server does not answer')
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  async close(): Promise<void> {
    await this.kill()
    await rm(this.folder, { recursive: true, force: true })
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    const end = (good: boolean) => {
      socket.destroy()
      resolve(good)
    }
    socket.setTimeout(1_000, () => end(false))
    socket.on('data', data => end(String(data).startsWith('+PONG')))
    socket.on('error', () => end(false))
  })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
