import { useEffect, useState } from 'preact/hooks'

/** Draws anew whenever there is another snapshot. */
export function useObservable<State>(source: {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => State
}): State {
  const [, draw] = useState<unknown>(null)
  useEffect(() => {
    const look = () => draw(source.getSnapshot())
    // It may have changed between drawing and listening.
    look()
    return source.subscribe(look)
  }, [source])
  return source.getSnapshot()
}
