import { afterAll, beforeAll, expect, test } from 'vitest'
import { multipart, type Owner, signUp, somebody, type TestRest, testRest } from '../../../test/rest.js'

let rest: TestRest
let owner: Owner
beforeAll(async () => {
  rest = await testRest()
  owner = await signUp(rest)
})
afterAll(() => rest.close())

const change = (headers: Record<string, string>) =>
  rest.app.inject({ method: 'POST', url: '/chatbot/api', payload: { chatbotName: 'x' }, headers })
const own = { host: 'localhost:8000', origin: 'http://localhost:8000' }

test('a page of ours may write with its reader’s cookie, and a client that is no browser may too', async () => {
  expect((await change({ ...own, cookie: owner.cookie })).statusCode).toBe(200)
  expect((await change({ ...own, origin: 'http://127.0.0.1:8000', cookie: owner.cookie })).statusCode).toBe(
    200,
  )
  expect((await change({ cookie: owner.cookie })).statusCode).toBe(200)
})

test.each([
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://localhost:3000' },
  { origin: 'http://localhost:8000.evil.example' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
])('a page with %j may not', async foreign => {
  const headers = { host: 'localhost:8000', cookie: owner.cookie, ...foreign }
  expect((await change(headers)).statusCode).toBe(403)
  const end = await rest.app.inject({ method: 'POST', url: '/accounts/api/logout', headers })
  expect(end.statusCode).toBe(403)
  const session = '00000000-0000-4000-8000-000000000000'
  const url = `/accounts/api/sessions/${session}`
  expect((await rest.app.inject({ method: 'DELETE', url, headers })).statusCode).toBe(403)
})

test('a token is never sent by accident, so its page does not matter', async () => {
  const headers = { host: 'localhost:8000', origin: 'https://evil.example' }
  expect((await change({ ...headers, authorization: `Token ${owner.token}` })).statusCode).toBe(200)
})

test('no foreign page signs its reader in or up, by script or by form', async () => {
  const headers = { host: 'localhost:8000', origin: 'https://evil.example' }
  const payload = { username: owner.username, password: 'correct horse' }
  const post = (url: string, payload: object, headers: Record<string, string>) =>
    rest.app.inject({ method: 'POST', url, payload, headers })
  expect((await post('/accounts/api/login', payload, headers)).statusCode).toBe(403)
  expect((await post('/accounts/api/signup', somebody(), headers)).statusCode).toBe(403)
  const form = multipart(Object.entries(somebody()).map(([name, content]) => ({ name, content })))
  const signUp = { method: 'POST' as const, url: '/accounts/api/signup', payload: form.payload }
  expect((await rest.app.inject({ ...signUp, headers: { ...form.headers, ...headers } })).statusCode).toBe(
    403,
  )
  for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
    const answer = await rest.app.inject({
      method: 'POST',
      url: '/accounts/api/login',
      payload: JSON.stringify(payload),
      headers: { ...own, 'content-type': type },
    })
    expect(answer.statusCode).toBe(415)
  }
})

test('with a public address only that is ours, and the cookie is Secure', async () => {
  const secure = await testRest({ publicUrl: 'https://desk.example' })
  try {
    const inject = (origin: string) =>
      secure.app.inject({
        method: 'POST',
        url: '/accounts/api/signup',
        payload: somebody(),
        headers: { host: 'localhost:8000', origin },
      })
    expect((await inject('http://localhost:8000')).statusCode).toBe(403)
    const answer = await inject('https://desk.example')
    expect(answer.statusCode).toBe(201)
    expect(answer.headers['set-cookie']).toMatch(/^__Host-deskbell=.*; Secure/)
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d+/)
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    const me = await secure.app.inject({ url: '/accounts/api/me', headers: { cookie } })
    expect(me.statusCode).toBe(200)
    const plain = { cookie: cookie.replace('__Host-', '') }
    expect((await secure.app.inject({ url: '/accounts/api/me', headers: plain })).statusCode).toBe(401)
  } finally {
    await secure.close()
  }
})
