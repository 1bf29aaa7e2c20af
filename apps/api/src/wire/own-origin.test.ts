import { expect, test } from 'vitest'
import { isOwnOrigin } from './own-origin.js'

test('with a public address that one is ours and no other', () => {
  const own = (origin: string) => isOwnOrigin(origin, 'desk.example', 'https://desk.example')
  expect(own('https://desk.example')).toBe(true)
  for (const foreign of [
    'http://desk.example',
    'https://desk.example:8443',
    'https://evil.example',
    'null',
    '',
  ]) {
    expect(own(foreign), foreign).toBe(false)
  }
})

test('without one the loopback names on our port are all ours', () => {
  const names = ['localhost:8000', '127.0.0.1:8000', '[::1]:8000']
  for (const page of names) {
    for (const host of names) expect(isOwnOrigin(`http://${page}`, host, undefined)).toBe(true)
  }
})

test('without one ours is where the request came to, with https taken off by a proxy or not', () => {
  expect(isOwnOrigin('http://192.168.1.5:8000', '192.168.1.5:8000', undefined)).toBe(true)
  expect(isOwnOrigin('https://desk.example', 'desk.example', undefined)).toBe(true)
})

test.each([
  ['http://localhost:3000', 'localhost:8000'],
  ['http://evil.example', 'localhost:8000'],
  ['http://localhost.evil.example:8000', 'localhost:8000'],
  ['http://evil.example@localhost:8000', 'localhost:8000'],
  ['http://localhost:8000/', 'localhost:8000'],
  ['http://localhost:8000', 'evil.example:8000'],
  ['null', 'localhost:8000'],
  ['', 'localhost:8000'],
  ['file://', 'localhost:8000'],
  ['http://localhost:8000', undefined],
  ['http://localhost:8000', 'not a host'],
])('%s is foreign to %s', (origin, host) => {
  expect(isOwnOrigin(origin, host, undefined)).toBe(false)
})
