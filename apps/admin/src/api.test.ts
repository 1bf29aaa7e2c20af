import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError, call } from './api.js'

const answerWith = (status: number, body: string) => {
  const fetched = vi.fn<typeof fetch>(async () => new Response(body, { status }))
  vi.stubGlobal('fetch', fetched)
  return fetched
}
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it succeeded'),
    (error: unknown) => error as ApiError,
  )

describe('call', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('sends JSON to the address of the protocol and gives back the answer', async () => {
    const fetched = answerWith(200, '{"token":"t","userDetails":{}}')
    const answer = await call('signIn', { body: { username: 'kim', password: 'secret' } })
    expect(answer.token).toBe('t')
    expect(fetched).toHaveBeenCalledWith('/accounts/api/login', {
      method: 'POST',
      body: '{"username":"kim","password":"secret"}',
      headers: { 'content-type': 'application/json' },
    })
  })

  it('escapes what stands in a path', async () => {
    const fetched = answerWith(200, '{"detail":"success"}')
    await call('endSession', { params: { session: '../me?x' } })
    expect(fetched.mock.calls[0]?.[0]).toBe('/accounts/api/sessions/..%2Fme%3Fx')
  })

  it('names every field of a refused form', async () => {
    const fields = { username: 'is taken', password: 'is shorter than 8 characters' }
    answerWith(400, JSON.stringify({ detail: 'no', error: { kind: 'bad_request', message: 'no', fields } }))
    const error = await failure(call('signUp'))
    expect(error).toBeInstanceOf(ApiError)
    expect([error.kind, error.fields]).toEqual(['bad_request', fields])
  })

  it('names the one field of an error that has only one', async () => {
    const error = { kind: 'conflict', message: 'is taken', field: 'username' }
    answerWith(409, JSON.stringify({ detail: 'is taken', error }))
    expect((await failure(call('signUp'))).fields).toEqual({ username: 'is taken' })
  })

  it('says when to come back', async () => {
    const error = { kind: 'rate_limited', message: 'slow down', retry_after_ms: 4000 }
    answerWith(429, JSON.stringify({ detail: '', error }))
    expect((await failure(call('signIn'))).retryAfterMs).toBe(4000)
  })

  it.each([
    [502, '<html>Bad Gateway</html>'],
    [500, ''],
    [200, '<html>a page, not an answer</html>'],
    [500, '{"error":"text"}'],
    [500, 'null'],
  ])('takes a %s that is not ours for an unavailable server', async (status, body) => {
    answerWith(status, body)
    expect((await failure(call('me'))).kind).toBe('unavailable')
  })

  it('tells a lost connection from an answer', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    expect((await failure(call('me'))).kind).toBe('offline')
  })
})
