import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, call } from '../api.js'
import { forgetLookDrafts } from '../chatbot/chatbot.js'
import { sayFailure } from '../failure.js'
import { forgetDrafts } from '../rooms/drafts.js'
import { navigate } from '../router.js'
import { Button } from '../ui/button.js'
import { FieldError } from '../ui/field.js'
import { meQuery } from './me.js'

/** Ends this session. Nothing of it stays in the page. */
export function SignOut() {
  const queries = useQueryClient()
  const signOut = useMutation({
    mutationFn: () =>
      call('signOut').catch((error: unknown) => {
        // The session was ended elsewhere: that is what was asked for.
        if (error instanceof ApiError && error.kind === 'unauthorized') return
        throw error
      }),
    onSuccess: () => {
      forgetDrafts()
      forgetLookDrafts()
      queries.clear()
      queries.setQueryData(meQuery.queryKey, null)
      navigate('/login')
    },
  })
  return (
    <div>
      <Button busy={signOut.isPending} onClick={() => signOut.mutate()}>
        {signOut.isPending ? 'Signing out' : 'Sign out'}
      </Button>
      {signOut.error && (
        <p role="alert">
          <FieldError>You are still signed in. {sayFailure(signOut.error)}</FieldError>
        </p>
      )}
    </div>
  )
}
