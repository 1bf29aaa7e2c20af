import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WidgetFile } from './widget-files.js'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskbell-widget-'))
  path = join(folder, 'loader.js')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('the file is cut where the configuration goes, and a new build is served without a restart', async () => {
  await writeFile(path, 'a=__DESKBELL_CONFIG__;')
  const file = new WidgetFile(path, 0)
  const first = await file.read()
  expect(first).toMatchObject({ before: 'a=', after: ';' })
  expect(await file.read()).toBe(first)
  await writeFile(path, 'b=__DESKBELL_CONFIG__;')
  await utimes(path, new Date(), new Date(Date.now() + 5_000))
  expect(await file.read()).toMatchObject({ before: 'b=' })
})

test('between two looks the disk is left alone', async () => {
  await writeFile(path, 'a=__DESKBELL_CONFIG__;')
  const file = new WidgetFile(path)
  const first = await file.read()
  await rm(path)
  expect(await file.read()).toBe(first)
})

test('what is not there yet is served once it is; a file without its one place is none', async () => {
  const file = new WidgetFile(path, 0)
  const notBuilt = { kind: 'unavailable', message: expect.stringContaining('npm run build') }
  await expect(file.read()).rejects.toMatchObject(notBuilt)
  for (const text of ['nothing', '__DESKBELL_CONFIG__ __DESKBELL_CONFIG__']) {
    await writeFile(path, text)
    await expect(file.read()).rejects.toMatchObject(notBuilt)
  }
  await writeFile(path, 'a=__DESKBELL_CONFIG__;')
  expect(await file.read()).toMatchObject({ before: 'a=' })
})
