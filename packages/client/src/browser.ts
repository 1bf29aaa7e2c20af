import { openWith, type Ports, systemClock, type Wake } from './ports.js'

/** The network is back, the page is visible again or comes out of the back-forward cache. */
const pageWake: Wake = listener => {
  const onVisible = () => {
    if (document.visibilityState === 'visible') listener()
  }
  window.addEventListener('online', listener)
  window.addEventListener('pageshow', listener)
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('pageshow', listener)
    document.removeEventListener('visibilitychange', onVisible)
  }
}

/** The ports of a browser page. */
export function browserPorts(): Ports {
  return { clock: systemClock, open: openWith(WebSocket), wake: pageWake, random: Math.random }
}
