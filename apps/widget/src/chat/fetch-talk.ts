import type { ConnectionState } from '@deskbell/client/connection'

const AGAIN_AFTER = 3_000
/** From this failure on, the cause may be that we were updated and what we ask for has another name now. */
const STALE = 3

let wake = () => {}

/** Ends a wait of `fetchTalk`. */
export const tryNow = (): void => wake()

/** Fetches what connects, however long that takes, and tells how it fares as if it were the connection. */
export async function fetchTalk(onState: (state: ConnectionState) => void) {
  for (let attempt = 1; ; attempt++) {
    onState({ status: 'connecting', attempt })
    try {
      return await import('./talk/talk.js')
    } catch {
      if (attempt >= STALE) await beginAnew()
      onState({ status: 'waiting', attempt: attempt + 1, until: Date.now() + AGAIN_AFTER })
      await new Promise<void>(resolve => {
        wake = resolve
        addEventListener('online', () => resolve(), { once: true })
        setTimeout(resolve, AGAIN_AFTER)
      })
    }
  }
}

/** Loads this page again, once, if it can be reached; the draft is kept. */
async function beginAnew(): Promise<void> {
  const [arrival] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (arrival?.type === 'reload') return
  const answer = await fetch(location.pathname).catch(() => null)
  if (answer?.ok) location.reload()
}
