import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashOf, manifests, once, sources } from './stamp.mjs'

let base = ''
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'deskbell-stamp-'))
})
afterEach(() => rm(base, { recursive: true, force: true }))

/** @returns whether the work was done this time */
async function did(hash, { succeeds = true, results = [] } = {}) {
  let worked = false
  const work = async () => {
    worked = true
    return succeeds
  }
  expect(await once('stamp', hash, results, work, base)).toBe(succeeds || !worked)
  return worked
}

test('work is done once for each state of its inputs', async () => {
  expect(await did('one')).toBe(true)
  expect(await did('one')).toBe(false)
  expect(await did('two')).toBe(true)
  expect(await did('one')).toBe(true)
})

test('work that failed is done again, also for a state that had been finished before it', async () => {
  expect(await did('one')).toBe(true)
  expect(await did('two', { succeeds: false })).toBe(true)
  expect(await did('one')).toBe(true)
})

test('work whose result somebody removed is done again', async () => {
  const results = ['made.txt']
  await writeFile(join(base, 'made.txt'), '')
  expect(await did('one', { results })).toBe(true)
  expect(await did('one', { results })).toBe(false)
  await rm(join(base, 'made.txt'))
  expect(await did('one', { results })).toBe(true)
})

test('the hash follows what is in the files, their names, and what else is told', async () => {
  const files = ['package.json', 'turbo.json']
  const hash = await hashOf(files, ['linux'])
  expect(await hashOf(files.toReversed(), ['linux'])).toBe(hash)
  expect(await hashOf(files, ['darwin'])).not.toBe(hash)
  expect(await hashOf(['package.json'], ['linux'])).not.toBe(hash)
  expect(await hashOf(['package.json', 'missing.json'], ['linux'])).toBe(
    await hashOf(['package.json'], ['linux']),
  )
})

test('a build depends on the sources of every package, not on tests or results', async () => {
  const files = await sources()
  expect(files).toContain('apps/api/src/main.ts')
  expect(files).toContain('apps/api/src/db/migrations/0000_first.sql')
  expect(files).toContain('packages/protocol/package.json')
  expect(files.filter(file => /node_modules|\/dist\/|\.test\./.test(file))).toEqual([])
  expect(await manifests()).toEqual(
    expect.arrayContaining(['package.json', 'e2e/package.json', 'apps/admin/package.json']),
  )
})
