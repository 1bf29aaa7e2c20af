import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api.js'
import { sayFailure } from '../failure.js'
import { Button } from '../ui/button.js'
import { Confirm } from '../ui/dialog.js'
import { FieldError } from '../ui/field.js'
import { toast } from '../ui/toast.js'
import { sessionsQuery } from './me.js'

/** Ends every session but this one, after a question. `count`: how many that are. */
export function EndOthers({ count, onEnded }: { count: number; onEnded: () => void }) {
  const [asked, setAsked] = useState(false)
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: () => call('endOtherSessions'),
    onSuccess: () => {
      setAsked(false)
      onEnded()
      toast({ tone: 'positive', title: 'You are signed out everywhere else' })
    },
    onSettled: () => queries.invalidateQueries(sessionsQuery),
  })
  return (
    <>
      <Button
        className="mt-4"
        look="danger"
        icon="signOut"
        onClick={() => {
          end.reset()
          setAsked(true)
        }}
      >
        Sign out everywhere else
      </Button>
      <Confirm
        open={asked}
        onClose={() => setAsked(false)}
        title="Sign out everywhere else?"
        action={end.isPending ? 'Signing out' : 'Sign out'}
        danger
        busy={end.isPending}
        onConfirm={() => end.mutate()}
      >
        <p>
          {count === 1 ? 'One other session ends' : `${count} other sessions end`} at once. This browser stays
          signed in.
        </p>
        {end.error && (
          <p className="mt-2" role="alert">
            <FieldError>{sayFailure(end.error)}</FieldError>
          </p>
        )}
      </Confirm>
    </>
  )
}
