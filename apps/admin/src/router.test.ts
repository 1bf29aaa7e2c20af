import { describe, expect, it } from 'vitest'
import { routeOf, signInPath } from './router.js'

const room = '0198c0de-0000-7000-8000-000000000001'

describe('routeOf', () => {
  it.each([
    ['/', { page: 'landing' }],
    ['/signup', { page: 'signup' }],
    ['/signup/', { page: 'signup' }],
    ['/messages', { page: 'messages', room: null, pane: 'list' }],
    [`/messages/${room}`, { page: 'messages', room, pane: 'conversation' }],
    [`/messages/${room}/visitor/`, { page: 'messages', room, pane: 'visitor' }],
    ['/settings', { page: 'chatbot' }],
    ['/settings/chatbot', { page: 'chatbot' }],
    ['/settings/replies', { page: 'replies' }],
    ['/account', { page: 'account' }],
    ['/demo?site=acme', { page: 'demo', site: 'acme', rtl: false }],
    ['/demo', { page: 'demo', site: null, rtl: false }],
    ['/demo?dir=rtl', { page: 'demo', site: null, rtl: true }],
    ['/welcome', { page: 'welcome', step: null }],
    ['/welcome/install/', { page: 'welcome', step: 'install' }],
    ['/welcome/nonsense', { page: 'unknown' }],
    ['/messages/nonsense', { page: 'unknown' }],
    [`/messages/${room}/else`, { page: 'unknown' }],
    [`/messages/${room}/visitor/more`, { page: 'unknown' }],
    ['/no/such', { page: 'unknown' }],
  ])('%s', (address, route) => {
    expect(routeOf(address)).toEqual(route)
  })

  it.each([
    '//evil.example',
    '//evil/messages',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/messages?x=//evil',
    '',
  ])('signing in never leads to %s', next => {
    expect(routeOf(`/login?next=${encodeURIComponent(next)}`)).toMatchObject({
      page: 'login',
      next: '/messages',
    })
  })

  it.each([
    [`/messages/${room}`, true],
    ['/messages?show=unread', false],
  ])('signing in leads back to %s', (next, expired) => {
    expect(routeOf(signInPath(next, expired))).toEqual({ page: 'login', next, expired })
  })
})
