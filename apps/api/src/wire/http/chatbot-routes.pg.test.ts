import { chatbotLook, defaultLook } from '@deskbell/protocol/chatbot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdf, picture } from '../../../test/files.js'
import { multipart, type Owner, signUp, type TestRest, testRest } from '../../../test/rest.js'

let rest: TestRest
beforeAll(async () => {
  rest = await testRest()
})
afterAll(() => rest.close())

const as = (owner: Owner) => ({ authorization: `Token ${owner.token}` })
const change = (owner: Owner, payload: object) =>
  rest.app.inject({ method: 'POST', url: '/chatbot/api', payload, headers: as(owner) })
const changeForm = (owner: Owner, parts: Parameters<typeof multipart>[0]) => {
  const { payload, headers } = multipart(parts)
  return rest.app.inject({
    method: 'POST',
    url: '/chatbot/api/',
    payload,
    headers: { ...headers, ...as(owner) },
  })
}
const details = async (owner: Owner) =>
  (await rest.app.inject({ url: '/chatbot/api', headers: as(owner) })).json().chatbot_details
const publicDetails = (username: string, headers: Record<string, string> = {}) =>
  rest.app.inject({ method: 'POST', url: '/chatbot/details', payload: { username }, headers })

test('a new site has a chatbot with the defaults', async () => {
  const owner = await signUp(rest)
  const answer = await rest.app.inject({ url: '/chatbot/api', headers: as(owner) })
  expect(answer.json()).toEqual({
    detail: 'success',
    chatbot_details: { ...defaultLook, username: owner.username, bot_picture: null, origins: [], version: 1 },
  })
})

test('any part changes and the rest stays, as JSON and as a form', async () => {
  const owner = await signUp(rest)
  expect((await change(owner, { chatbotName: 'Bell' })).json()).toEqual({ detail: 'success', version: 2 })
  const form = await changeForm(owner, [
    { name: 'headerBackgroundColor', content: '#abc' },
    { name: 'introductionText', content: 'Grüße 😀' },
    { name: 'unknown', content: 'ignored' },
  ])
  expect(form.statusCode).toBe(200)
  expect(await details(owner)).toMatchObject({
    chatbotName: 'Bell',
    headerBackgroundColor: '#abc',
    introductionText: 'Grüße 😀',
    headerTextColor: '#ffffff',
  })
})

test('the theme is the system’s until somebody chooses, and a form that does not know it leaves it', async () => {
  const owner = await signUp(rest)
  await rest.database.pool.query("update chatbots set look = look - 'theme' where site_id = $1", [
    owner.siteId,
  ])
  expect((await details(owner)).theme).toBe('system')
  expect((await change(owner, { theme: 'dark' })).statusCode).toBe(200)
  await changeForm(owner, [{ name: 'chatbotName', content: 'Bell' }])
  expect(await details(owner)).toMatchObject({ theme: 'dark', chatbotName: 'Bell' })
  expect((await publicDetails(owner.username)).json().chatbot.theme).toBe('dark')
  const refused = await change(owner, { theme: 'sepia' })
  expect([refused.statusCode, refused.json().error.field]).toEqual([400, 'theme'])
})

test('two changes of different parts at once are both kept', async () => {
  const owner = await signUp(rest)
  const names = Object.keys(chatbotLook.shape).filter(name => name.toLowerCase().includes('color'))
  await Promise.all(names.map(name => change(owner, { [name]: '#123456' })))
  const now = await details(owner)
  expect(names.filter(name => now[name] !== '#123456')).toEqual([])
})

test('a change that was meant for an older look is refused, as JSON and as a form', async () => {
  const owner = await signUp(rest)
  const { version } = await details(owner)
  const mine = await change(owner, { chatbotName: 'Mine', if_version: version })
  expect(mine.json().version).toBeGreaterThan(version)
  const face = { name: 'bot_picture', filename: 'face.png', type: 'image/png', content: picture('image/png') }
  for (const refused of [
    await change(owner, { chatbotName: 'Theirs', if_version: version }),
    await changeForm(owner, [{ name: 'if_version', content: `${version}` }, face]),
  ]) {
    expect(refused.statusCode).toBe(409)
    expect(refused.json().error).toMatchObject({ kind: 'conflict', field: 'if_version' })
  }
  expect(await details(owner)).toMatchObject({
    chatbotName: 'Mine',
    bot_picture: null,
    version: mine.json().version,
  })
  const later = await changeForm(owner, [{ name: 'if_version', content: `${mine.json().version}` }, face])
  expect(later.statusCode).toBe(200)
  expect((await details(owner)).bot_picture).toMatch(/face\.png$/)
  const bad = await change(owner, { if_version: 'newest' })
  expect([bad.statusCode, bad.json().error.field]).toEqual([400, 'if_version'])
})

test('every bad field is named, and nothing of such a change is kept', async () => {
  const owner = await signUp(rest)
  const answer = await change(owner, {
    chatbotName: ' ',
    headerTextColor: 'red; background: url(//evil.example)',
    introductionText: 'x'.repeat(257),
    origins: ['https://ok.example', 'https://evil.example/path'],
    inputTextColor: '#123456',
  })
  expect(answer.statusCode).toBe(400)
  const wrong = ['chatbotName', 'headerTextColor', 'introductionText', 'origins.1']
  expect(Object.keys(answer.json().error.fields).sort()).toEqual(wrong)
  expect(await details(owner)).toMatchObject({ inputTextColor: defaultLook.inputTextColor, origins: [] })
})

