import { expect, test } from 'vitest'
import { guestPage, isOwnPage } from './guest-page.js'

const host = 'desk.example:8000'
const shop = 'https://shop.example'

test.each([
  ['a page says its origin', { origin: shop }, shop],
  ['a page says where it is', { referer: `${shop}/lamps?who=kim#top` }, shop],
  ['both', { origin: shop, referer: 'https://other.example/' }, shop],
  ['another port of our host', { referer: 'http://desk.example:3000/' }, 'http://desk.example:3000'],
  ['a page keeps it to itself', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'script' }, null],
  ['a sandboxed page', { origin: 'null', 'sec-fetch-site': 'cross-site' }, null],
  ['a page on our domain', { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'script' }, null],
])('a guest: %s', (_, headers, origin) => {
  expect(guestPage({ host, ...headers }, 'script', undefined)).toEqual({ origin })
})

test.each([
  ['our own page', { referer: `http://${host}/demo` }],
  ['our own page under https', { referer: `https://${host}/demo`, 'sec-fetch-dest': 'script' }],
  ['our own page that does not say where', { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'script' }],
  ['our page under its other address', { referer: 'https://desk.public/demo' }],
  ['a program', {}],
  ['a person who typed the address', { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' }],
  ['a link on another page', { referer: `${shop}/`, 'sec-fetch-dest': 'document' }],
  ['a file on a disk', { referer: 'file:///home/kim/page.html' }],
  ['nonsense', { referer: 'nonsense', origin: '://' }],
])('no guest: %s', (_, headers) => {
  expect(guestPage({ host, ...headers }, 'script', 'https://desk.public')).toBeNull()
})

test('the names of this machine are one server', () => {
  const own = { host: '127.0.0.1:8000', referer: 'http://localhost:8000/demo' }
  expect(guestPage(own, 'script', undefined)).toBeNull()
  expect(isOwnPage(own, undefined)).toBe(true)
  const beside = { ...own, referer: 'http://localhost:5500/' }
  expect(guestPage(beside, 'script', undefined)).toEqual({ origin: 'http://localhost:5500' })
  expect(isOwnPage(beside, undefined)).toBe(false)
})

test('a page is ours only when something says so', () => {
  expect(isOwnPage({ host, 'sec-fetch-site': 'same-origin' }, undefined)).toBe(true)
  expect(isOwnPage({ host, referer: 'https://desk.public/demo' }, 'https://desk.public')).toBe(true)
  expect(isOwnPage({ host }, undefined)).toBe(false)
  expect(isOwnPage({ host, 'sec-fetch-site': 'cross-site' }, undefined)).toBe(false)
})
