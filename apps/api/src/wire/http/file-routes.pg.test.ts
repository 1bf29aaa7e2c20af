import { LIMITS } from '@deskbell/protocol/limits'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdf, picture } from '../../../test/files.js'
import { multipart, type Owner, signUp, type TestRest, testRest, visitorOf } from '../../../test/rest.js'
import { FileService } from '../../files/file-service.js'
import { PgFileStore } from '../../files/file-store.pg.js'

let rest: TestRest
let owner: Owner
let kim: Awaited<ReturnType<typeof visitorOf>>
beforeAll(async () => {
  rest = await testRest()
  owner = await signUp(rest)
  kim = await visitorOf(rest, owner.siteId, 'kim')
})
afterAll(() => rest.close())

interface Upload {
  readonly room?: string
  readonly draft?: string
  readonly author?: string
  readonly name?: string
  readonly content?: Buffer | string
  readonly headers?: Record<string, string>
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

function upload({ room = `${owner.username} kim`, name = 'a.txt', content = 'hello', ...more }: Upload = {}) {
  const fields = { room, author: more.author, draft: more.draft, type: 'image', content: 'x' }
  const { payload, headers } = multipart([
    { name: 'file', filename: name, type: 'text/html', content },
    ...Object.entries(fields).flatMap(([name, content]) =>
      content === undefined ? [] : [{ name, content }],
    ),
  ])
  return rest.app.inject({
    method: 'POST',
    url: '/chatbot/message/file/upload/',
    payload,
    headers: { ...headers, ...(more.headers ?? bearer(kim.token)) },
  })
}

const draft = async (more: Upload) => (await upload({ draft: '1', ...more })).json()
const lastTold = () => rest.told.at(-1)

test('an upload is stored, told to the room, and answered as the message it is', async () => {
  const answer = await upload({ name: 'photo.png', content: picture('image/png') })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ author: 'kim', type: 'image/png', content: '' })
  expect(answer.json().file).toMatch(/^\/files\//)
  expect(lastTold()).toMatchObject({
    asker: { actor: { kind: 'visitor', consumer: 'kim' } },
    file: { draft: true, visitorId: kim.actor.visitorId, uploaderKind: 'visitor' },
  })
})

test('a draft is stored, and told to nobody', async () => {
  const before = rest.told.length
  const answer = await draft({ name: 'Übersicht.pdf', content: pdf })
  expect(answer).toEqual({
    file: expect.stringMatching(/^\/files\/[\w-]{36}\/[\w-]{36}\/%C3%9Cbersicht\.pdf$/),
    type: 'application/pdf',
    file_name: 'Übersicht.pdf',
    file_size: pdf.length,
  })
  expect(rest.told).toHaveLength(before)
})

test('what is a picture is shown, everything else is saved, nothing runs', async () => {
  const shown = await rest.app.inject({ url: (await draft({ content: picture('image/webp') })).file })
  expect(shown.headers['content-type']).toBe('image/webp')
  expect(shown.headers['content-disposition']).toMatch(/^inline; /)
  const saved = await rest.app.inject({ url: (await draft({ name: "b'ü.hta", content: 'x' })).file })
  expect(saved.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(saved.headers['content-disposition']).toBe(
    "attachment; filename=\"b'_.hta.txt\"; filename*=UTF-8''b%27%C3%BC.hta.txt",
  )
  const pdfFile = await rest.app.inject({ url: (await draft({ content: pdf })).file })
  expect(pdfFile.headers['content-disposition']).toMatch(/^attachment; /)
  for (const answer of [shown, saved, pdfFile]) {
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
    })
  }
})

test('only the exact address finds a file', async () => {
  const { file } = await draft({})
  const [, , site, id] = file.split('/')
  const other = '00000000-0000-4000-8000-000000000000'
  for (const url of [`/files/${other}/${id}/a.txt`, `/files/${site}/${other}/a.txt`]) {
    expect((await rest.app.inject({ url })).statusCode).toBe(404)
  }
  expect((await rest.app.inject({ url: `/files/${site}/${id}%27--/a.txt` })).statusCode).toBe(400)
})

test.each([
  ['a web page', '<!doctype html><script>alert(1)</script>'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['an archive', Buffer.from('PK\u0003\u0004xxxxxxxxxxxxxxxxxxxxxxxxxxxx')],
  ['bytes', Buffer.from([1, 2, 3, 255])],
])('%s is refused, whatever its name says', async (_, content) => {
  const answer = await upload({ name: 'photo.png', content })
  expect(answer.statusCode).toBe(415)
  expect(answer.json().error).toMatchObject({ kind: 'unsupported_type', field: 'file' })
})

test('5 MB is taken and one byte more is not', async () => {
  const most = 'a'.repeat(LIMITS.fileBytes)
  expect((await upload({ content: most })).statusCode).toBe(200)
  const more = await upload({ content: `${most}a` })
  expect(more.statusCode).toBe(413)
  expect(more.json().error).toMatchObject({ kind: 'too_large', field: 'file' })
})

test.each(['../../etc/passwd', 'C:\\boot.ini', '..', '/', 'a/../../b', '%2e%2e%2fx', 'x\u202etxt.exe'])(
  'a file called %j gets a name without a path',
  async name => {
    const { file, file_name: stored } = await draft({ name })
    expect(stored).not.toMatch(/[/\\\u202e]|^\./)
    expect(file.split('/')).toHaveLength(5)
    expect((await rest.app.inject({ url: file })).statusCode).toBe(200)
  },
)

test('a name of 500 characters is cut, one of 100 kB is refused', async () => {
  expect((await draft({ name: `${'x'.repeat(500)}.txt` })).file_name).toHaveLength(100)
  const answer = await upload({ name: 'x'.repeat(100_000) })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().error.field).toBeDefined()
})