test('a picture is stored, shown to anybody, replaced and taken away', async () => {
  const owner = await signUp(rest)
  const first = { name: 'bot_picture', filename: 'bot.png', type: 'image/png', content: picture('image/png') }
  expect((await changeForm(owner, [first, { name: 'chatbotName', content: 'Bell' }])).statusCode).toBe(200)
  const { bot_picture: address, chatbotName } = await details(owner)
  expect(chatbotName).toBe('Bell')
  expect(address).toMatch(/^\/files\/[\w-]{36}\/[\w-]{36}\/bot\.png$/)
  const shown = await rest.app.inject({ url: address })
  expect(shown.rawPayload).toEqual(picture('image/png'))
  expect(shown.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'cross-origin',
  })
  await changeForm(owner, [{ ...first, filename: 'new.gif', content: picture('image/gif') }])
  expect((await details(owner)).bot_picture).toMatch(/\/new\.gif$/)
  // Pages that hold the old address still show it for a while; a day later it is swept away.
  expect((await rest.app.inject({ url: address })).statusCode).toBe(200)
  expect((await change(owner, { bot_picture: null })).statusCode).toBe(200)
  expect((await details(owner)).bot_picture).toBeNull()
})

test('a form sent back as it was read leaves the picture; another address is refused', async () => {
  const owner = await signUp(rest)
  await changeForm(owner, [{ name: 'bot_picture', filename: 'bot.png', content: picture('image/png') }])
  const { bot_picture: address, chatbotName } = await details(owner)
  for (const named of [address, `https://desk.example${address}`]) {
    expect((await changeForm(owner, [{ name: 'bot_picture', content: named }])).statusCode).toBe(200)
    expect((await change(owner, { bot_picture: named, chatbotName })).statusCode).toBe(200)
  }
  const other = await change(owner, { bot_picture: 'https://evil.example/x.png' })
  expect([other.statusCode, other.json().error.field]).toEqual([400, 'bot_picture'])
  expect((await details(owner)).bot_picture).toBe(address)
})

test.each([
  ['a PDF', pdf, 415],
  ['SVG that says it is PNG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415],
  ['nothing', Buffer.alloc(0), 400],
])('%s is no picture', async (_, content, status) => {
  const owner = await signUp(rest)
  const answer = await changeForm(owner, [
    { name: 'bot_picture', filename: 'bot.png', type: 'image/png', content },
  ])
  expect(answer.statusCode).toBe(status)
  expect(answer.json().error.field).toBe('bot_picture')
  expect((await details(owner)).bot_picture).toBeNull()
})

test('an empty file field, as a browser sends it when none was chosen, changes nothing', async () => {
  const owner = await signUp(rest)
  const answer = await changeForm(owner, [
    { name: 'bot_picture', filename: '', type: 'application/octet-stream', content: '' },
    { name: 'chatbotName', content: 'Bell' },
  ])
  expect(answer.statusCode).toBe(200)
  expect((await details(owner)).chatbotName).toBe('Bell')
})

test('origins come as a list, one by one in a form, and an empty one for none', async () => {
  const owner = await signUp(rest)
  const origins = ['https://shop.example', 'http://localhost:3000']
  await changeForm(
    owner,
    origins.map(content => ({ name: 'origins', content })),
  )
  expect((await details(owner)).origins).toEqual(origins)
  await changeForm(owner, [{ name: 'origins', content: 'https://one.example' }])
  expect((await details(owner)).origins).toEqual(['https://one.example'])
  await change(owner, { origins: ['https://a.example', 'https://a.example'] })
  expect((await details(owner)).origins).toEqual(['https://a.example'])
  await changeForm(owner, [{ name: 'origins', content: '' }])
  expect((await details(owner)).origins).toEqual([])
})

test('anybody may ask what a site looks like, but not who may embed it', async () => {
  const owner = await signUp(rest)
  const answer = await publicDetails(owner.username.toUpperCase())
  expect(answer.json()).toEqual({
    detail: 'success',
    chatbot: { ...defaultLook, username: owner.username, bot_picture: null },
  })
  expect((await publicDetails('nobody')).statusCode).toBe(404)
  expect((await publicDetails('a b')).statusCode).toBe(400)
})

test('pages of any site may read it until the owner names some', async () => {
  const owner = await signUp(rest)
  const allowed = async (origin: string) =>
    (await publicDetails(owner.username, { origin })).headers['access-control-allow-origin']
  expect(await allowed('https://anyone.example')).toBe('*')
  await change(owner, { origins: ['https://shop.example'] })
  expect(await allowed('https://shop.example')).toBe('https://shop.example')
  expect(await allowed('https://evil.example')).toBeUndefined()
  const asked = await rest.app.inject({
    method: 'OPTIONS',
    url: '/chatbot/details/',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
  })
  expect(asked.statusCode).toBe(204)
  expect(asked.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'content-type',
  })
})

test('an operator may look and not touch; a stranger finds their own site only', async () => {
  const owner = await signUp(rest)
  const operator = await signUp(rest)
  const { rows } = await rest.database.pool.query('select id from users where username = $1', [
    operator.username,
  ])
  await rest.database.pool.query("update members set role = 'operator' where user_id = $1", [rows[0].id])
  // The site is left without an owner, and a site without one is nobody's to see.
  expect((await change(operator, { chatbotName: 'x' })).statusCode).toBe(404)
  await rest.database.pool.query("insert into members (site_id, user_id, role) values ($1, $2, 'operator')", [
    owner.siteId,
    rows[0].id,
  ])
  await rest.database.pool.query('delete from members where user_id = $1 and site_id <> $2', [
    rows[0].id,
    owner.siteId,
  ])
  expect((await details(operator)).username).toBe(owner.username)
  const refused = await change(operator, { chatbotName: 'taken over' })
  expect(refused.statusCode).toBe(403)
  expect((await details(owner)).chatbotName).toBe('Chatbot')
})
