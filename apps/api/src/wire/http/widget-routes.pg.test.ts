import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { gunzipSync } from 'node:zlib'
import { defaultLook } from '@deskbell/protocol/chatbot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Owner, signUp, type TestRest, testRest } from '../../../test/rest.js'

let rest: TestRest
let owner: Owner
beforeAll(async () => {
  rest = await testRest()
  owner = await signUp(rest)
})
afterAll(() => rest.close())

const get = (url: string, headers: Record<string, string> = {}) => rest.app.inject({ url, headers })
const change = (payload: object, who = owner) =>
  rest.app.inject({
    method: 'POST',
    url: '/chatbot/api',
    payload,
    headers: { authorization: `Token ${who.token}` },
  })

/** What the script leaves behind when a page runs it. */
function run(script: string) {
  const window: { loaded?: unknown } = {}
  runInNewContext(script, { window })
  return JSON.parse(JSON.stringify(window.loaded))
}

/** The data block of the chat's page. */
const textOf = (page: string) => page.replace(/^<!doctype html><script [^>]*>|<\/script>$/g, '')

test('the script holds what the button needs and where to find us, the chat’s page the whole look', async () => {
  const answer = await get(`/widget.js?site=${owner.username.toUpperCase()}`, { host: 'desk.example:8000' })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=60',
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
  })
  const { chatbotName, headerBackgroundColor, headerTextColor } = defaultLook
  const where = { site: owner.username, base: 'http://desk.example:8000' }
  const button = { chatbotName, headerBackgroundColor, headerTextColor }
  expect(run(answer.body)).toEqual({ ...where, look: button })
  const page = await get(`/widget/${owner.username}`, { host: 'desk.example:8000' })
  const look = { ...defaultLook, username: owner.username, bot_picture: null }
  expect(JSON.parse(textOf(page.body))).toEqual({ ...where, look })
})

