import { LIMITS } from '@deskbell/protocol/limits'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { multipart, type Owner, signUp, type TestRest, testRest, visitorOf } from '../../../test/rest.js'

let rest: TestRest
let owner: Owner
let token = ''
beforeAll(async () => {
  rest = await testRest()
  owner = await signUp(rest)
  token = (await visitorOf(rest, owner.siteId, 'kim')).token
})
afterAll(() => rest.close())

const WRITES = [
  '/accounts/api/signup',
  '/accounts/api/login',
  '/accounts/api/changepassword',
  '/chatbot/api',
  '/chatbot/details',
  '/chatbot/message/file/upload',
]

function post(url: string, payload: string | Buffer, type = 'application/json') {
  const authorization = `Bearer ${url.includes('upload') ? token : owner.token}`
  return rest.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type, authorization } })
}

test.each(WRITES)('%s refuses every body that is none of its own, by field', async url => {
  const bodies: [string | Buffer, string?][] = [
    ['{'],
    ['nonsense'],
    ['null'],
    ['7'],
    ['"text"'],
    ['[]'],
    [''],
    [Buffer.from([0x7b, 0xff, 0x7d])],
    ['{"__proto__":{"admin":true}}'],
    ['{"constructor":{"prototype":{}}}'],
    [`{"username":"${'x'.repeat(LIMITS.bodyBytes)}"}`],
    ['['.repeat(30_000) + ']'.repeat(30_000)],
    ['<xml/>', 'application/xml'],
    ['a=b', 'application/x-www-form-urlencoded'],
    ['{}', 'text/plain'],
    ['{}', 'application/json-seq'],
    ['{}', 'nonsense'],
    ['--x', 'multipart/form-data'],
    ['--x', 'multipart/form-data; boundary='],
    ['no boundary in here', 'multipart/form-data; boundary=x'],
    ['--x\r\nnonsense\r\n\r\n', 'multipart/form-data; boundary=x'],
  ]
  for (const [body, type] of bodies) {
    const answer = await post(url, body, type)
    const about = `${String(body).slice(0, 60)} ${type ?? ''}`
    expect(answer.statusCode, about).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode, about).toBeLessThan(500)
    expect(answer.json().error.field ?? answer.json().error.kind, about).toEqual(expect.any(String))
  }
})

test.each([
  ['/accounts/api/signup', 'username', 'x'.repeat(50_000)],
  ['/accounts/api/signup', 'name', 'x'.repeat(50_000)],
  ['/accounts/api/signup', 'companyAddress', 'line\u0007'],
  ['/accounts/api/signup', 'name', 'half \ud83d'],
  ['/accounts/api/signup', 'email', `a@${'b'.repeat(300)}.example`],
  ['/accounts/api/signup', 'password', 'x'.repeat(257)],
  ['/accounts/api/signup', 'password', 'half a pair \ud83d'],
  ['/accounts/api/login', 'username', ''],
  ['/accounts/api/login', 'password', 7],
  ['/accounts/api/changepassword', 'password', null],
  ['/chatbot/api', 'chatbotName', { $ne: 1 }],
  ['/chatbot/api', 'introductionText', 'null \u0000'],
  ['/chatbot/api', 'origins', 'https://a.example'],
  ['/chatbot/api', 'origins', Array(51).fill('https://a.example')],
  ['/chatbot/api', 'bot_picture', ['x']],
  ['/chatbot/details', 'username', ['a']],
])('%s names %s', async (url, field, value) => {
  const answer = await post(url, JSON.stringify({ [field]: value }))
  expect(answer.statusCode).toBe(400)
  const { fields } = answer.json().error
  expect(Object.keys(fields).map(name => name.split('.')[0])).toContain(field)
  expect(answer.body.length).toBeLessThan(1_000)
})

test('a body over the limit is refused as too large', async () => {
  const big = `{"username":"${'x'.repeat(LIMITS.bodyBytes)}"}`
  const answer = await post('/accounts/api/login', big)
  expect(answer.statusCode).toBe(413)
  expect(answer.json().error).toMatchObject({ kind: 'too_large', field: 'body' })
})

test('a form with too much in it is refused by field', async () => {
  const room = { name: 'room', content: `${owner.username} kim` }
  const file = { name: 'file', filename: 'a.txt', content: 'x' }
  const send = async (parts: Parameters<typeof multipart>[0]) => {
    const { payload, headers } = multipart(parts)
    const answer = await post('/chatbot/message/file/upload', payload, headers['content-type'])
    return [answer.statusCode, answer.json().error.field]
  }
  expect(await send([file, room, { name: 'content', content: 'x'.repeat(LIMITS.bodyBytes + 1) }])).toEqual([
    413,
    'content',
  ])
  const many = Array.from({ length: 60 }, (_, n) => ({ name: `field${n}`, content: 'x' }))
  expect(await send([file, room, ...many])).toEqual([413, 'body'])
  const [status, field] = await send([file, room, { name: 'n'.repeat(5_000), content: 'x' }])
  expect(status).toBe(400)
  expect(field).toHaveLength(100)
})

test('wrong parameters and queries are refused by field', async () => {
  const answers = await Promise.all(
    [
      `/files/${'x'.repeat(36)}/y/z`,
      '/accounts/api/sessions/nonsense',
      '/widget/a%20b',
      '/chatbot/%00/kim',
      `/chatbot/${owner.username}/${'x'.repeat(3_000)}`,
      '/widget.js?site=a&site=b',
      `/api/sites/${owner.username}/replies/nonsense`,
      '/api/sites/a%20b/replies/nonsense',
    ].map(async url => {
      const method = /sessions|replies/.test(url) ? ('DELETE' as const) : ('GET' as const)
      const headers = { authorization: `Token ${owner.token}` }
      const answer = await rest.app.inject({ method, url, headers })
      return [answer.statusCode, answer.json().error.field]
    }),
  )
  expect(answers).toEqual([
    [400, 'site'],
    [400, 'session'],
    [400, 'site'],
    [400, 'site'],
    [400, 'consumer'],
    [400, 'site'],
    [400, 'reply'],
    [400, 'site'],
  ])
})

test('whatever JSON comes, nothing breaks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...WRITES),
      fc.object({
        maxDepth: 2,
        key: fc.constantFrom('username', 'email', 'password', 'current', 'origins', 'room', 'x'),
      }),
      async (url, body) => {
        const answer = await post(url, JSON.stringify(body))
        expect(answer.statusCode).toBeLessThan(500)
      },
    ),
    { numRuns: 300 },
  )
})

test('whatever bytes come as a form, nothing breaks', async () => {
  const { payload, headers } = multipart([
    { name: 'file', filename: 'a.txt', content: 'hello' },
    { name: 'room', content: `${owner.username} kim` },
  ])
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(payload.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      fc.nat(payload.length),
      async (changes, end) => {
        const bytes = Buffer.from(payload)
        for (const [at, byte] of changes) bytes[at] = byte
        for (const body of [bytes, bytes.subarray(0, end)]) {
          const answer = await post('/chatbot/message/file/upload', body, headers['content-type'])
          expect(answer.statusCode).toBeLessThan(500)
        }
      },
    ),
    { numRuns: 150 },
  )
})
