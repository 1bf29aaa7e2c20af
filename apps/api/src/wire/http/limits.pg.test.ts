import { afterEach, expect, test } from 'vitest'
import { multipart, signUp, somebody, type TestRest, testRest, visitorOf } from '../../../test/rest.js'

let rest: TestRest
afterEach(() => rest.close())

const signIn = (username: string, password: string) =>
  rest.app.inject({ method: 'POST', url: '/accounts/api/login', payload: { username, password } })

test('the eleventh wrong password of a minute waits, by whatever name; others sign in as ever', async () => {
  rest = await testRest({ rateLimits: 1 })
  const owner = await signUp(rest)
  const other = await signUp(rest)
  for (let n = 0; n < 20; n++) expect((await signIn(owner.username, 'correct horse')).statusCode).toBe(200)
  const wrong = await Promise.all(
    Array.from({ length: 14 }, (_, n) => signIn(n % 2 ? owner.username : owner.email, 'wrong')),
  )
  expect(wrong.filter(answer => answer.statusCode === 401)).toHaveLength(10)
  const waiting = wrong.find(answer => answer.statusCode === 429)
  expect(Number(waiting?.headers['retry-after'])).toBeGreaterThan(0)
  expect(waiting?.json().error).toMatchObject({ kind: 'rate_limited', retry_after_ms: expect.any(Number) })
  expect((await signIn(owner.username, 'correct horse')).statusCode).toBe(429)
  expect((await signIn(other.username, 'correct horse')).statusCode).toBe(200)
})

test('an unknown user waits alike, and so does a wrong current password', async () => {
  rest = await testRest({ rateLimits: 1 })
  const owner = await signUp(rest)
  for (let n = 0; n < 10; n++) await signIn('nobody', 'wrong')
  expect((await signIn('NOBODY', 'wrong')).statusCode).toBe(429)
  const change = () =>
    rest.app.inject({
      method: 'POST',
      url: '/accounts/api/changepassword',
      payload: { current: 'wrong', password: 'better horse' },
      headers: { authorization: `Token ${owner.token}` },
    })
  for (let n = 0; n < 10; n++) expect((await change()).statusCode).toBe(400)
  expect((await change()).statusCode).toBe(429)
})

test('one address trying many names waits as well', async () => {
  rest = await testRest({ rateLimits: 1 })
  await Promise.all(Array.from({ length: 100 }, (_, n) => signIn(`nobody${n}`, 'wrong')))
  expect((await signIn('nobody', 'wrong')).statusCode).toBe(429)
})

test('uploads wait by account, not for the others in the office', async () => {
  rest = await testRest({ rateLimits: 1 })
  const owner = await signUp(rest)
  const [kim, tom] = [await visitorOf(rest, owner.siteId, 'kim'), await visitorOf(rest, owner.siteId, 'tom')]
  const upload = (who: typeof kim) => {
    const { payload, headers } = multipart([
      { name: 'file', filename: 'a.txt', content: 'x' },
      { name: 'room', content: `${owner.username} ${who.actor.consumer}` },
    ])
    const url = '/chatbot/message/file/upload'
    const authorization = `Bearer ${who.token}`
    return rest.app.inject({ method: 'POST', url, payload, headers: { ...headers, authorization } })
  }
  for (let n = 0; n < 30; n++) expect((await upload(kim)).statusCode).toBe(200)
  expect((await upload(kim)).statusCode).toBe(429)
  expect((await upload(tom)).statusCode).toBe(200)
})

test('sign-ups wait by address', async () => {
  rest = await testRest({ rateLimits: 1 })
  const post = () => rest.app.inject({ method: 'POST', url: '/accounts/api/signup', payload: somebody() })
  const answers = []
  for (let n = 0; n < 31; n++) answers.push((await post()).statusCode)
  expect(answers.filter(status => status === 201)).toHaveLength(30)
  expect(answers.at(-1)).toBe(429)
})
