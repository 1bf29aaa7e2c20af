import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../test/command.js'
import { signUp, type TestRest, testRest } from '../../test/rest.js'

let rest: TestRest
beforeAll(async () => {
  rest = await testRest()
})
afterAll(() => rest.close())

const run = (...args: string[]) => runCommand(rest, 'reset-password', ...args)

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
