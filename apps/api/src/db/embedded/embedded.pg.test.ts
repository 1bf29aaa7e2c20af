import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { query } from '../../../test/cluster-query.js'
import { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.js'
import { openCluster } from './open-cluster.js'
import { readPostmasterPid } from './postmaster-pid.js'

const silent = { info: () => {}, error: () => {} }
let dataDir = ''
let running: Embedded | undefined
const start = async (more: Partial<EmbeddedOptions> = {}) => {
  running = await startEmbedded({ dataDir, log: silent, ...more })
}
const stop = async () => {
  await running?.stop()
  running = undefined
}

beforeEach(async () => {
  dataDir = await mkdtemp('/tmp/deskbell-embedded-')
})
afterEach(async () => {
  await stop()
  await rm(dataDir, { recursive: true, force: true })
})

test('it is durable, UTF-8 whatever the shell says, and reachable over its private socket only', async () => {
  await start()
  const show = async (name: string) =>
    (await query<{ now: string }>(dataDir, `select current_setting('${name}') as now`))[0]?.now
  expect(await show('fsync')).toBe('on')
  expect(await show('synchronous_commit')).toBe('on')
  expect(await show('full_page_writes')).toBe('on')
  expect(await show('server_encoding')).toBe('UTF8')
  expect(await show('listen_addresses')).toBe('')
  const [database] = await query(
    dataDir,
    'select datlocprovider, datlocale from pg_database where datname = current_database()',
  )
  expect(database).toEqual({ datlocprovider: 'b', datlocale: 'C.UTF-8' })
  expect((await stat(join(dataDir, 'run'))).mode & 0o777).toBe(0o700)
})

test('what was committed is there at the next start', async () => {
  await start()
  await query(dataDir, 'create table kept as select generate_series(1, 1000) as n')
  await stop()
  expect(await readPostmasterPid(join(dataDir, 'postgres'))).toBeUndefined()
  await start()
  expect(await query(dataDir, 'select count(*)::int from kept')).toEqual([{ count: 1000 }])
})

async function killPostgres() {
  const { pid } = (await readPostmasterPid(join(dataDir, 'postgres'))) ?? { pid: 0 }
  expect(pid).toBeGreaterThan(1)
  process.kill(pid, 'SIGKILL')
}

/** A log of which single lines can be waited for. */
function listeningLog() {
  const waiting = new Map<string, () => void>()
  const note = (_fields: object, message: string) => waiting.get(message)?.()
  return {
    log: { info: note, error: note },
    says: (message: string) => new Promise<void>(resolve => waiting.set(message, resolve)),
  }
}

test('a PostgreSQL that is killed comes back by itself, with everything committed, every time', async () => {
  const { log, says } = listeningLog()
  await start({ log })
  await query(dataDir, 'create table kept as select 1 as n')
  for (let round = 0; round < 5; round++) {
    const [died, back] = [says('PostgreSQL died; starting it again'), says('PostgreSQL is back')]
    await killPostgres()
    await died
    await back
    expect(await query(dataDir, 'select n from kept')).toEqual([{ n: 1 }])
  }
})

test('a stop while PostgreSQL is being brought back leaves none running', async () => {
  const { log, says } = listeningLog()
  await start({ log })
  const died = says('PostgreSQL died; starting it again')
  await killPostgres()
  await died
  await stop()
  await expect(query(dataDir, 'select 1')).rejects.toMatchObject({
    code: expect.stringMatching(/ENOENT|ECONNREFUSED/),
  })
})

test('its log repeats nothing of what people wrote', async () => {
  await start()
  const canary = 'canary-4711'
  await query(dataDir, 'create table said (what text primary key, number int)')
  const say = (sql: string, ...values: unknown[]) => query(dataDir, sql, values)
  await say('insert into said values ($1)', canary)
  await expect(say('insert into said values ($1)', canary)).rejects.toMatchObject({ code: '23505' })
  await expect(say('insert into said values ($1, $2)', 'x', canary)).rejects.toMatchObject({ code: '22P02' })
  await expect(say(`select '${canary}'::json`)).rejects.toMatchObject({ code: '22P02' })
  await expect(say(`selec '${canary}'`)).rejects.toMatchObject({ code: '42601' })
  const log = await readFile(join(dataDir, 'postgres.log'), 'utf8')
  expect(log).toContain('ready to accept connections')
  expect(log).not.toContain(canary)
})

async function picture(folder: string): Promise<unknown> {
  const names = (await readdir(folder, { recursive: true })).sort()
  const stats = await Promise.all(['.', ...names].map(name => stat(join(folder, name))))
  return stats.map(({ mtimeMs, ctimeMs, uid, mode }, index) => [
    names[index - 1],
    mtimeMs,
    ctimeMs,
    uid,
    mode,
  ])
}

test('data of another major is refused in one line that names both, and not touched', async () => {
  await mkdir(join(dataDir, 'postgres', 'base'), { recursive: true })
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
  const before = await picture(dataDir)
  await expect(openCluster({ dataDir, databaseUrl: undefined }, silent)).rejects.toMatchObject({
    kind: 'other-postgres-major',
    message: expect.stringMatching(/PostgreSQL 17, and this Deskbell brings 18\. Nothing was changed[^\n]+$/),
  })
  await expect(start()).rejects.toMatchObject({ kind: 'other-postgres-major' })
  expect(await picture(dataDir)).toEqual(before)
})

test('a folder that is no PostgreSQL is refused and not touched', async () => {
  await mkdir(join(dataDir, 'postgres'))
  await writeFile(join(dataDir, 'postgres', 'mine.txt'), 'keep')
  const before = await picture(dataDir)
  await expect(openCluster({ dataDir, databaseUrl: undefined }, silent)).rejects.toMatchObject({
    kind: 'data-dir-unusable',
  })
  expect(await picture(dataDir)).toEqual(before)
})

test('a damaged cluster ends the start with what PostgreSQL says about it', async () => {
  await start()
  await stop()
  await rm(join(dataDir, 'postgres', 'global', 'pg_control'))
  await expect(start()).rejects.toMatchObject({
    kind: 'postgres-failed',
    message: expect.stringMatching(/^PostgreSQL does not start: [^\n]*pg_control[^\n]*postgres\.log\)$/),
  })
})
