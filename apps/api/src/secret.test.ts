import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSecret } from './secret.js'

let dataDir = ''
beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'deskbell-secret-')), 'data')
})
afterEach(() => rm(join(dataDir, '..'), { recursive: true, force: true }))

test('SECRET is taken as it is, and nothing is written', async () => {
  expect(await readSecret({ secret: 'given', dataDir })).toBe('given')
  await expect(stat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('without SECRET one is made once, kept, and closed to other users', async () => {
  const made = await readSecret({ secret: undefined, dataDir })
  expect(made).toMatch(/^[\w-]{43}$/)
  expect(await readSecret({ secret: undefined, dataDir })).toBe(made)
  const file = join(dataDir, 'secret')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await readFile(file, 'utf8')).trim()).toBe(made)
})

test('servers that start at the same moment take the same one and leave nothing else', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => readSecret({ secret: undefined, dataDir })))
  expect(new Set(made).size).toBe(1)
  expect(await readdir(dataDir)).toEqual(['secret'])
})

test('a damaged key stops the start instead of signing with it', async () => {
  await readSecret({ secret: undefined, dataDir })
  await writeFile(join(dataDir, 'secret'), '\n')
  await expect(readSecret({ secret: undefined, dataDir })).rejects.toMatchObject({
    kind: 'data-dir-unusable',
  })
})
