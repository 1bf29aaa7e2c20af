import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { query } from '../../../test/cluster-query.js'
import { buildHolder, endHolders, type Program, startHolder } from '../../../test/holder-process.js'
import { borrowCluster } from './open-cluster.js'

const silent = { info: () => {}, error: () => {} }
let program: Program
let dataDir = ''
beforeAll(async () => {
  program = await buildHolder()
})
afterAll(() => program.remove())
beforeEach(async () => {
  dataDir = await mkdtemp('/tmp/deskbell-second-')
})
afterEach(async () => {
  await endHolders()
  await rm(dataDir, { recursive: true, force: true })
})

const serve = () => startHolder(program.file, 'serve', dataDir)

test('a second server is refused within 2 s by a line that names the first, 100 times, and no row is lost', async () => {
  const first = serve()
  await first.says(/^ready$/)
  await query(dataDir, 'create table acked (n int primary key)')
  const writer = new pg.Client({ host: join(dataDir, 'run'), user: 'deskbell', database: 'postgres' })
  await writer.connect()
  let acked = 0
  let writing = true
  const written = (async () => {
    while (writing) {
      await writer.query('insert into acked values ($1)', [acked + 1])
      acked += 1
    }
  })()
  for (let round = 0; round < 50; round++) {
    for (const { code, stderr, lived } of await Promise.all([serve().ended, serve().ended])) {
      expect(code).toBe(1)
      expect(stderr).toBe(
        `The data folder ${dataDir} is in use by process ${first.child.pid} at http://localhost:1. Stop it first, or set another DATA_DIR and PORT.\n`,
      )
      expect(lived).toBeLessThan(2000)
    }
  }
  writing = false
  await written
  await writer.end()
  await first.kill('SIGTERM')

  const next = serve()
  await next.says(/^ready$/)
  expect(acked).toBeGreaterThan(100)
  expect(await query(dataDir, 'select count(*)::int, max(n) from acked')).toEqual([
    { count: acked, max: acked },
  ])
  await next.kill('SIGTERM')
}, 60_000)

test('of two servers that start at the same moment one serves and one is refused', async () => {
  for (let round = 0; round < 5; round++) {
    const both = [serve(), serve()]
    const ends = await Promise.all(
      both.map(server =>
        server.says(/^ready$/).then(
          () => 'ready',
          async () => (await server.ended).code,
        ),
      ),
    )
    expect([...ends].sort()).toEqual([1, 'ready'])
    expect(await query(dataDir, 'select 1 as one')).toEqual([{ one: 1 }])
    await both[ends.indexOf('ready')]?.kill('SIGTERM')
  }
})

test('a command borrows the database of the server that runs, and leaves it running', async () => {
  const server = serve()
  await server.says(/^ready$/)
  const borrowed = await borrowCluster({ dataDir, databaseUrl: undefined }, silent)
  const client = new pg.Client(borrowed.connection)
  await client.connect()
  await client.query('create table made_by_command as select 1 as one')
  await client.end()
  await borrowed.stop()
  expect(await query(dataDir, 'select * from made_by_command')).toEqual([{ one: 1 }])
  await server.kill('SIGTERM')
})

test('a command without a server starts the database for itself, and a server can start after it', async () => {
  const borrowed = await borrowCluster({ dataDir, databaseUrl: undefined }, silent)
  await query(dataDir, 'create table made_by_command as select 1 as one')
  await borrowed.stop()
  const server = serve()
  await server.says(/^ready$/)
  expect(await query(dataDir, 'select * from made_by_command')).toEqual([{ one: 1 }])
  await server.kill('SIGTERM')
})

test('with DATABASE_URL the data folder is nobody’s', async () => {
  const elsewhere = await borrowCluster({ dataDir, databaseUrl: 'postgres://db/x' }, silent)
  expect(elsewhere.connection).toEqual({ connectionString: 'postgres://db/x' })
  await elsewhere.stop()
})
