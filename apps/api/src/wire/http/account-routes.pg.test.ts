import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookieOf, multipart, signUp, somebody, type TestRest, testRest } from '../../../test/rest.js'

let rest: TestRest
beforeAll(async () => {
  rest = await testRest()
})
afterAll(() => rest.close())

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  rest.app.inject({ method: 'POST', url, payload, headers })
const me = (headers: Record<string, string>) => rest.app.inject({ url: '/accounts/api/me', headers })

test('a sign-up answers what the old client reads, sets the cookie, and both open the account', async () => {
  const body = somebody({ name: 'Ada Lovelace', companyName: 'Engines Ltd', nonsense: 1 })
  const answer = await post('/accounts/api/signup/', body)
  expect(answer.statusCode).toBe(201)
  expect(answer.json()).toEqual({
    message: 'success',
    token: expect.any(String),
    userDetails: {
      user: { username: body.username, email: body.email, first_name: 'Ada', last_name: 'Lovelace' },
    },
  })
  expect(answer.headers['set-cookie']).toMatch(
    /^deskbell=[\w.-]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  for (const headers of [
    { authorization: `Token ${answer.json().token}` },
    { authorization: `Bearer ${answer.json().token}` },
    { cookie: cookieOf(answer) },
  ]) {
    const known = await me(headers)
    expect(known.statusCode).toBe(200)
    expect(known.headers['cache-control']).toBe('no-store')
    expect(known.json()).toMatchObject({
      user: { username: body.username },
      sites: [{ slug: body.username, name: 'Engines Ltd', role: 'owner' }],
    })
  }
})

test('a sign-up may come as multipart, as the old page sends it', async () => {
  const body = somebody()
  const parts = Object.entries({ ...body, confirmPassword: body.password, companyEmail: '' })
  const answer = await rest.app.inject({
    method: 'POST',
    url: '/accounts/api/signup',
    ...multipart(parts.map(([name, content]) => ({ name, content }))),
  })
  expect(answer.statusCode).toBe(201)
})

test('a taken name or address answers 409 and says which, in any case; nothing half is left', async () => {
  const first = await signUp(rest)
  const name = await post('/accounts/api/signup', somebody({ username: first.username.toUpperCase() }))
  expect(name.statusCode).toBe(409)
  expect(name.json().error).toMatchObject({ kind: 'conflict', field: 'username' })
  const body = somebody({ email: first.email.toUpperCase() })
  const address = await post('/accounts/api/signup', body)
  expect(address.statusCode).toBe(409)
  expect(address.json().error).toMatchObject({ kind: 'conflict', field: 'email' })
  expect(await rest.sites.bySlug(body.username)).toBeNull()
})

test('of ten sign-ups with one name at once exactly one succeeds', async () => {
  const { username } = somebody()
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => post('/accounts/api/signup', { ...somebody(), username })),
  )
  expect(answers.map(answer => answer.statusCode).sort()).toEqual([201, ...Array(9).fill(409)])
})

test.each(['api', 'details', 'Message', 'ws', 'widget.js', '.', '..', 'a b', 'a/b', 'ä', 'x'.repeat(65), ''])(
  'nobody can be called %j',
  async username => {
    const answer = await post('/accounts/api/signup', somebody({ username }))
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error.fields).toHaveProperty('username')
  },
)

test('each wrong field of a sign-up is named', async () => {
  const answer = await post('/accounts/api/signup', {
    username: 'fine.name',
    email: 'nonsense',
    password: 'short',
    companyName: 'a\u0000b',
    confirmPassword: 'other',
  })
  expect(answer.statusCode).toBe(400)
  const wrong = ['companyName', 'confirmPassword', 'email', 'password']
  expect(Object.keys(answer.json().error.fields).sort()).toEqual(wrong)
  expect(answer.json().detail).toEqual(expect.any(String))
})

test('sign-in takes user name or e-mail in any case, and answers what the old client reads', async () => {
  const owner = await signUp(rest)
  for (const username of [
    owner.username,
    owner.username.toUpperCase(),
    owner.email,
    owner.email.toUpperCase(),
  ]) {
    const answer = await post('/accounts/api/login/', { username, password: 'correct horse' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      token: expect.any(String),
      userDetails: { user: { username: owner.username, email: owner.email, first_name: '', last_name: '' } },
    })
    expect((await me({ cookie: cookieOf(answer) })).statusCode).toBe(200)
  }
})

test('a wrong password and an unknown user answer the very same', async () => {
  const owner = await signUp(rest)
  const wrong = await post('/accounts/api/login', { username: owner.username, password: 'wrong' })
  const unknown = await post('/accounts/api/login', { username: 'nobody.here', password: 'wrong' })
  const odd = await post('/accounts/api/login', { username: 'no\u0000body', password: '\ud83d' })
  expect(wrong.statusCode).toBe(401)
  expect(unknown.statusCode).toBe(401)
  expect(unknown.body).toBe(wrong.body)
  expect(odd.body).toBe(wrong.body)
})

