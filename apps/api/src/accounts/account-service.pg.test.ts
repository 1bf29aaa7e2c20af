import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.js'
import { somebody } from '../../test/rest.js'
import { AccountService, resetPassword } from './account-service.js'
import { PgAccountStore } from './account-store.pg.js'
import { Passwords } from './passwords.js'
import { PgSessionStore } from './session-store.pg.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const passwords = new Passwords()
const free = { take: async () => {}, giveBack: async () => {} }
const caller = { address: '192.0.2.1', userAgent: 'Test/1.0' }

function service(accounts = new PgAccountStore(database.db)) {
  const told = vi.fn()
  const made = new AccountService({
    accounts,
    passwords,
    // The session's id is all a test wants to know of a token.
    tokens: { signMember: claims => claims.sid },
    revocations: { tellSessionsEnded: told },
    limits: { passwordAccount: free, passwordAddress: free, signUpAddress: free },
  })
  return { accounts: made, told }
}

const sessions = () => new PgSessionStore(database.db)
const isLive = async (session: string) => (await sessions().findLive(session)) !== null

test('a changed password ends the other sessions, tells at once which, and a second change with the old one fails', async () => {
  const { accounts, told } = service()
  const body = somebody()
  const own = (await accounts.signUp(body, caller)).token
  const other = (await accounts.signIn(body.username, body.password, caller)).token
  const signedIn = await sessions().findLive(own)
  if (!signedIn) throw new Error('not signed in')
  await accounts.changePassword(signedIn, body.password, 'better horse', caller)
  expect(told).toHaveBeenCalledExactlyOnceWith([other])
  expect([await isLive(own), await isLive(other)]).toEqual([true, false])
  await expect(accounts.changePassword(signedIn, body.password, 'third horse', caller)).rejects.toMatchObject(
    {
      kind: 'bad_request',
      more: { field: 'current' },
    },
  )
})

test('who signs in with the old password while it is changed is not left signed in', async () => {
  const store = new PgAccountStore(database.db)
  const { accounts } = service()
  const body = somebody()
  await accounts.signUp(body, caller)
  const before = await store.byName(body.username)
  if (!before) throw new Error('no user')
  const changed = await passwords.hash('better horse')
  // Both have verified the old password; then they race to write.
  for (let n = 0; n < 20; n++) {
    const ids = [crypto.randomUUID(), crypto.randomUUID()]
    const [to, from] = n % 2 ? [before.passwordHash, changed] : [changed, before.passwordHash]
    await Promise.all([
      store.openSession(before.id, from, { id: ids[0] ?? '', userAgent: '' }),
      store.changePassword(before.id, from, to, crypto.randomUUID()),
      store.openSession(before.id, from, { id: ids[1] ?? '', userAgent: '' }),
    ])
    expect(await Promise.all(ids.map(isLive))).toEqual([false, false])
  }
})

test('of two changes at once one wins and the other is told that its current password is not', async () => {
  const { accounts } = service()
  const body = somebody()
  const signedIn = await sessions().findLive((await accounts.signUp(body, caller)).token)
  if (!signedIn) throw new Error('not signed in')
  const change = (next: string) => accounts.changePassword(signedIn, body.password, next, caller)
  const results = await Promise.allSettled([change('one better horse'), change('two better horses')])
  expect(results.map(result => result.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a reset gives a random password once and ends every session', async () => {
  const { accounts } = service()
  const body = somebody()
  const session = (await accounts.signUp(body, caller)).token
  const store = new PgAccountStore(database.db)
  const password = await resetPassword({ accounts: store, passwords }, body.email.toUpperCase())
  expect(password).toMatch(/^[\w-]{20}$/)
  expect(await isLive(session)).toBe(false)
  await expect(accounts.signIn(body.username, body.password, caller)).rejects.toMatchObject({
    kind: 'unauthorized',
  })
  await expect(accounts.signIn(body.username, password, caller)).resolves.toHaveProperty('token')
  await expect(resetPassword({ accounts: store, passwords }, 'nobody')).rejects.toMatchObject({
    kind: 'not_found',
  })
})

test('a sign-up that breaks in the middle leaves nothing', async () => {
  const body = somebody()
  await database.pool.query('alter table chatbots rename to chatbots_away')
  try {
    await expect(service().accounts.signUp(body, caller)).rejects.toThrow()
  } finally {
    await database.pool.query('alter table chatbots_away rename to chatbots')
  }
  expect(await new PgAccountStore(database.db).byName(body.username)).toBeNull()
  await expect(service().accounts.signUp(body, caller)).resolves.toHaveProperty('token')
})
