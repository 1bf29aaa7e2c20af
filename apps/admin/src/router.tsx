import { type ComponentProps, useEffect, useSyncExternalStore } from 'react'

/** What a newcomer is led through, in this order. */
export const steps = ['look', 'install', 'ring'] as const
export type Step = (typeof steps)[number]

/** Every page of the app and what its address says. */
export type Route =
  | { page: 'landing' }
  | { page: 'signup' }
  | { page: 'login'; next: string; expired: boolean }
  | { page: 'messages'; room: string | null; pane: 'list' | 'conversation' | 'visitor' }
  | { page: 'chatbot' }
  | { page: 'replies' }
  | { page: 'account' }
  | { page: 'demo'; site: string | null; rtl: boolean }
  | { page: 'welcome'; step: Step | null }
  | { page: 'unknown' }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The page an address means. Trailing slashes are optional. */
export function routeOf(address: string): Route {
  const url = new URL(address, 'http://here')
  const path = url.pathname.replace(/(.)\/+$/, '$1')
  switch (path) {
    case '/':
      return { page: 'landing' }
    case '/signup':
      return { page: 'signup' }
    case '/login':
      return {
        page: 'login',
        next: insidePath(url.searchParams.get('next')),
        expired: url.searchParams.has('expired'),
      }
    case '/messages':
      return { page: 'messages', room: null, pane: 'list' }
    case '/settings':
    case '/settings/chatbot':
      return { page: 'chatbot' }
    case '/settings/replies':
      return { page: 'replies' }
    case '/account':
      return { page: 'account' }
    case '/demo':
      return {
        page: 'demo',
        site: url.searchParams.get('site'),
        rtl: url.searchParams.get('dir') === 'rtl',
      }
    case '/welcome':
      return { page: 'welcome', step: null }
  }
  const step = steps.find(each => path === stepPath(each))
  if (step) return { page: 'welcome', step }
  const [, messages, room = '', more, tooMuch] = path.split('/')
  if (messages !== 'messages' || !UUID.test(room) || tooMuch !== undefined) return { page: 'unknown' }
  if (more === undefined) return { page: 'messages', room, pane: 'conversation' }
  return more === 'visitor' ? { page: 'messages', room, pane: 'visitor' } : { page: 'unknown' }
}

/** `next` of a sign-in link comes from the address, so it may only lead to a page of ours. */
function insidePath(next: string | null): string {
  const inside = next !== null && /^\/(?![/\\])[\w/-]*(?:\?[\w=&-]*)?$/.test(next)
  return inside ? next : '/messages'
}

/**
 * Where to sign in and then go on at `next`, a path of ours.
 * `expired`: they were signed in until just now, and are told so.
 */
export const signInPath = (next: string, expired: boolean) =>
  `/login?next=${encodeURIComponent(next)}${expired ? '&expired' : ''}`

export const stepPath = (step: Step) => `/welcome/${step}`
export const roomPath = (room: string) => `/messages/${room}`
export const visitorPath = (room: string) => `/messages/${room}/visitor`

const MOVED = 'deskbell:moved'

/** Go to another page of the app without loading it anew. */
export function navigate(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', path)
  else history.pushState(null, '', path)
  dispatchEvent(new Event(MOVED))
  goToHash()
}

function subscribe(onMove: () => void): () => void {
  addEventListener('popstate', onMove)
  addEventListener('hashchange', onMove)
  addEventListener(MOVED, onMove)
  return () => {
    removeEventListener('popstate', onMove)
    removeEventListener('hashchange', onMove)
    removeEventListener(MOVED, onMove)
  }
}

const here = () => location.pathname + location.search

/** The address now, path and query. */
export const useAddress = (): string => useSyncExternalStore(subscribe, here)

/** The fragment of the address now, with its sign; empty where there is none. */
export const useHash = (): string => useSyncExternalStore(subscribe, () => location.hash)

/** Brings what the fragment names into sight and gives it the focus, as the browser does on a page it loads. */
export function goToHash(): boolean {
  const named = location.hash === '' ? null : document.getElementById(location.hash.slice(1))
  named?.focus({ preventScroll: true })
  named?.scrollIntoView()
  return named !== null
}

/** A link inside the app; with a modifier or another target it is the browser's. */
export function Link({ href, onClick, ...rest }: { href: string } & ComponentProps<'a'>) {
  return (
    <a
      {...rest}
      href={href}
      onClick={event => {
        onClick?.(event)
        const plain =
          event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        if (event.defaultPrevented || !plain) return
        event.preventDefault()
        navigate(href)
      }}
    />
  )
}

/** Shows another page instead of this one; Back does not lead here again. */
export function Redirect({ to }: { to: string }) {
  useEffect(() => navigate(to, { replace: true }), [to])
  return null
}
