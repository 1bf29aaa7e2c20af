import { expect, test } from 'vitest'
import { Cookies, readCredentials } from './credentials.js'

const cookie = (line: string) => line.split(';')[0] ?? ''
const plain = new Cookies(false)
const secure = new Cookies(true)

test.each(['Token abc', 'Bearer abc', 'bearer  abc', 'TOKEN abc'])('%s carries a token', authorization => {
  expect(readCredentials({ authorization }, false).bearer).toBe('abc')
})

test.each(['Basic dXNlcjpwYXNz', 'abc', 'Bearer', '', 'Bearer a b'])('%j carries none', authorization => {
  expect(readCredentials({ authorization }, false).bearer).toBeUndefined()
})

test('a subprotocol carries a token where no header can be set', () => {
  const protocols = ['deskbell.v1', 'bearer.abc.def-g']
  expect(readCredentials({ protocols }, false).bearer).toBe('abc.def-g')
  expect(readCredentials({ protocols: ['deskbell.v1', 'bearer.'] }, false).bearer).toBeUndefined()
})

test('the member’s cookie is found again, by https only under the name no neighbour can plant', () => {
  expect(readCredentials({ cookie: cookie(plain.member('abc')) }, false).memberCookie).toBe('abc')
  expect(readCredentials({ cookie: cookie(secure.member('abc')) }, true).memberCookie).toBe('abc')
  expect(readCredentials({ cookie: cookie(plain.member('planted')) }, true).memberCookie).toBeUndefined()
  expect(readCredentials({ cookie: cookie(plain.signedOut()) }, false).memberCookie).toBeUndefined()
})

test('cookies are HttpOnly, SameSite=Lax, for the whole host, and Secure when we are reached by https', () => {
  expect(plain.member('abc')).toMatch(/^deskbell=abc; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(secure.member('abc')).toMatch(/^__Host-deskbell=abc; .*Secure/)
  expect(plain.signedOut()).toContain('Max-Age=0')
})

test('a visitor’s cookie is for one site and one consumer id, and names neither', () => {
  const line = plain.visitor('site-1', 'kim', 'abc')
  const credentials = readCredentials({ cookie: cookie(line) }, false)
  expect(credentials.visitorCookie('site-1', 'kim')).toBe('abc')
  expect(credentials.visitorCookie('site-1', 'tom')).toBeUndefined()
  expect(credentials.visitorCookie('site-2', 'kim')).toBeUndefined()
  expect(line).not.toContain('kim')
  expect(line).toContain('HttpOnly')
})

test('who plays the visitor has no member’s cookie, yet the request still carries one', () => {
  const both = `${cookie(plain.member('m'))}; ${cookie(plain.visitor('s', 'kim', 'v'))}`
  const credentials = readCredentials({ cookie: both, protocols: ['deskbell.v1', 'visitor'] }, false)
  expect(credentials.memberCookie).toBeUndefined()
  expect(credentials.visitorCookie('s', 'kim')).toBe('v')
  expect(credentials.anyCookie).toBe(true)
})

test.each(['', 'theme=dark', '=', ';;;', '__proto__=x', 'deskbell'])('%j holds no credential', line => {
  const credentials = readCredentials({ cookie: line }, false)
  expect(credentials.memberCookie).toBeUndefined()
  expect(credentials.visitorCookie('s', '__proto__')).toBeUndefined()
  expect(credentials.anyCookie).toBe(false)
})
