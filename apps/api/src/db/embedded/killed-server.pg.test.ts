import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { query } from '../../../test/cluster-query.js'
import { buildHolder, endHolders, type Program, startHolder } from '../../../test/holder-process.js'
import { readPostmasterPid } from './postmaster-pid.js'

let program: Program
let dataDir = ''
beforeAll(async () => {
  program = await buildHolder()
})
afterAll(() => program.remove())
beforeEach(async () => {
  dataDir = await mkdtemp('/tmp/deskbell-killed-')
})
afterEach(async () => {
  await endHolders()
  await rm(dataDir, { recursive: true, force: true })
})

const serve = (mode: 'serve' | 'migrate' = 'serve') => startHolder(program.file, mode, dataDir)
const postmaster = async () => (await readPostmasterPid(join(dataDir, 'postgres')))?.pid ?? 0
const alive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a server killed with -9 leaves its PostgreSQL running; the next one serves within 3 s and has every row', async () => {
  const first = serve()
  await first.says(/^ready$/)
  await query(dataDir, 'create table acked (n int primary key)')
  let server = first
  for (let round = 1; round <= 5; round++) {
    await query(dataDir, 'insert into acked values ($1)', [round])
    const before = await postmaster()
    await server.kill('SIGKILL')
    expect(alive(before)).toBe(true)
    const born = Date.now()
    server = serve()
    await server.says(/^ready$/)
    expect(Date.now() - born).toBeLessThan(3000)
    expect(await postmaster()).not.toBe(before)
    expect(await query(dataDir, 'select count(*)::int from acked')).toEqual([{ count: round }])
  }
  const last = await postmaster()
  await server.kill('SIGTERM')
  expect(alive(last)).toBe(false)
})

test('server and PostgreSQL killed together, sessions of theirs still at work: the next one starts', async () => {
  const first = serve()
  await first.says(/^ready$/)
  await query(dataDir, 'create table acked as select 1 as n')
  const busy = new pg.Client({ host: join(dataDir, 'run'), user: 'deskbell', database: 'postgres' })
  busy.on('error', () => {})
  await busy.connect()
  const work = busy.query('select count(*) from generate_series(1, 20000000)').catch(() => undefined)
  process.kill(await postmaster(), 'SIGKILL')
  await first.kill('SIGKILL')
  const second = serve()
  await second.says(/^ready$/)
  expect(await query(dataDir, 'select n from acked')).toEqual([{ n: 1 }])
  await second.kill('SIGTERM')
  await work
  await busy.end().catch(() => undefined)
})

test('a postmaster.pid that names a stranger is not believed, and the stranger is left alone', async () => {
  const first = serve()
  await first.says(/^ready$/)
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
  const text = await readFile(pidFile, 'utf8')
  await first.kill('SIGTERM')
  const stranger = startHolder(program.file, 'contend', join(dataDir, 'elsewhere'))
  await writeFile(pidFile, text.replace(/^\d+/, String(stranger.child.pid)))
  const second = serve()
  await second.says(/^ready$/)
  expect(alive(stranger.child.pid ?? 0)).toBe(true)
  await Promise.all([second.kill('SIGTERM'), stranger.kill('SIGKILL')])
})

test('Ctrl-C reaches the whole process group, but PostgreSQL serves until the server stops it', async () => {
  const server = serve()
  await server.says(/^ready$/)
  process.kill(-(server.child.pid ?? Number.NaN), 'SIGINT')
  await server.says(/^draining$/)
  expect(await query(dataDir, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.kill('SIGTERM')
  expect((await server.ended).code).toBe(0)
  expect(await postmaster()).toBe(0)
})

/** Random moments of a start, and how far it had come at each. */
async function killWithin(mode: 'serve' | 'migrate', after: RegExp, longest: number): Promise<void> {
  const server = serve(mode)
  await server.says(after)
  await wait(Math.random() * longest)
  await server.kill('SIGKILL')
}

// Eight first starts, each with an initdb of its own.
test('kill -9 at any moment of the first start: the next one finishes it', { timeout: 60_000 }, async () => {
  const found = new Set<string>()
  for (let round = 0; round < 8; round++) {
    await killWithin('serve', /^setting up PostgreSQL/, 450)
    const names = await readdir(dataDir)
    found.add(
      names.includes('postgres')
        ? 'whole'
        : names.some(name => name.startsWith('new-'))
          ? 'unfinished'
          : 'none',
    )
    if (round % 2 === 0) await killWithin('serve', /./, 100)
    const next = serve()
    await next.says(/^ready$/)
    expect(await query(dataDir, 'select 1 as one')).toEqual([{ one: 1 }])
    await next.kill('SIGTERM')
    expect((await readdir(dataDir)).filter(name => name.startsWith('new-'))).toEqual([])
    await rm(join(dataDir, 'postgres'), { recursive: true })
  }
  // If no kill struck before the end, this test would say nothing.
  expect([...found]).toContain('unfinished')
})

test('kill -9 at any moment of a migration: the next start finishes it', async () => {
  const migrations = (await readdir(new URL('../migrations', import.meta.url))).filter(name =>
    name.endsWith('.sql'),
  )
  let struck = 0
  for (let round = 0; round < 8; round++) {
    await killWithin('migrate', /^migrating$/, 60)
    const next = serve('migrate')
    await next.says(/^migrating$/)
    // Seen before the second one got anywhere: the first had not committed.
    const done = await query<{ n: number }>(
      dataDir,
      "select count(*)::int as n from pg_tables where schemaname = 'public'",
    )
    if (done[0]?.n === 0) struck += 1
    await next.says(/^ready$/)
    expect(await query(dataDir, 'select count(*)::int from drizzle.__drizzle_migrations')).toEqual([
      { count: migrations.length },
    ])
    await query(dataDir, 'drop schema public cascade; create schema public; drop schema drizzle cascade')
    await next.kill('SIGTERM')
  }
  expect(struck).toBeGreaterThan(0)
})
