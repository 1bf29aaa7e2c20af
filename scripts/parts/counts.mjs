import { readFile } from 'node:fs/promises'

/** What a step comes to, in tests. */
export const counts = (passed, failed, skipped = 0) => ({ passed, failed, skipped })

const readJson = async file => JSON.parse(await readFile(file, 'utf8').catch(() => 'null'))

/** By what a test needs, as its file's name and place say. */
const kinds = [
  { name: 'end to end', has: path => path.includes('/e2e/') },
  { name: 'PostgreSQL', has: path => path.includes('.pg.test.') },
  { name: 'Redis', has: path => path.includes('.redis.test.') },
  { name: 'socket', has: path => path.includes('.socket.test.') },
  { name: 'unit', has: () => true },
]

/**
 * @param {string} file written by Vitest's JSON reporter
 * @param {number} code Vitest's exit code
 * @returns {Promise<object[]>} rows, one for each kind of test, with the time of its files, which overlap
 */
export async function countVitest(file, code) {
  const report = await readJson(file)
  if (report === null) return [{ name: 'vitest', ...counts(0, 1), ms: 0 }]
  const rows = kinds.map(({ name }) => ({ name, ...counts(0, 0), ms: 0 }))
  for (const { name, status, assertionResults, startTime, endTime } of report.testResults) {
    const row = rows[kinds.findIndex(kind => kind.has(name.replaceAll('\\', '/')))]
    // A file that could not be loaded has no tests that could fail.
    if (status === 'failed' && assertionResults.every(one => one.status !== 'failed')) row.failed += 1
    row.ms += endTime - startTime
    for (const { status } of assertionResults) {
      row[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1
    }
  }
  const failed = rows.reduce((sum, row) => sum + row.failed, 0)
  const trouble = { name: 'outside of any test', ...counts(0, 1), ms: 0 }
  return [...rows.reverse(), ...(failed === 0 && code !== 0 ? [trouble] : [])]
}

/**
 * @param {string} file written by Playwright's JSON reporter
 * @param {number} code Playwright's exit code
 */
export async function countPlaywright(file, code) {
  const report = await readJson(file)
  if (report === null) return counts(0, 1)
  const { expected, unexpected, flaky, skipped } = report.stats
  // What passes only at the second try is not relied upon here.
  const failed = unexpected + flaky
  return counts(expected, failed === 0 && code !== 0 ? 1 : failed, skipped)
}
