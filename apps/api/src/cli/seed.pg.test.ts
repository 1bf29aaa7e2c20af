import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../test/command.js'
import { type TestRest, testRest } from '../../test/rest.js'

let rest: TestRest
beforeAll(async () => {
  rest = await testRest()
})
afterAll(() => rest.close())

const run = (...args: string[]) => runCommand(rest, 'seed', ...args)

test('says once which password opens the account, and the second time that nothing was to do', async () => {
  const first = await run('--rooms', '3', '--messages', '5')
  expect([first.code, first.stderr]).toEqual([0, ''])
  expect(first.stdout).toMatch(/^Wrote 3 rooms of demo: \d+ messages, /m)
  const password = /^Made the account demo with the password (\S+) /m.exec(first.stdout)?.[1]
  const payload = { username: 'demo', password }
  const signedIn = await rest.app.inject({ method: 'POST', url: '/accounts/api/login', payload })
  expect(signedIn.statusCode).toBe(200)
  const authorization = `Token ${signedIn.json().token}`
  const sessions = await rest.app.inject({ url: '/accounts/api/sessions', headers: { authorization } })
  expect(sessions.json().sessions).toHaveLength(1)

  const second = await run('--rooms', '3')
  expect(second).toMatchObject({ code: 0, stderr: '' })
  expect(second.stdout).toMatch(/^Nothing to do: the 3 rooms of demo were filled before\.\n/)
})

test.each([
  [['--rooms', '0'], /^What can be said: npm run seed -- /],
  [['--messages', 'many'], /^What can be said: /],
  [['--colour', 'red'], /^What can be said: /],
  [['extra'], /^What can be said: /],
  [['--site', 'ws'], /^"ws" cannot be the name of a site\.\n$/],
])('%s is refused in one line', async (args, words) => {
  const { code, stdout, stderr } = await run(...args)
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(words)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})
