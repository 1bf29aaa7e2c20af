/** Several tabs of one browser, and what only one of them should do. Where there are no locks, all do it. */

const locks = (): LockManager | null => ('locks' in navigator ? navigator.locks : null)

/** A place of which only one tab at a time is the holder; who comes later waits. */
export interface Turn {
  readonly mine: () => boolean
  /** Leave it to the next tab. */
  readonly leave: () => void
}

/** Waits for its turn. */
export function takeTurn(name: string): Turn {
  const manager = locks()
  if (!manager) return { mine: () => true, leave: () => {} }
  let mine = false
  const left = new AbortController()
  const hold = () => {
    mine = true
    return new Promise<void>(done => left.signal.addEventListener('abort', () => done()))
  }
  manager.request(name, { signal: left.signal }, hold).catch(() => {})
  return {
    mine: () => mine,
    leave: () => {
      mine = false
      left.abort()
    },
  }
}

/** Says to the other tabs, until the answer is called, that somebody looks at this one. */
export function say(name: string): () => void {
  const manager = locks()
  const over = new AbortController()
  const hold = () => new Promise<void>(done => over.signal.addEventListener('abort', () => done()))
  manager?.request(name, { mode: 'shared', signal: over.signal }, hold).catch(() => {})
  return () => over.abort()
}

/** Whether any tab says so. */
export async function isSaid(name: string): Promise<boolean> {
  const manager = locks()
  if (!manager) return false
  const { held = [] } = await manager.query()
  return held.some(lock => lock.name === name)
}
