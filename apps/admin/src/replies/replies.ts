import type { Reply, ReplyBody } from '@deskbell/protocol/reply'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, call } from '../api.js'

/** The canned replies of a site, sorted by shortcut. */
export const repliesQuery = (site: string) =>
  queryOptions({
    queryKey: ['replies', site],
    queryFn: ({ signal }) => call('replies', { params: { site }, signal }).then(answer => answer.replies),
  })

/**
 * Adds one, or changes this one, unless somebody else has changed it since. Answers it as it is kept; where it is not,
 * the list is what it is now before the failure is told.
 */
export function useSaveReply(site: string) {
  const queries = useQueryClient()
  const { put } = useKept(site)
  return useMutation({
    mutationFn: async ({ of, ...body }: ReplyBody & { of?: Reply }) => {
      const { reply } = of
        ? await call('changeReply', {
            params: { site, reply: of.id },
            body: { ...body, if_updated: of.updated },
          })
        : await call('addReply', { params: { site }, body })
      return reply
    },
    onSuccess: reply => put(reply.id, reply),
    onError: error => (isOutdated(error) ? queries.invalidateQueries(repliesQuery(site)) : undefined),
  })
}

/** Whether what was to be changed is not as it was, or not there any more. */
export const isOutdated = (error: unknown): boolean =>
  error instanceof ApiError && ('if_updated' in error.fields || error.kind === 'not_found')

/** Removes one for good. */
export function useRemoveReply(site: string) {
  const { put } = useKept(site)
  return useMutation({
    mutationFn: ({ id }: Reply) => call('removeReply', { params: { site, reply: id } }),
    onSuccess: (_, { id }) => put(id, null),
  })
}

/** The list as this page holds it: what was done shows at once, without asking for all of it again. */
function useKept(site: string) {
  const queries = useQueryClient()
  const { queryKey } = repliesQuery(site)
  return {
    put: async (id: string, reply: Reply | null) => {
      await queries.cancelQueries({ queryKey })
      queries.setQueryData(queryKey, (before = []) =>
        [...before.filter(each => each.id !== id), ...(reply ? [reply] : [])].sort(byShortcut),
      )
    },
  }
}

const byShortcut = (one: Reply, other: Reply) => one.shortcut.localeCompare(other.shortcut, 'en')
