import { type ComponentProps, useEffect, useSyncExternalStore } from 'react'

/** Every page of the app and what its address says. */
export type Route =
  | { page: 'landing' }
  | { page: 'signup' }
  | { page: 'login'; next: string }
  | { page: 'messages'; room: string | null; pane: 'list' | 'conversation' | 'visitor' }
  | { page: 'chatbot' }
  | { page: 'account' }
  | { page: 'demo'; site: string | null }
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
      return { page: 'login', next: insidePath(url.searchParams.get('next')) }
    case '/messages':
      return { page: 'messages', room: null, pane: 'list' }
    case '/settings':
    case '/settings/chatbot':
      return { page: 'chatbot' }
    case '/account':
      return { page: 'account' }
    case '/demo':
      return { page: 'demo', site: url.searchParams.get('site') }
  }
  const [, messages, room = '', more, tooMuch] = path.split('/')
  if (messages !== 'messages' || !UUID.test(room) || tooMuch !== undefined) return { page: 'unknown' }
  if (more === undefined) return { page: 'messages', room, pane: 'conversation' }
  return more === 'visitor' ? { page: 'messages', room, pane: 'visitor' } : { page: 'unknown' }
}

/** `next` of a sign-in link comes from the address, so it may only lead to a page of ours. */
function insidePath(next: string | null): string {
  const inside = next !== null && /^\/(?![/\\])[\w/-]*$/.test(next)
  return inside ? next : '/messages'
}

export const roomPath = (room: string) => `/messages/${room}`
export const visitorPath = (room: string) => `/messages/${room}/visitor`

const MOVED = 'deskbell:moved'

/** Go to another page of the app without loading it anew. */
export function navigate(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', path)
  else history.pushState(null, '', path)
  dispatchEvent(new Event(MOVED))
}

function subscribe(onMove: () => void): () => void {
  addEventListener('popstate', onMove)
  addEventListener(MOVED, onMove)
  return () => {
    removeEventListener('popstate', onMove)
    removeEventListener(MOVED, onMove)
  }
}

const here = () => location.pathname + location.search

/** The address now, path and query. */
export const useAddress = (): string => useSyncExternalStore(subscribe, here)

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
