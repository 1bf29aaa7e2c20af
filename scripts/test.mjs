// `npm test`: everything, also after a failure, and at the end what ran. Its last line sums it up.
import './parts/node-version.mjs'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getChromium } from './parts/chromium.mjs'
import { countPlaywright, counts, countVitest } from './parts/counts.mjs'
import { ensureBuilt, ensureInstalled } from './parts/prepare.mjs'
import { getRedis } from './parts/redis.mjs'
import { root, run } from './parts/run.mjs'
import { thoroughSteps } from './parts/static-steps.mjs'

const inCi = process.env.CI === 'true'
const reports = await mkdtemp(join(tmpdir(), 'deskbell-reports-'))
const rows = []

/** @param {() => Promise<object | object[]>} work to be counted as one row, or as rows with names of their own */
async function step(name, work) {
  const began = performance.now()
  console.log(`\n▸ ${name}`)
  for (const { ms = performance.now() - began, ...counted } of [await settled(work)].flat()) {
    rows.push({ name, ...counted, seconds: (ms / 1000).toFixed(1) })
  }
}

/** A step that throws has failed, and the others run all the same. */
const settled = work =>
  work().catch(error => {
    console.error(error)
    return counts(0, 1)
  })

const passes = good => (good ? counts(1, 0) : counts(0, 1))

/** Whoever works on their own machine may go on without a piece, and is told; CI may not. */
function lacking(message) {
  console.log(message)
  return inCi ? counts(0, 1) : counts(0, 0, 1)
}

await step('install', async () => passes(await ensureInstalled()))
for (const { name, work } of thoroughSteps) {
  await step(name, async () => {
    const { code, output } = await work()
    if (code !== 0) console.log(output.trimEnd())
    return passes(code === 0)
  })
}
await step('build', async () => passes(await ensureBuilt()))

const redis = await getRedis()
if ('missing' in redis)
  await step('redis-server', async () =>
    lacking(
      `There is no redis-server: the tests of several nodes are skipped. This gets one:\n  ${redis.missing}`,
    ),
  )

await step('unit, PostgreSQL, socket', async () => {
  const file = join(reports, 'vitest.json')
  const { code, output } = await run(
    ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    {
      minutes: 20,
      env: { E2E_BUILT: '1', ...('path' in redis ? { REDIS_SERVER_PATH: redis.path } : {}) },
    },
  )
  if (output) console.log(output)
  return countVitest(file, code)
})

await step('browser, accessibility', async () => {
  if (!existsSync(join(root, 'e2e/playwright.config.ts'))) return lacking('There are no browser tests.')
  const chromium = await getChromium()
  if ('missing' in chromium) {
    return lacking(`There is no Chromium for the browser tests. This gets one:\n  ${chromium.missing}`)
  }
  const file = join(reports, 'playwright.json')
  const { code, output } = await run(
    [join(root, 'e2e/node_modules/.bin/playwright'), 'test', '--pass-with-no-tests', '--reporter=list,json'],
    {
      cwd: join(root, 'e2e'),
      minutes: 25,
      env: {
        CHROMIUM_PATH: chromium.path,
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        E2E_BUILT: '1',
      },
    },
  )
  if (output) console.log(output)
  return countPlaywright(file, code)
})

await rm(reports, { recursive: true, force: true })

const sum = key => rows.reduce((total, row) => total + row[key], 0)
const line = (...cells) =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(26) : String(cell).padStart(9))).join('')
console.log(`\n${line('what ran', 'passed', 'failed', 'skipped', 'seconds')}`)
for (const row of rows) console.log(line(row.name, row.passed, row.failed, row.skipped, row.seconds))
const skipped = sum('skipped')
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = sum('failed') > 0 ? 1 : 0
