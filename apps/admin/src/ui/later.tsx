import { type ComponentType, type ReactNode, use } from 'react'

/** A component whose code is fetched when it is first shown, or before. */
export interface Later<P> {
  (props: P): ReactNode
  /** Fetches it before it is shown. Rejects when the server does not answer; showing it then tries again. */
  fetch: () => Promise<void>
}

/**
 * `React.lazy`, for code that is often there before it is shown. React's own always suspends at first, and a Suspense
 * that has shown its fallback keeps it for 300 ms; this one shows what is there at once.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let there: ComponentType<P> | undefined
  let shown: Promise<ComponentType<P>> | undefined
  const keep = async () => (there ??= await load())
  const show = (props: P) => {
    if (there === undefined) shown ??= keep()
    const Loaded = there ?? use(shown ?? keep())
    return <Loaded {...props} />
  }
  return Object.assign(show, {
    async fetch() {
      await keep()
    },
  })
}
