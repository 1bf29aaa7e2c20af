import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError, call } from '../api.js'

const SOON = 30_000

/** Who is signed in; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) =>
    call('me', { signal }).catch((error: unknown) => {
      if (error instanceof ApiError && error.kind === 'unauthorized') return null
      throw error
    }),
  staleTime: SOON,
})

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
