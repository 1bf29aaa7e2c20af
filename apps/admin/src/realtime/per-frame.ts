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

/** Between two drawings of news; nobody reads faster, and what is typed meanwhile has the frames for itself. */
export const REST_MS = 50

/** A change that comes after a rest is drawn with the next frame, the second of two waits until the rest is over. */
export function rested(soon: Soon = nextFrame, clock: () => number = () => performance.now()): Soon {
  let last = Number.NEGATIVE_INFINITY
  return run => {
    let cancel = () => {}
    const draw = () => {
      cancel = soon(() => {
        last = clock()
        run()
      })
    }
    const wait = last + REST_MS - clock()
    if (wait <= 0) draw()
    else {
      const timer = setTimeout(draw, wait)
      cancel = () => clearTimeout(timer)
    }
    return () => cancel()
  }
}

/**
 * The same source, told at most once per frame and twenty times a second: hundreds of events are one drawing.
 * In between the snapshot stays the one that is drawn. Call `stop` when nobody will look any more.
 */
export function perFrame<State>(
  source: Source<State>,
  soon: Soon = rested(),
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
