import { execFile } from 'node:child_process'
import { lchown, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../../core/start-error.js'
import type { Binaries } from './binaries.js'

interface Owner {
  uid: number
  gid: number
}

/** How PostgreSQL, which refuses to run as root, is run. */
export interface RunAs {
  how: 'self' | 'namespace' | 'capability'
  /** Whom the cluster's files have to belong to; undefined: whoever runs this. */
  owner: Owner | undefined
  /** @returns the command and arguments to spawn instead; both keep the process id (they exec, they don't fork) */
  wrap(command: string, args: string[]): [command: string, args: string[]]
}

const self: RunAs = { how: 'self', owner: undefined, wrap: (command, args) => [command, args] }

/**
 * Root of the machine, somebody else inside: to the file system it is still root, so every folder of root's stays
 * reachable, but PostgreSQL sees another user. The user id inside must have a name, initdb asks for it.
 */
const namespace = (inside: number): RunAs => ({
  how: 'namespace',
  owner: { uid: 0, gid: 0 },
  wrap: (command, args) => [
    'unshare',
    ['--user', `--map-user=${inside}`, `--map-group=${inside}`, '--', command, ...args],
  ],
})

/**
 * Really another user, who may pass closed folders (and nothing more). Without `no_setuid_fixup` the kernel
 * answers `access()` as if the capability were not there, and PostgreSQL would not find itself.
 */
const capability = (owner: Owner): RunAs => ({
  how: 'capability',
  owner,
  wrap: (command, args) => [
    'setpriv',
    [
      ...['--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups'],
      ...['--securebits', '+no_setuid_fixup'],
      ...['inh-caps', 'ambient-caps', 'bounding-set'].map(set => `--${set}=-all,+dac_override`),
      ...['--', command, ...args],
    ],
  ],
})

/**
 * Finds a way that works on this machine by trying it out on the real binary and folder: containers, hardened
 * kernels and other people's home folders each forbid one of them.
 *
 * @param only restricts the choice; tests want that
 * @throws StartError of kind `no-postgres`
 */
export async function chooseRunAs(dataDir: string, binaries: Binaries, only?: RunAs['how']): Promise<RunAs> {
  const ways = await candidates(dataDir)
  let reason = ''
  for (const way of ways.filter(way => only === undefined || way.how === only)) {
    const failure = await tryOut(way, dataDir, binaries)
    if (failure === undefined) return way
    reason = failure
  }
  const hint =
    process.getuid?.() === 0 ? 'Start as another user than root, or set DATABASE_URL' : 'Set DATABASE_URL'
  throw new StartError(
    'no-postgres',
    `The embedded PostgreSQL does not run here (${reason}). ${hint} to a PostgreSQL ${binaries.major} of your own.`,
  )
}

async function candidates(dataDir: string): Promise<RunAs[]> {
  if (process.getuid?.() !== 0) return [self]
  const users = await readUsers()
  const nobody = users.find(user => user.name === 'nobody') ?? { uid: 65534, gid: 65534 }
  const { uid } = await stat(join(dataDir, 'postgres')).catch(() => stat(dataDir))
  const other = users.find(user => user.uid === uid && uid !== 0)
  // Data of another user stays theirs, or they could not start without sudo any more.
  if (other !== undefined) return [capability(other), namespace(nobody.uid)]
  return [namespace(nobody.uid), capability(nobody)]
}

async function readUsers(): Promise<(Owner & { name: string })[]> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n')
  return lines.map(line => {
    const [name = '', , uid = '', gid = ''] = line.split(':')
    return { name, uid: Number.parseInt(uid, 10), gid: Number.parseInt(gid, 10) }
  })
}

/** @returns why it does not work, in one line; undefined if it does */
function tryOut(way: RunAs, dataDir: string, binaries: Binaries): Promise<string | undefined> {
  const script = '"$0" --version && test -w "$1" -a -x "$1"'
  const [command, args] = way.wrap('sh', ['-c', script, binaries.postgres, dataDir])
  return new Promise(resolve => {
    execFile(command, args, { timeout: 10_000 }, (error, _stdout, stderr) => {
      if (error === null) return resolve(undefined)
      resolve(stderr.trim().split('\n')[0] || `${command}: ${error.code ?? error.signal ?? 'failed'}`)
    })
  })
}

/** Gives the cluster to whom `way` needs; the folder itself last, so that a broken-off change is seen and finished. */
export async function giveTo(way: RunAs, folder: string): Promise<void> {
  if (way.owner === undefined || (await stat(folder)).uid === way.owner.uid) return
  const { uid, gid } = way.owner
  for (const entry of await readdir(folder, { recursive: true })) await lchown(join(folder, entry), uid, gid)
  await lchown(folder, uid, gid)
}