test('a changed password ends every other session and keeps one’s own', async () => {
  const owner = await signUp(rest)
  const other = await post('/accounts/api/login', { username: owner.username, password: 'correct horse' })
  const change = { current: 'correct horse', password: 'better horse' }
  const answer = await post('/accounts/api/changepassword', change, { authorization: `Token ${owner.token}` })
  expect(answer.json()).toEqual({ detail: 'success' })
  expect((await me({ authorization: `Token ${owner.token}` })).statusCode).toBe(200)
  expect((await me({ authorization: `Token ${other.json().token}` })).statusCode).toBe(401)
  const signIn = (password: string) => post('/accounts/api/login', { username: owner.username, password })
  expect((await signIn('correct horse')).statusCode).toBe(401)
  expect((await signIn('better horse')).statusCode).toBe(200)
})

test('nobody changes a password without the current one, or without being signed in', async () => {
  const owner = await signUp(rest)
  const body = { current: 'wrong', password: 'better horse', username: owner.username }
  const wrong = await post('/accounts/api/changepassword', body, { authorization: `Token ${owner.token}` })
  expect(wrong.statusCode).toBe(400)
  expect(wrong.json().error.field).toBe('current')
  expect((await post('/accounts/api/changepassword', { ...body, current: 'correct horse' })).statusCode).toBe(
    401,
  )
})

test('signing out ends the session and takes the cookie away', async () => {
  const owner = await signUp(rest)
  const answer = await rest.app.inject({
    method: 'POST',
    url: '/accounts/api/logout',
    headers: { cookie: owner.cookie },
  })
  expect(answer.json()).toEqual({ detail: 'success' })
  expect(answer.headers['set-cookie']).toMatch(/^deskbell=; Max-Age=0/)
  expect((await me({ cookie: owner.cookie })).statusCode).toBe(401)
  expect((await me({ authorization: `Token ${owner.token}` })).statusCode).toBe(401)
})

test('sessions are listed, and one’s own can be ended from elsewhere, others’ not', async () => {
  const owner = await signUp(rest)
  const stranger = await signUp(rest)
  const away = await rest.app.inject({
    method: 'POST',
    url: '/accounts/api/login',
    payload: { username: owner.username, password: 'correct horse' },
    headers: { 'user-agent': 'Phone/1.0' },
  })
  const headers = { authorization: `Token ${owner.token}` }
  const { sessions } = (await rest.app.inject({ url: '/accounts/api/sessions', headers })).json()
  expect(sessions).toHaveLength(2)
  expect(sessions.filter((session: { current: boolean }) => session.current)).toHaveLength(1)
  const phone = sessions.find((session: { user_agent: string }) => session.user_agent === 'Phone/1.0')
  const end = (token: string) =>
    rest.app.inject({
      method: 'DELETE',
      url: `/accounts/api/sessions/${phone.id}`,
      headers: { authorization: `Token ${token}` },
    })
  expect((await end(stranger.token)).statusCode).toBe(404)
  expect((await end(owner.token)).statusCode).toBe(200)
  expect((await end(owner.token)).statusCode).toBe(404)
  expect((await me({ authorization: `Token ${away.json().token}` })).statusCode).toBe(401)
})

test('all other sessions end at once, and nobody else’s', async () => {
  const [owner, stranger] = [await signUp(rest), await signUp(rest)]
  const signIn = async () =>
    (await post('/accounts/api/login', { username: owner.username, password: 'correct horse' })).json().token
  const others = [await signIn(), await signIn()]
  const status = async (token: string) => (await me({ authorization: `Token ${token}` })).statusCode
  const endOthers = (headers: Record<string, string>) =>
    rest.app.inject({ method: 'DELETE', url: '/accounts/api/sessions', headers })
  expect((await endOthers({})).statusCode).toBe(401)
  const answer = await endOthers({ authorization: `Token ${owner.token}` })
  expect([answer.statusCode, answer.json()]).toEqual([200, { detail: 'success' }])
  expect(await Promise.all(others.map(status))).toEqual([401, 401])
  expect(await Promise.all([owner, stranger].map(({ token }) => status(token)))).toEqual([200, 200])
  expect((await endOthers({ authorization: `Token ${owner.token}` })).statusCode).toBe(200)
})

test('a bearer beats the cookie, also when it is no good', async () => {
  const owner = await signUp(rest)
  const answer = await me({ cookie: owner.cookie, authorization: 'Bearer nonsense' })
  expect(answer.statusCode).toBe(401)
})

test('a token of another key, another algorithm or none opens nothing', async () => {
  const owner = await signUp(rest)
  const [header = '', payload = '', signature = ''] = owner.token.split('.')
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  const forged = Buffer.from(JSON.stringify({ typ: 'member', sid: 'x', sub: 'y' })).toString('base64url')
  const cut = `${header}.${payload}.${signature.slice(0, -4)}AAAA`
  for (const token of [
    `${none}.${payload}.`,
    `${header}.${forged}.${signature}`,
    cut,
    `${header}.${payload}`,
  ]) {
    expect((await me({ authorization: `Bearer ${token}` })).statusCode).toBe(401)
  }
  expect((await me({ authorization: `Bearer ${owner.token}` })).statusCode).toBe(200)
})

test('the log holds neither passwords nor tokens nor cookies', async () => {
  const owner = await signUp(rest)
  await post('/accounts/api/login', { username: owner.username, password: 'correct horse' })
  await rest.app.inject({ url: `/accounts/api/me?token=${owner.token}`, headers: { cookie: owner.cookie } })
  const log = rest.log()
  expect(log).toContain('answered')
  for (const secret of ['correct horse', owner.token, owner.cookie, owner.email])
    expect(log).not.toContain(secret)
})