test('it comes compressed to who takes that, and the same', async () => {
  const url = `/widget.js?site=${owner.username}`
  const packed = await get(url, { 'accept-encoding': 'br, gzip' })
  expect(packed.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(packed.rawPayload).toString()).toBe((await get(url)).body)
  expect((await get(url, { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined()
})

test('without a site the tag says which; a site that is not there answers 404', async () => {
  expect(run((await get('/widget.js')).body)).toBeNull()
  expect((await get('/widget.js?site=nobody')).statusCode).toBe(404)
  expect((await get('/widget.js?site=a%00b')).statusCode).toBe(404)
  expect((await get('/widget/nobody')).statusCode).toBe(404)
})

test('nothing a person writes can end the script or the page it stands in', async () => {
  const nasty = await signUp(rest)
  const chatbotName = '</script><script>alert(1)//\u2028$&`'
  const introductionText = '<!-- "\' --> ]]>'
  await change({ chatbotName: chatbotName.replace('\u2028', ''), introductionText }, nasty)
  const script = (await get(`/widget.js?site=${nasty.username}`)).body
  expect(run(script).look.chatbotName).toContain('</script>')
  const page = textOf((await get(`/widget/${nasty.username}`)).body)
  expect(JSON.parse(page).look).toMatchObject({ introductionText })
  for (const text of [script, page]) {
    expect(text).not.toContain('<')
  }
})

test('a changed look is there with the next script', async () => {
  const site = await signUp(rest)
  const name = async () => run((await get(`/widget.js?site=${site.username}`)).body).look.chatbotName
  expect(await name()).toBe('Chatbot')
  await change({ chatbotName: 'Bell' }, site)
  expect(await name()).toBe('Bell')
})

test('the first load on a page of others is there to see, without its path; our own pages do not count', async () => {
  const site = await signUp(rest)
  const headers = { authorization: `Token ${site.token}` }
  const installed = async () => {
    const answer = await get('/chatbot/api/installation', headers)
    expect(answer.json().detail).toBe('success')
    return answer.json().installed
  }
  const script = `/widget.js?site=${site.username}`
  for (const nobody of [{}, { referer: 'http://localhost:80/demo' }, { 'sec-fetch-site': 'same-origin' }]) {
    expect((await get(script, nobody)).statusCode).toBe(200)
    expect((await get(`/widget/${site.username}`, nobody)).statusCode).toBe(200)
  }
  // A tag that names the site itself loads this, which says nothing about any site.
  await get('/widget.js', { referer: 'https://shop.example/' })
  expect(await installed()).toBeNull()
  await get(`/widget/${site.username}`, { referer: 'https://shop.example/kim?x', 'sec-fetch-dest': 'iframe' })
  // It is written behind the answer.
  await expect.poll(installed).toEqual({ origin: 'https://shop.example', at: expect.stringMatching(/Z$/) })
  const other = await signUp(rest)
  const theirs = { authorization: `Token ${other.token}` }
  expect((await get('/chatbot/api/installation', theirs)).json().installed).toBeNull()
  await get(`/widget.js?site=${other.username}`, {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-dest': 'script',
  })
  await expect
    .poll(async () => (await get('/chatbot/api/installation', theirs)).json().installed)
    .toEqual({ origin: null, at: expect.stringMatching(/Z$/) })
  expect((await get('/chatbot/api/installation')).statusCode).toBe(401)
})

test('the script is fresh each time on our own pages, where the look is tried out', async () => {
  const kept = async (headers: Record<string, string>) =>
    (await get(`/widget.js?site=${owner.username}`, headers)).headers['cache-control']
  expect(await kept({ referer: 'https://shop.example/' })).toBe('public, max-age=60')
  expect(await kept({ referer: 'http://localhost:80/demo' })).toBe('no-cache')
  expect(await kept({ 'sec-fetch-site': 'same-origin' })).toBe('no-cache')
})

test('the chat may be framed by anybody, or by the site’s origins and our preview', async () => {
  const site = await signUp(rest)
  const open = await get(`/widget/${site.username}`)
  expect(open.statusCode).toBe(200)
  expect(open.headers['content-security-policy']).toContain('frame-ancestors *')
  expect(open.headers).not.toHaveProperty('x-frame-options')
  expect(open.headers).not.toHaveProperty('set-cookie')
  expect(open.headers['cache-control']).toBe('no-cache')
  await change({ origins: ['https://shop.example'] }, site)
  const closed = await get(`/widget/${site.username}/`)
  expect(closed.headers['content-security-policy']).toMatch(/frame-ancestors 'self' https:\/\/shop\.example$/)
  const script = await get(`/widget.js?site=${site.username}`, { origin: 'https://evil.example' })
  expect(script.headers).not.toHaveProperty('access-control-allow-origin')
})

test('a Host header that is no host is baked into nothing', async () => {
  const answer = await get(`/widget.js?site=${owner.username}`, { host: 'evil.example/x' })
  expect(answer.statusCode).toBe(400)
})

test('what a proxy passes on as the protocol is baked in only if it is one', async () => {
  const behind = await testRest({ trustProxy: 1 })
  try {
    const { username } = await signUp(behind)
    const baseFor = async (protocol: string) => {
      const headers = { host: 'desk.example', 'x-forwarded-proto': protocol }
      return run((await behind.app.inject({ url: `/widget.js?site=${username}`, headers })).body).base
    }
    expect(await baseFor('https')).toBe('https://desk.example')
    expect(await baseFor('javascript')).toBe('http://desk.example')
  } finally {
    await behind.close()
  }
})

test('the test page is a bare page with the widget as that visitor', async () => {
  const page = await get(`/chatbot/${owner.username}/kim`)
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(page.body).toContain(
    `<script async src="/widget.js?site=${owner.username}" data-consumer="kim" data-open></script>`,
  )
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect((await get('/chatbot/nobody/kim')).statusCode).toBe(404)
  expect((await get(`/chatbot/${owner.username}/%3Cscript%3E`)).statusCode).toBe(400)
  expect((await get(`/chatbot/${owner.username}/..%2f..`)).statusCode).toBe(400)
})

test('every page of the inbox is its one file, fresh each time, in no frame', async () => {
  const paths = ['/', '/signup', '/login/', '/messages', '/messages/some-id', '/messages/some-id/visitor']
  for (const path of [...paths, '/settings/chatbot', '/account', '/demo?site=x']) {
    const page = await get(path, { host: 'desk.example' })
    expect(page.body, path).toContain('<title>inbox</title>')
    expect(page.headers['cache-control']).toBe('no-cache')
    expect(page.headers['x-frame-options']).toBe('DENY')
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(page.headers['content-security-policy']).toContain("script-src 'self';")
  }
})

test('built files last for ever and come packed; what is not there answers 404 in our words', async () => {
  const asset = await get('/assets/app-abc.js', { 'accept-encoding': 'gzip, br' })
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(asset.headers['content-encoding']).toBe('br')
  expect((await get('/widget/assets/chat-abc.js')).statusCode).toBe(200)
  expect((await get('/favicon.svg')).headers['content-type']).toContain('image/svg+xml')
  for (const path of [
    '/assets/none.js',
    '/widget/assets/none.js',
    '/favicon.ico',
    '/nothing',
    '/api/nothing',
  ]) {
    const answer = await get(path)
    expect(answer.statusCode, path).toBe(404)
    expect(answer.json().error.kind).toBe('not_found')
  }
  for (const path of [
    '/assets/..%2findex.html',
    '/assets/%2e%2e/index.html',
    '/assets/../../../etc/passwd',
  ]) {
    expect((await get(path)).body, path).not.toMatch(/inbox|root:/)
  }
})

test('pages and script that are not built say so', async () => {
  const bare = await testRest()
  try {
    await rm(join(bare.webRoot.admin, 'index.html'))
    await rm(join(bare.webRoot.widget, 'loader.js'))
    for (const url of ['/messages', '/widget.js']) {
      const answer = await bare.app.inject({ url })
      expect(answer.statusCode).toBe(503)
      expect(answer.json().detail).toContain('npm run build')
    }
  } finally {
    await bare.close()
  }
})
