import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, call } from '../api.js'
import { sayFailure } from '../failure.js'
import { navigate } from '../router.js'
import { toast } from '../ui/toast.js'
import { forgetTyped } from './forget-typed.js'
import { meQuery } from './me.js'
import { keepWasHere } from './was-here.js'

/** Ends this session. Nothing of it stays in the page; where it fails, a toast says that one is still signed in. */
export function useSignOut(): { signOut: () => void; busy: boolean } {
  const queries = useQueryClient()
  const ending = useMutation({
    mutationFn: () =>
      call('signOut').catch((error: unknown) => {
        // The session was ended elsewhere: that is what was asked for.
        if (error instanceof ApiError && error.kind === 'unauthorized') return
        throw error
      }),
    onSuccess: () => {
      forgetTyped()
      queries.clear()
      queries.setQueryData(meQuery.queryKey, null)
      keepWasHere(false)
      navigate('/login')
    },
    onError: error => {
      toast({ tone: 'danger', title: 'You are still signed in', text: sayFailure(error) })
    },
  })
  return { signOut: () => ending.mutate(), busy: ending.isPending }
}
