import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildHolder, endHolders, type Program, startHolder } from '../../../test/holder-process.js'
import { holdDataDir } from './data-lock.js'

let program: Program
let dataDir = ''
beforeAll(async () => {
  program = await buildHolder()
})
afterAll(() => program.remove())
beforeEach(async () => {
  dataDir = await mkdtemp('/tmp/deskbell-lock-')
})
afterEach(async () => {
  await endHolders()
  await rm(dataDir, { recursive: true, force: true })
})

test('a held folder refuses, naming the holder, until it is released', async () => {
  const first = await holdDataDir(dataDir)
  await expect(holdDataDir(dataDir)).rejects.toMatchObject({
    kind: 'data-dir-held',
    message: expect.stringContaining(`${dataDir} is in use by process ${process.pid}.`),
  })
  first.describe('http://localhost:8000')
  await expect(holdDataDir(dataDir)).rejects.toThrow(
    `in use by process ${process.pid} at http://localhost:8000.`,
  )
  await first.release()
  const second = await holdDataDir(dataDir)
  await second.release()
  expect(await readdir(join(dataDir, 'lock'))).toEqual([])
})

test('it is one folder by whatever path it is reached, and however long that is', async () => {
  const long = join(dataDir, 'x'.repeat(100), 'y'.repeat(100))
  const lock = await holdDataDir(long)
  await symlink(long, join(dataDir, 'short'))
  await expect(holdDataDir(join(dataDir, 'short'))).rejects.toMatchObject({ kind: 'data-dir-held' })
  await lock.release()
})

test('a kill -9 releases at once, and what it left is cleaned away', async () => {
  const holder = startHolder(program.file, 'contend', dataDir)
  for (let round = 0; round < 3; round++) {
    const other = round === 0 ? holder : startHolder(program.file, 'contend', dataDir)
    other.child.stdin?.write('go\n')
    expect(await other.next()).toBe('won')
    await other.kill('SIGKILL')
    expect(await readdir(join(dataDir, 'lock'))).toHaveLength(1)
  }
  const lock = await holdDataDir(dataDir)
  expect(await readdir(join(dataDir, 'lock'))).toHaveLength(1)
  await lock.release()
})

test('a holder that is too busy to answer still holds', async () => {
  const holder = startHolder(program.file, 'contend', dataDir)
  holder.child.stdin?.write('go\n')
  expect(await holder.next()).toBe('won')
  holder.child.kill('SIGSTOP')
  const asked = Date.now()
  await expect(holdDataDir(dataDir)).rejects.toThrow(`in use by process ${holder.child.pid}.`)
  expect(Date.now() - asked).toBeLessThan(2000)
  await holder.kill('SIGKILL')
})

test('of those that start at the very same moment exactly one wins, 100 times', async () => {
  const contenders = Array.from({ length: 4 }, () => startHolder(program.file, 'contend', dataDir))
  const all = async (command: string) => {
    for (const { child } of contenders) child.stdin?.write(`${command}\n`)
    return Promise.all(contenders.map(contender => contender.next()))
  }
  for (let round = 0; round < 100; round++) {
    expect((await all('go')).sort(), `round ${round}`).toEqual(['refused', 'refused', 'refused', 'won'])
    await all('release')
  }
  await Promise.all(contenders.map(contender => contender.kill('SIGKILL')))
})

test.each(['/proc/deskbell/data', '/dev/null/data'])(
  '%s, which cannot be made, is refused in one line',
  async folder => {
    await expect(holdDataDir(folder)).rejects.toMatchObject({
      kind: 'data-dir-unusable',
      message: expect.stringMatching(/^DATA_DIR cannot be used: [^\n]+$/),
    })
  },
)
