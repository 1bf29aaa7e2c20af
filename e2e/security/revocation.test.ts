import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp } from '../harness/account.js'
import { type Server, startServer } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'
import { deadline } from '../harness/wait.js'
import { makeWorld } from './world.js'

/** Guarantee S2: a credential that ends closes the sockets it opened. */
describe('revocation', () => {
  let server: Server
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  const open = (path: string, token: string) =>
    TestSocket.open(server.wsOrigin + path, { protocols: ['deskbell.v1', `bearer.${token}`] })
  const post = (path: string, token: string, body: object) =>
    fetch(server.origin + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const signIn = async (username: string, password: string) => {
    const answer = await post('/accounts/api/login', '', { username, password })
    return ((await answer.json()) as { token: string }).token
  }
  /** The code each socket was closed with; fails after the two seconds that are promised. */
  const codes = (sockets: readonly TestSocket[]) =>
    deadline(Promise.all(sockets.map(socket => socket.closed)), 2_000, () => 'the end of the sockets').then(
      ends => ends.map(end => end.code),
    )

  it('of one session, by signing out, leaves the others', async () => {
    const { username, password, token } = await signUp(server.origin)
    const elsewhere = await signIn(username, password)
    const here = await open(`/ws/room/${username}`, token)
    const there = await open(`/ws/room/${username}`, elsewhere)
    await there.next('hello')
    expect((await post('/accounts/api/logout', token, {})).status).toBe(200)
    expect(await codes([here])).toEqual([4401])
    await there.ask({ command: 'fetch_rooms' }, 'rooms')
    await expect(open(`/ws/room/${username}`, token).then(socket => socket.closed)).resolves.toMatchObject({
      code: 4401,
    })
    await there.close()
  })

  it('of all other sessions, by a changed password', async () => {
    const { username, password, token } = await signUp(server.origin)
    const others = await Promise.all([1, 2].map(() => signIn(username, password)))
    const here = await open(`/ws/room/${username}`, token)
    const there = await Promise.all(others.map(other => open(`/ws/room/${username}`, other)))
    const answer = await post('/accounts/api/changepassword', token, {
      current: password,
      password: 'a new one now',
    })
    expect(answer.status).toBe(200)
    expect(await codes(there)).toEqual([4401, 4401])
    await here.ask({ command: 'fetch_rooms' }, 'rooms')
    await here.close()
  })

  it('of all other sessions, by asking for it', async () => {
    const { username, password, token } = await signUp(server.origin)
    const others = await Promise.all([1, 2].map(() => signIn(username, password)))
    const here = await open(`/ws/room/${username}`, token)
    const there = await Promise.all(others.map(other => open(`/ws/room/${username}`, other)))
    const answer = await fetch(`${server.origin}/accounts/api/sessions`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.status).toBe(200)
    expect(await codes(there)).toEqual([4401, 4401])
    await here.ask({ command: 'fetch_rooms' }, 'rooms')
    await here.close()
  })

  it('of a member who was removed, on both kinds of socket, and of nobody else', async () => {
    const { site, consumer, actors } = await makeWorld(server)
    const { operator, admin } = actors
    const theirs = [
      await open(`/ws/room/${site}`, operator.token ?? ''),
      await open(`/ws/chat/${site}/${consumer}`, operator.token ?? ''),
    ]
    const others = await open(`/ws/room/${site}`, admin.token ?? '')
    await server.sql(
      `update members set removed_at = now()
        where user_id = (select id from users where username = $1) and site_id = (select id from sites where slug = $2)`,
      [operator.account?.username, site],
    )
    for (const code of await codes(theirs)) expect([4401, 4403]).toContain(code)
    await others.ask({ command: 'fetch_rooms' }, 'rooms')
    await others.close()
  })
})
