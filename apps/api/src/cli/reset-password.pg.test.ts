import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signUp, type TestRest, testRest } from '../../test/rest.js'

let rest: TestRest
beforeAll(async () => {
  rest = await testRest()
})
afterAll(() => rest.close())

/** Runs the command as `npm run reset-password -- …` does, on this test's database. */
async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { host, port, user, database } = rest.database.config
  const url = `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}`
  const command = [
    '--conditions=@deskbell/source',
    '--import',
    'tsx',
    fileURLToPath(new URL('./reset-password.ts', import.meta.url)),
  ]
  const env = { PATH: process.env.PATH, DATABASE_URL: url }
  return promisify(execFile)(process.execPath, [...command, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    error => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  )
}

test('prints a password that opens the account, and ends the sessions there were', async () => {
  const owner = await signUp(rest)
  const { code, stdout, stderr } = await run(owner.username)
  expect([code, stderr]).toEqual([0, ''])
  const password = /is now: (\S+)$/m.exec(stdout)?.[1]
  const payload = { username: owner.username, password }
  const answer = await rest.app.inject({ method: 'POST', url: '/accounts/api/login', payload })
  expect(answer.statusCode).toBe(200)
  expect(await rest.sessions.authenticate(owner.token)).toBeNull()
})

test('says in one line what it wants, and whom it did not find', async () => {
  expect(await run()).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^Say whose: .*\n$/) })
  expect(await run('nobody')).toEqual({ code: 1, stdout: '', stderr: 'There is no such user.\n' })
})
