import { expect, test } from 'vitest'
import { readClaims } from './token.js'

test('a payload is taken only in a shape that is signed here', () => {
  expect(readClaims({ typ: 'member', sid: 's', sub: 'u', iat: 1 })).toEqual({
    typ: 'member',
    sid: 's',
    sub: 'u',
  })
  expect(readClaims({ typ: 'visitor', site: 's', vid: 'v', cid: 'kim' })).toEqual({
    typ: 'visitor',
    site: 's',
    vid: 'v',
    cid: 'kim',
  })
})

test.each([
  null,
  'member',
  { sid: 's', sub: 'u' },
  { typ: 'admin', sid: 's', sub: 'u' },
  { typ: 'member', sid: 's' },
  { typ: 'member', sid: '', sub: 'u' },
  { typ: 'member', sid: ['s'], sub: 'u' },
  { typ: 'visitor', site: 's', vid: 'v' },
  { typ: 'visitor', sid: 's', sub: 'u' },
])('%j is nobody', payload => {
  expect(readClaims(payload)).toBeNull()
})