test('the room may be named by its two names or its id, by visitor and member alike', async () => {
  const site = await rest.sites.bySlug(owner.username)
  if (!site) throw new Error('no site')
  const { room } = await rest.rooms.ensureForVisitor(site, kim.actor.visitorId)
  for (const token of [kim.token, owner.token]) {
    for (const named of [`${owner.username} kim`, room.id]) {
      expect((await upload({ room: named, headers: bearer(token) })).statusCode).toBe(200)
    }
  }
  expect(lastTold()?.asker).toMatchObject({ actor: { kind: 'member' }, visitor: { consumer: 'kim' } })
})

test('cookies are as good as tokens', async () => {
  expect((await upload({ headers: { cookie: owner.cookie } })).statusCode).toBe(200)
  expect(lastTold()?.asker.actor.kind).toBe('member')
  expect((await upload({ headers: { cookie: kim.cookie } })).statusCode).toBe(200)
  expect(lastTold()?.asker.actor.kind).toBe('visitor')
})

test('with both cookies `author` chooses between the two, and never beyond', async () => {
  const headers = { cookie: `${owner.cookie}; ${kim.cookie}` }
  const actorFor = async (more: Upload) => {
    await upload({ headers, ...more })
    return lastTold()?.asker.actor.kind
  }
  expect(await actorFor({ author: 'kim' })).toBe('visitor')
  expect(await actorFor({ author: owner.username })).toBe('member')
  expect(await actorFor({ author: 'somebody else' })).toBe('visitor')
  // Only the inbox uploads drafts by cookie.
  const { file } = await draft({ headers })
  const { rows } = await rest.database.pool.query('select uploader_kind from files where id = $1', [
    file.split('/')[3],
  ])
  expect(rows[0].uploader_kind).toBe('member')
})

test('nobody else gets a file into the room, and cannot learn whether it is there', async () => {
  const stranger = await signUp(rest)
  const tom = await visitorOf(rest, owner.siteId, 'tom')
  const afar = await visitorOf(rest, stranger.siteId, 'kim')
  for (const token of [stranger.token, tom.token, afar.token]) {
    const there = await upload({ headers: bearer(token) })
    const absent = await upload({ headers: bearer(token), room: `${owner.username} nobody` })
    const noSite = await upload({ headers: bearer(token), room: 'no.such.site kim' })
    expect([there.statusCode, absent.statusCode, noSite.statusCode]).toEqual([404, 404, 404])
    expect(absent.body).toBe(there.body)
    expect(noSite.body).toBe(there.body)
  }
  for (const headers of [{}, bearer('nonsense'), { cookie: 'deskbell=nonsense' }, { cookie: tom.cookie }]) {
    const there = await upload({ headers })
    const absent = await upload({ headers, room: `${owner.username} nobody` })
    expect([there.statusCode, absent.statusCode]).toEqual([401, 401])
  }
  const room = '00000000-0000-4000-8000-000000000000'
  expect((await upload({ headers: bearer(stranger.token), room })).statusCode).toBe(404)
})

test('a form without the file, with two, without the room or with a nonsense one is refused by field', async () => {
  const send = async (parts: Parameters<typeof multipart>[0]) => {
    const { payload, headers } = multipart(parts)
    const url = '/chatbot/message/file/upload'
    return rest.app.inject({ method: 'POST', url, payload, headers: { ...headers, ...bearer(kim.token) } })
  }
  const file = { name: 'file', filename: 'a.txt', content: 'x' }
  const room = { name: 'room', content: `${owner.username} kim` }
  const field = async (parts: Parameters<typeof multipart>[0]) => {
    const answer = await send(parts)
    return [answer.statusCode, answer.json().error.field]
  }
  expect(await field([room])).toEqual([400, 'file'])
  expect(await field([file])).toEqual([400, 'room'])
  expect(await field([file, file, room])).toEqual([413, 'file'])
  expect(await field([file, room, room])).toEqual([400, 'room'])
  expect(await field([file, { name: 'room', content: 'one two three' }])).toEqual([400, 'room'])
  expect(await field([file, room, { name: '__proto__', content: 'x' }])).toEqual([400, '__proto__'])
  expect(await field([file, room, { name: 'draft', content: 'maybe' }])).toEqual([400, 'draft'])
  const json = { room: `${owner.username} kim` }
  const url = '/chatbot/message/file/upload'
  const asJson = await rest.app.inject({ method: 'POST', url, payload: json, headers: bearer(kim.token) })
  expect(asJson.json().error.field).toBe('file')
})

test('old drafts are swept, new ones and what was sent stay', async () => {
  const addresses: string[] = []
  for (let n = 0; n < 3; n++) addresses.push((await draft({})).file)
  const ids = addresses.map(address => address.split('/')[3])
  const { pool, db } = rest.database
  await pool.query("update files set created_at = now() - interval '25 hours' where id = any($1)", [
    ids.slice(0, 2),
  ])
  await pool.query('update files set draft = false where id = $1', [ids[1]])
  const files = new FileService({ files: new PgFileStore(db), clock: Date.now })
  expect(await files.sweepDrafts()).toBe(1)
  const statuses = await Promise.all(addresses.map(async url => (await rest.app.inject({ url })).statusCode))
  expect(statuses).toEqual([404, 200, 200])
})
