import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiError, call } from '../api.js'
import { fieldError, saidByFields, sayFailure } from '../failure.js'
import { textOf, useFocusOnError } from '../form.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Field } from '../ui/field.js'
import { sessionsQuery } from './me.js'
import './account-form.css'

/** The current password once more, since an open browser is not its owner. */
export function ChangePasswordForm({ username }: { username: string }) {
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const change = useMutation({
    mutationFn: (typed: Record<string, string>) =>
      call('changePassword', { body: { current: typed.current ?? '', password: typed.password ?? '' } }),
    onSuccess: () => {
      form.current?.reset()
      return queries.invalidateQueries(sessionsQuery)
    },
  })
  useFocusOnError(form, change.error)
  // The session itself was let in, so it is the typed password that was refused.
  const refused =
    change.error instanceof ApiError && ['unauthorized', 'forbidden'].includes(change.error.kind)
  const said = refused || saidByFields(change.error, ['current', 'password'])

  return (
    <form
      className="account-form"
      ref={form}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        change.mutate(textOf(event.currentTarget))
      }}
    >
      {change.error && !said && <Banner tone="danger">{sayFailure(change.error)}</Banner>}
      {change.isSuccess && <Banner tone="positive">Your password is changed.</Banner>}
      {/* So that a password manager knows whose password it is to keep. */}
      <input
        className="vh"
        name="username"
        autoComplete="username"
        value={username}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <Field
        name="current"
        label="Current password"
        type="password"
        autoComplete="current-password"
        required
        error={
          refused
            ? 'This is not your current password'
            : fieldError(change.error, 'current', 'Current password')
        }
      />
      <Field
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        required
        hint="At least 8 characters."
        error={fieldError(change.error, 'password', 'New password')}
      />
      <div>
        <Button look="primary" size="lg" type="submit" busy={change.isPending}>
          {change.isPending ? 'Changing' : 'Change password'}
        </Button>
      </div>
    </form>
  )
}
