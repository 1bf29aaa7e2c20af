import { expect, test } from 'vitest'
import { chatPolicy, inboxPolicy, isHost, plainPagePolicy, testPagePolicy } from './page-policy.js'

test('no page of ours lets a script in that is not a file of ours', () => {
  for (const policy of [
    inboxPolicy('a:1'),
    chatPolicy('a:1', '*'),
    testPagePolicy('a:1', 'x'),
    plainPagePolicy('x'),
  ]) {
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("base-uri 'none'")
    expect(policy).toMatch(/script-src '(?:self|none)'/)
  }
})

test('only the chat may be framed', () => {
  expect(inboxPolicy('a')).toContain("frame-ancestors 'none'")
  expect(testPagePolicy('a', 'x')).toContain("frame-ancestors 'none'")
  // The look is tried out in a frame of our own.
  expect(inboxPolicy('a')).toContain("frame-src 'self';")
  expect(testPagePolicy('a', 'x')).toContain("frame-src 'self';")
  expect(chatPolicy('a', 'https://shop.example')).toContain('frame-ancestors https://shop.example')
})

test('a Host header that is no host gets into no policy', () => {
  expect(inboxPolicy('desk.example:8000')).toContain(
    "connect-src 'self' ws://desk.example:8000 wss://desk.example:8000",
  )
  for (const host of ['a; script-src *', 'a b', "'unsafe-inline'", 'a:port', '']) {
    expect(isHost(host), host).toBe(false)
    expect(inboxPolicy(host)).toContain("connect-src 'self';")
  }
  expect(isHost('[::1]:8000')).toBe(true)
})
