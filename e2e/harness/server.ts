import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { stopLeftover } from '../../apps/api/src/db/embedded/leftover.js'
import { deadline, until } from './wait.js'

export const root = resolve(import.meta.dirname, '../..')

export interface ServerOptions {
  /** Run `dist`, as `npm start` does, or the sources. */
  readonly built?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** More options for node itself, such as `--expose-gc`. */
  readonly nodeOptions?: readonly string[]
  /** Modules to load before the server, to break or watch one of its parts; only beside the sources. */
  readonly preload?: readonly string[]
  /** A database that others use too, instead of one of its own. */
  readonly database?: pg.ClientConfig
  /** Gives the child an IPC channel, for a module that `nodeOptions` preload. */
  readonly ipc?: boolean
}

const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/** Starts a Deskbell of its own: own port, own data folder with its own PostgreSQL, no limits of rate. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  // A short path: the sockets of PostgreSQL lie in there.
  const server = new Server(await mkdtemp('/tmp/deskbell-e2e-'), await freePort(), options)
  try {
    await server.start()
  } catch (error) {
    await server.close()
    throw error
  }
  return server
}

/** A real server process and its data folder, which outlives a kill and ends with `close`. */
export class Server {
  #child: ChildProcess | undefined
  readonly #log: string[] = []

  constructor(
    readonly dataDir: string,
    readonly port: number,
    readonly options: ServerOptions,
  ) {}

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get wsOrigin(): string {
    return `ws://127.0.0.1:${this.port}`
  }

  get pid(): number {
    const pid = this.#child?.pid
    if (pid === undefined) throw new Error('the server does not run')
    return pid
  }

  get child(): ChildProcess {
    if (this.#child === undefined) throw new Error('the server does not run')
    return this.#child
  }

  /** What the server wrote to its outputs, for the error of a test that failed. */
  get log(): string {
    return this.#log.join('')
  }

  /** The lines of the log (their first thousand characters) that tell of a fault of the server's own. */
  get faults(): string[] {
    const lines = this.log.split('\n').filter(line => /"level":(?:50|60)|Error:/.test(line))
    return lines.map(line => line.slice(0, 1_000))
  }

  /** @returns milliseconds until it was ready */
  async start(): Promise<number> {
    const began = performance.now()
    // Node itself and no wrapper, so that the child's pid is the one that listens.
    const child = spawn(process.execPath, [...(this.options.nodeOptions ?? []), ...program(this.options)], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ...(process.env.TMPDIR === undefined ? {} : { TMPDIR: process.env.TMPDIR }),
        NODE_ENV: 'production',
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        RATE_LIMITS: 'off',
        LOG_LEVEL: 'warn',
        ...(this.options.database ? { DATABASE_URL: urlOf(this.options.database) } : {}),
        ...this.options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe', ...(this.options.ipc === true ? ['ipc' as const] : [])],
    })
    alive.add(child)
    child.once('exit', () => alive.delete(child))
    for (const output of [child.stdout, child.stderr]) {
      output?.setEncoding('utf8').on('data', (text: string) => this.#log.push(text))
    }
    this.#child = child
    await until(
      `a ready server, which wrote:\n${this.log}`,
      async () => {
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}:\n${this.log}`)
        }
        const answer = await fetch(`${this.origin}/readyz`).catch(() => undefined)
        await answer?.arrayBuffer()
        return answer?.ok === true
      },
      60_000,
      10,
    )
    return performance.now() - began
  }

  /** As a power cut for the process; its PostgreSQL keeps running until the next start or `close`. */
  async kill9(): Promise<void> {
    await this.#end('SIGKILL')
    const listens = await fetch(`${this.origin}/healthz`).catch(() => undefined)
    if (listens !== undefined) throw new Error(`somebody still listens on ${this.port} after the kill`)
  }

  /**
   * As Ctrl-C and systemd do it; an exit code other than 0 is an error.
   * @returns milliseconds from SIGTERM to the exit
   */
  async stop(): Promise<number> {
    const began = performance.now()
    const code = await this.#end('SIGTERM')
    if (code !== 0) throw new Error(`SIGTERM ended the server with ${code}:\n${this.log}`)
    return performance.now() - began
  }

  /** Runs one SQL query on this server's database. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(this.database)
    await client.connect()
    try {
      return (await client.query<Row>(text, values)).rows
    } finally {
      await client.end()
    }
  }

  /** How to reach this server's database. */
  get database(): pg.ClientConfig {
    return (
      this.options.database ?? {
        host: join(this.dataDir, 'run'),
        port: 5432,
        user: 'deskbell',
        database: 'postgres',
      }
    )
  }

  /** Stops everything this server started and removes its data. */
  async close(): Promise<void> {
    try {
      if (this.#child !== undefined) await this.#end('SIGTERM')
    } finally {
      await stopLeftover(join(this.dataDir, 'postgres'))
      await rm(this.dataDir, { recursive: true, force: true, maxRetries: 3 })
    }
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null
    const exited = once(child, 'exit')
    child.kill(signal)
    await deadline(exited, 20_000, () => `the exit after ${signal}:\n${this.log}`).catch(async error => {
      child.kill('SIGKILL')
      await sleep(100)
      throw error
    })
    return child.exitCode
  }
}

/** A socket's folder has no place in an address but this. */
const urlOf = ({ host = '', port = 5432, user = '', database = '' }: pg.ClientConfig) =>
  `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`

/** `MUTANT=name` breaks every server of a run on purpose; see e2e/faults/mutations.test.ts. */
const mutants = (name = process.env.MUTANT) =>
  name ? [join(import.meta.dirname, `../faults/mutants/${name}.ts`)] : []

function program({ built = process.env.E2E_BUILT === '1', preload = [] }: ServerOptions): string[] {
  const modules = [...preload, ...mutants()]
  if (!built || modules.length > 0) {
    const imports = ['tsx', ...modules].flatMap(path => ['--import', path])
    return ['--conditions=@deskbell/source', ...imports, join(root, 'apps/api/src/main.ts')]
  }
  const main = join(root, 'apps/api/dist/main.js')
  if (!existsSync(main)) throw new Error('the API is not built: run `npm run build` first')
  return [main]
}

/** A port nobody listens on now. Kept over restarts, which port 0 would not be. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
