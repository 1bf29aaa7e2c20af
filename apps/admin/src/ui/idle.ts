const FIRST_MS = 2_000
const LATEST_MS = 4_000

/**
 * Runs `task` when the page has nothing better to do: not in its first seconds, when it only waits for the server,
 * and a few seconds later at the latest. Answers how to call it off.
 */
export function whenIdle(task: () => void): () => void {
  let asked = 0
  const timer = setTimeout(() => {
    // Safari has none.
    if (typeof requestIdleCallback === 'function') asked = requestIdleCallback(task, { timeout: LATEST_MS })
    else task()
  }, FIRST_MS)
  return () => {
    clearTimeout(timer)
    if (asked !== 0) cancelIdleCallback(asked)
  }
}
