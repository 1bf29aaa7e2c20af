import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from '../api.js'
import { saidByFields, sayFailure } from '../failure.js'
import { textOf, useFieldErrors, useFocusOnError } from '../form.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { toast } from '../ui/toast.js'
import { sessionsQuery } from './me.js'
import { PasswordField } from './password-field.js'

const FIELDS = ['current', 'password'] as const

/** The current password once more, since an open browser is not its owner. */
export function ChangePasswordForm({ username }: { username: string }) {
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const change = useMutation({
    mutationFn: (typed: Record<string, string>) =>
      call('changePassword', { body: { current: typed.current ?? '', password: typed.password ?? '' } }),
    onSuccess: () => {
      form.current?.reset()
      toast({ tone: 'positive', title: 'Your password is changed', text: 'Every other session has ended.' })
      return queries.invalidateQueries(sessionsQuery)
    },
  })
  useFocusOnError(form, change.error)
  const { wrong, onInput } = useFieldErrors(change.error)

  return (
    <form
      className="grid max-w-90 gap-4"
      ref={form}
      noValidate
      onInput={onInput}
      onSubmit={event => {
        event.preventDefault()
        if (!change.isPending) change.mutate(textOf(event.currentTarget))
      }}
    >
      {change.error && !saidByFields(change.error, FIELDS) && (
        <Banner tone="danger">{sayFailure(change.error)}</Banner>
      )}
      {/* So that a password manager knows whose password it is to keep. */}
      <input
        className="sr-only"
        name="username"
        autoComplete="username"
        value={username}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <PasswordField
        name="current"
        label="Current password"
        autoComplete="current-password"
        error={wrong('current', 'This')}
      />
      <PasswordField
        name="password"
        label="New password"
        autoComplete="new-password"
        hint="At least 8 characters."
        error={wrong('password', 'New password')}
      />
      <div>
        <Button look="primary" size="lg" type="submit" busy={change.isPending}>
          {change.isPending ? 'Changing' : 'Change password'}
        </Button>
      </div>
    </form>
  )
}
