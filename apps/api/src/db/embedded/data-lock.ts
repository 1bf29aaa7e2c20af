import { randomBytes } from 'node:crypto'
import { readdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from '../../core/start-error.js'
import { makeFolder } from './folders.js'
import { type ShortPath, shortPath } from './short-path.js'

export interface DataLock {
  /** Tells whoever is refused where this server answers. */
  describe(address: string): void
  release(): Promise<void>
}

interface Claim {
  /** `silent` is never said, only concluded: the kernel took the connection, but no answer came. */
  state: 'contending' | 'holding' | 'silent'
  pid: number
  address?: string
}
interface Rival {
  name: string
  claim: Claim
}

/** Milliseconds. Both together, and the start of Node, have to stay below the 2 s in which a second server is refused. */
const answerWithin = 400
const giveUpAfter = 1000

/**
 * Makes this process the only live server of `dataDir`, until `release` or the end of the process.
 *
 * Node has no flock, and a file with a pid in it outlives a kill -9. A listening Unix socket does not: the kernel
 * closes it with its process, and from then on a connection to its name is refused. So every contender first
 * makes a socket of its own visible under a name that is never used twice, and only then looks at the others:
 * of two contenders at least one sees the other. Names whose owner is dead are removed, a holder means refusal,
 * and between contenders the lower name waits and the higher one withdraws.
 *
 * @throws StartError of kind `data-dir-held` within 2 s, naming the holder
 */
export async function holdDataDir(dataDir: string): Promise<DataLock> {
  const folder = join(dataDir, 'lock')
  await makeFolder(dataDir)
  await makeFolder(folder, { closed: true })
  const short = await shortPath(await realpath(folder))
  const claim: Claim = { state: 'contending', pid: process.pid }
  const own = `${randomBytes(6).toString('hex')}.${process.pid}.sock`
  const server = await listen(short, own, claim)
  const release = async () => {
    await rm(join(short.path, own), { force: true })
    await new Promise(closed => server.close(closed))
    await short.close()
  }
  try {
    await outlast(short.path, own, dataDir)
  } catch (error) {
    await release()
    throw error
  }
  claim.state = 'holding'
  await sweep(short.path)
  return {
    describe(address) {
      claim.address = address
    },
    release,
  }
}

/** The socket appears under its final name only once it listens: before that it would look like a dead one. */
async function listen(folder: ShortPath, name: string, claim: Claim): Promise<Server> {
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.end(JSON.stringify(claim))
  })
  const unready = join(folder.path, `${name}.new`)
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed)
      server.listen(unready, listening)
    })
    await rename(unready, join(folder.path, name))
  } catch (error) {
    server.close()
    await folder.close()
    throw new StartError(
      'data-dir-unusable',
      `DATA_DIR cannot hold a Unix socket: ${(error as Error).message}`,
    )
  }
  server.unref()
  return server
}

async function outlast(folder: string, own: string, dataDir: string): Promise<void> {
  const end = Date.now() + giveUpAfter
  for (;;) {
    const rivals = await liveRivals(folder, own)
    const holder = rivals.find(rival => rival.claim.state === 'holding')
    const stronger = holder ?? rivals.find(rival => rival.name < own)
    if (stronger !== undefined) throw held(dataDir, stronger.claim)
    const [weaker] = rivals
    if (weaker === undefined) return
    if (Date.now() > end) throw held(dataDir, weaker.claim)
    await wait(10)
  }
}

function held(dataDir: string, { state, pid, address }: Claim): StartError {
  const who = address === undefined ? `process ${pid}` : `process ${pid} at ${address}`
  const doing = state === 'contending' ? 'is being opened by' : 'is in use by'
  return new StartError(
    'data-dir-held',
    `The data folder ${dataDir} ${doing} ${who}. Stop it first, or set another DATA_DIR and PORT.`,
  )
}

async function liveRivals(folder: string, own: string): Promise<Rival[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sock') && name !== own)
  const rivals = await Promise.all(names.map(name => ask(folder, name)))
  return rivals.filter(rival => rival !== undefined)
}

/** @returns undefined if the socket's owner is gone; its name is removed then, which is safe as no name comes twice */
async function ask(folder: string, name: string): Promise<Rival | undefined> {
  const end = Date.now() + answerWithin
  for (;;) {
    const answer = await readAnswer(join(folder, name), end - Date.now())
    if (answer === 'dead') break
    if (answer !== '') return { name, claim: JSON.parse(answer) as Claim }
    // An owner that dies between the connection and its answer looks the same as a busy one, for one try.
    if (Date.now() >= end) return { name, claim: { state: 'silent', pid: Number(name.split('.')[1]) } }
    await wait(10)
  }
  await rm(join(folder, name), { force: true })
  return undefined
}

function readAnswer(path: string, timeout: number): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(path)
    let text = ''
    const timer = setTimeout(() => socket.destroy(), timeout)
    socket.setEncoding('utf8')
    socket.on('data', part => {
      text += part
    })
    socket.on('end', () => resolve(text))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve('dead')
    })
    socket.on('close', () => {
      clearTimeout(timer)
      resolve('')
    })
  })
}

/** A process that was killed between listening and its final name leaves such a file; a minute is long for that step. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.new')) continue
    const file = join(folder, name)
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > 60_000) await rm(file, { force: true })
  }
}
