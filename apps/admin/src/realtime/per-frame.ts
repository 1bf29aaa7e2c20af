/** A snapshot and who wants to know of the next one: what `useSyncExternalStore` takes. */
export interface Source<State> {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => State
}

/** Runs once, soon; the answer cancels it. */
export type Soon = (run: () => void) => () => void

/** With the next painted frame. A page that is not seen paints none, so a clock runs beside it. */
const nextFrame: Soon = run => {
  const cancel = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  const once = () => {
    cancel()
    run()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, 250)
  return cancel
}

/**
 * The same source, told at most once per frame: hundreds of events a second are one drawing each 16 ms.
 * In between the snapshot stays the one that is drawn. Call `stop` when nobody will look any more.
 */
export function perFrame<State>(
  source: Source<State>,
  soon: Soon = nextFrame,
): Source<State> & { stop(): void } {
  let shown = source.getSnapshot()
  let cancel: (() => void) | null = null
  const listeners = new Set<() => void>()
  const unsubscribe = source.subscribe(() => {
    cancel ??= soon(() => {
      cancel = null
      shown = source.getSnapshot()
      for (const listener of [...listeners]) listener()
    })
  })
  return {
    getSnapshot: () => shown,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => {
      unsubscribe()
      cancel?.()
      cancel = null
    },
  }
}
