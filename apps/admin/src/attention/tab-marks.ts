import { setTitleMark } from '../title.js'

const pictures = {
  quiet: '/favicon.svg',
  unread: '/favicon-unread.svg',
  ringing: '/favicon-ring.svg',
} as const

/** Shows in the browser's tab, and on the app's icon where there is one, what waits. `ringing`: who, or null. */
export function markTab({ unread, ringing }: { unread: number; ringing: string | null }): void {
  const count = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : ''
  setTitleMark(ringing === null ? count : `${count}Ringing: ${ringing} · `)
  const href = pictures[ringing !== null ? 'ringing' : unread > 0 ? 'unread' : 'quiet']
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (link && link.getAttribute('href') !== href) link.href = href
  if (!('setAppBadge' in navigator)) return
  const badge = unread > 0 ? navigator.setAppBadge(unread) : navigator.clearAppBadge()
  badge.catch(() => {})
}
