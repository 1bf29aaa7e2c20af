import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { EVENTS } from '../src/loader/host/events.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

test('deskbell.d.ts compiles as owners use it, with nothing else around', async () => {
  const flags = ['--noEmit', '--ignoreConfig', '--strict', '--target', 'es2020', '--lib', 'es2020,dom']
  const tsc = at('../../../node_modules/.bin/tsc')
  const run = promisify(execFile)(tsc, [...flags, at('../deskbell.d.ts'), at('owner/usage.ts')], {
    cwd: at('owner'),
  })
  // tsc tells errors on its output.
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
}, 30_000)

test('types and document name every event, and every call', async () => {
  const types = await readFile(at('../deskbell.d.ts'), 'utf8')
  const document = await readFile(at('../../../docs/widget-api.md'), 'utf8')
  const typed = types.slice(
    types.indexOf('interface DeskbellEvents'),
    types.indexOf('interface DeskbellFunction'),
  )
  expect([...typed.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name)).toEqual([...EVENTS])
  for (const event of EVENTS) expect(document).toContain(`| \`${event}\` |`)
  for (const act of ['open', 'close', 'toggle', 'show', 'hide', 'send', 'on', 'off'])
    expect(document).toContain(`Deskbell('${act}'`)
})
