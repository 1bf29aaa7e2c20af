import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/database.js'
import { layKeyDown, settleKey } from './restored-key.js'

let database: TestDatabase
let dataDir = ''
let epoch = ''
beforeAll(async () => {
  database = await testDatabase()
  epoch =
    (await database.pool.query<{ epoch: string }>('select epoch from installation')).rows[0]?.epoch ?? ''
})
afterAll(() => database.drop())
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'deskbell-key-'))
  await writeFile(join(dataDir, 'secret'), 'the old one\n')
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const key = 'n'.repeat(43)
const kept = () => readFile(join(dataDir, 'secret'), 'utf8')

test('a restore that was committed has its key, whoever looks next', async () => {
  await layKeyDown(dataDir, epoch, key)
  expect(await kept()).toBe('the old one\n')
  await settleKey(dataDir, database.pool)
  expect(await kept()).toBe(`${key}\n`)
  expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600)
  expect(await readdir(dataDir)).toEqual(['secret'])
  await settleKey(dataDir, database.pool)
  expect(await kept()).toBe(`${key}\n`)
})

test('a restore that was killed before its commit leaves the old key', async () => {
  await layKeyDown(dataDir, '00000000-0000-4000-8000-000000000000', key)
  expect((await stat(join(dataDir, 'secret.restored'))).mode & 0o777).toBe(0o600)
  await settleKey(dataDir, database.pool)
  expect(await kept()).toBe('the old one\n')
  expect(await readdir(dataDir)).toEqual(['secret'])
})
