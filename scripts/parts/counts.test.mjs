import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countPlaywright, countVitest } from './counts.mjs'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskbell-counts-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const report = async content => {
  const file = join(folder, 'report.json')
  await writeFile(file, JSON.stringify(content))
  return file
}
const testFile = (name, ...statuses) => ({
  name,
  startTime: 1000,
  endTime: 1500,
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map(status => ({ status })),
})

describe('Vitest', () => {
  test('tests are counted by what they need', async () => {
    const file = await report({
      testResults: [
        testFile('/x/apps/api/src/a.test.ts', 'passed', 'passed', 'skipped'),
        testFile('/x/apps/api/src/b.pg.test.ts', 'passed', 'failed'),
        testFile('/x/apps/api/src/c.socket.test.ts', 'passed', 'todo'),
        testFile('/x/apps/api/src/e.redis.test.ts', 'passed'),
        testFile('/x/e2e/faults/d.pg.test.ts', 'passed'),
      ],
    })
    expect(await countVitest(file, 1)).toEqual([
      { name: 'unit', passed: 2, failed: 0, skipped: 1, ms: 500 },
      { name: 'socket', passed: 1, failed: 0, skipped: 1, ms: 500 },
      { name: 'Redis', passed: 1, failed: 0, skipped: 0, ms: 500 },
      { name: 'PostgreSQL', passed: 1, failed: 1, skipped: 0, ms: 500 },
      { name: 'end to end', passed: 1, failed: 0, skipped: 0, ms: 500 },
    ])
  })

  test('a file that cannot be loaded, an error outside of any test and a run without a report are failures', async () => {
    const failures = async (content, code) =>
      (await countVitest(content === undefined ? join(folder, 'none') : await report(content), code)).reduce(
        (sum, row) => sum + row.failed,
        0,
      )
    expect(await failures({ testResults: [{ ...testFile('/x/a.test.ts'), status: 'failed' }] }, 1)).toBe(1)
    expect(await failures({ testResults: [testFile('/x/a.test.ts', 'passed')] }, 1)).toBe(1)
    expect(await failures(undefined, 1)).toBe(1)
    expect(await failures({ testResults: [] }, 0)).toBe(0)
  })
})

describe('Playwright', () => {
  test('a test that passes only at the second try has failed', async () => {
    const file = await report({ stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 3 } })
    expect(await countPlaywright(file, 1)).toEqual({ passed: 4, failed: 3, skipped: 3 })
  })

  test('a run that ends badly without a failed test, or without a report, is a failure', async () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }
    expect(await countPlaywright(await report({ stats }), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(await countPlaywright(await report({ stats }), 0)).toEqual({ passed: 0, failed: 0, skipped: 0 })
    expect(await countPlaywright(join(folder, 'none'), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})
