import type { Me } from '@deskbell/protocol/account'
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { ApiError, call } from '../api.js'
import { changesHands } from './tab-owner.js'
import { keepWasHere, wasHere } from './was-here.js'

const SOON = 30_000

/** Who is signed in; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    const me = await call('me', { signal }).catch((error: unknown) => {
      if (error instanceof ApiError && error.kind === 'unauthorized') return null
      throw error
    })
    keepWasHere(me !== null)
    if (me && changesHands(me.user.id)) (await import('./forget-typed.js')).forgetTyped(me.user.id)
    return me
  },
  staleTime: SOON,
})

/** Who is signed in, for pages that are for everybody: not asked where nobody ever was. */
export const useMaybeMe = (): Me | null => useQuery({ ...meQuery, enabled: wasHere() }).data ?? null

/** Where this person is signed in. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => call('sessions', { signal }).then(answer => answer.sessions),
})

/** Somebody else may be signed in now: nothing of what was fetched for the one before is shown to them. */
export async function welcome(queries: QueryClient): Promise<void> {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] })
  await queries.fetchQuery({ ...meQuery, staleTime: 0 })
}
