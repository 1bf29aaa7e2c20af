import { LIMITS } from '@deskbell/protocol/limits'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Owner, signUp, type TestRest, testRest } from '../../../test/rest.js'

let rest: TestRest
beforeAll(async () => {
  rest = await testRest()
})
afterAll(() => rest.close())

const call = (
  who: Pick<Owner, 'token'>,
  site: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE' = 'GET',
  payload?: object,
  id = '',
) =>
  rest.app.inject({
    method,
    url: `/api/sites/${site}/replies${id && `/${id}`}`,
    headers: { authorization: `Bearer ${who.token}` },
    ...(payload === undefined ? {} : { payload }),
  })
const body = { shortcut: 'returns', text: 'Thirty days.\nWe pay the way back.' }

test('an owner adds, changes and removes; members read', async () => {
  const owner = await signUp(rest)
  const site = owner.username
  expect((await call(owner, site)).json()).toEqual({ replies: [] })
  const added = await call(owner, site, 'POST', body)
  expect(added.statusCode).toBe(200)
  const { reply } = added.json()
  expect(reply).toEqual({ ...body, id: expect.any(String), updated: expect.stringMatching(/Z$/) })
  const changed = await call(owner, site, 'PATCH', { shortcut: 'Back' }, reply.id)
  expect(changed.json().reply).toMatchObject({ id: reply.id, shortcut: 'Back', text: body.text })
  expect((await call(owner, site)).json()).toEqual({ replies: [changed.json().reply] })
  expect((await call(owner, site, 'DELETE', undefined, reply.id)).json()).toEqual({ detail: 'success' })
  expect((await call(owner, site, 'DELETE', undefined, reply.id)).statusCode).toBe(404)
  expect((await call(owner, site, 'PATCH', {}, reply.id)).statusCode).toBe(404)
})

test('a taken shortcut is named, on adding and on changing', async () => {
  const owner = await signUp(rest)
  const site = owner.username
  await call(owner, site, 'POST', body)
  const other = (await call(owner, site, 'POST', { ...body, shortcut: 'other' })).json().reply
  for (const refused of [
    await call(owner, site, 'POST', { ...body, shortcut: 'RETURNS' }),
    await call(owner, site, 'PATCH', { shortcut: 'Returns' }, other.id),
  ]) {
    expect(refused.statusCode).toBe(409)
    expect(refused.json().error).toMatchObject({
      kind: 'conflict',
      field: 'shortcut',
      fields: { shortcut: 'is taken' },
    })
  }
})

test('who changes what somebody else has changed meanwhile is told, and can do it on top of that', async () => {
  const owner = await signUp(rest)
  const site = owner.username
  const { reply } = (await call(owner, site, 'POST', body)).json()
  const mine = (text: string, updated: string) =>
    call(owner, site, 'PATCH', { text, if_updated: updated }, reply.id)
  const theirs = (await mine('Forty days.', reply.updated)).json().reply
  // However little time lies between: each change has a time of its own.
  expect(theirs.updated > reply.updated).toBe(true)
  const refused = await mine('Fifty days.', reply.updated)
  expect(refused.statusCode).toBe(409)
  expect(refused.json().error).toMatchObject({ kind: 'conflict', field: 'if_updated' })
  expect((await call(owner, site)).json().replies).toEqual([theirs])
  expect((await mine('Fifty days.', theirs.updated)).json().reply.text).toBe('Fifty days.')
  const gone = '00000000-0000-4000-8000-000000000000'
  expect((await call(owner, site, 'PATCH', { if_updated: reply.updated }, gone)).statusCode).toBe(404)
  const bad = await mine('Sixty days.', 'yesterday')
  expect([bad.statusCode, bad.json().error.field]).toEqual([400, 'if_updated'])
})

test('of twenty who change it at once from the same state, one does', async () => {
  const owner = await signUp(rest)
  const { reply } = (await call(owner, owner.username, 'POST', body)).json()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      call(owner, owner.username, 'PATCH', { text: `${n} days`, if_updated: reply.updated }, reply.id),
    ),
  )
  const statuses = answers.map(answer => answer.statusCode)
  expect(statuses.toSorted()).toEqual([200, ...Array(19).fill(409)])
  const [kept] = (await call(owner, owner.username)).json().replies
  expect(kept.text).toBe(`${statuses.indexOf(200)} days`)
})

test.each([
  ['shortcut', ''],
  ['shortcut', 'two words'],
  ['shortcut', '/slash'],
  ['shortcut', 'käthe'],
  ['shortcut', 'x'.repeat(LIMITS.replies.shortcut + 1)],
  ['shortcut', 7],
  ['shortcut', undefined],
  ['text', ''],
  ['text', ' \n\t '],
  ['text', 'x'.repeat(LIMITS.replies.text + 1)],
  ['text', 'null \u0000'],
  ['text', 'half \ud83d'],
  ['text', undefined],
])('%s may not be %j', async (field, value) => {
  const owner = await signUp(rest)
  const refused = await call(owner, owner.username, 'POST', { ...body, [field]: value })
  expect(refused.statusCode).toBe(400)
  expect(Object.keys(refused.json().error.fields)).toEqual([field])
})

test('the longest there may be are taken, and one more than may be is told in words', async () => {
  const owner = await signUp(rest)
  const { max, text, shortcut } = LIMITS.replies
  const longest = { shortcut: 'x'.repeat(shortcut), text: 'ü'.repeat(text) }
  expect((await call(owner, owner.username, 'POST', longest)).statusCode).toBe(200)
  await rest.database.pool.query(
    `insert into canned_replies (site_id, id, shortcut, text)
     select $1, gen_random_uuid(), 'r' || n, 'words' from generate_series(2, $2) n`,
    [owner.siteId, max],
  )
  const refused = await call(owner, owner.username, 'POST', body)
  expect(refused.statusCode).toBe(409)
  expect(refused.json().error.message).toContain(String(max))
  expect(refused.json().error).not.toHaveProperty('field')
  expect((await call(owner, owner.username)).json().replies).toHaveLength(max)
})

test('an operator reads and does not write; another site’s owner finds nothing', async () => {
  const [owner, operator, stranger] = [await signUp(rest), await signUp(rest), await signUp(rest)]
  const site = owner.username
  const { reply } = (await call(owner, site, 'POST', body)).json()
  await rest.database.pool.query(
    "insert into members (site_id, user_id, role) select $1, id, 'operator' from users where username = $2",
    [owner.siteId, operator.username],
  )
  expect((await call(operator, site)).json().replies).toEqual([reply])
  const writes = (who: Owner, at: string) =>
    Promise.all([
      call(who, at, 'POST', { ...body, shortcut: 'mine' }),
      call(who, at, 'PATCH', { text: 'mine' }, reply.id),
      call(who, at, 'DELETE', undefined, reply.id),
    ])
  expect((await writes(operator, site)).map(answer => answer.statusCode)).toEqual([403, 403, 403])
  expect((await call(stranger, site)).statusCode).toBe(404)
  expect((await writes(stranger, site)).map(answer => answer.statusCode)).toEqual([404, 404, 404])
  // Under their own site's address another site's id leads nowhere either.
  expect((await writes(stranger, stranger.username)).map(answer => answer.statusCode)).toEqual([
    200, 404, 404,
  ])
  expect((await call(owner, site)).json().replies).toEqual([reply])
})
