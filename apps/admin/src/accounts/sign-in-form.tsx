import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiError, call } from '../api.js'
import { saidByFields, sayFailure } from '../failure.js'
import { textOf, useFieldErrors, useFocusOnError } from '../form.js'
import { Link, navigate } from '../router.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Field } from '../ui/field.js'
import { welcome } from './me.js'
import { PasswordField } from './password-field.js'

const FIELDS = ['username', 'password'] as const

/** Signs in and leads to `next`, a path of ours. */
export function SignInForm({ next }: { next: string }) {
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const signIn = useMutation({
    mutationFn: (typed: Record<string, string>) =>
      call('signIn', {
        body: { username: (typed.username ?? '').trim(), password: typed.password ?? '' },
      }).catch((error: unknown) => {
        throw aboutPassword(error)
      }),
    onSuccess: async () => {
      await welcome(queries)
      navigate(next, { replace: true })
    },
  })
  useFocusOnError(form, signIn.error)
  const { wrong, onInput } = useFieldErrors(signIn.error)

  return (
    <form
      className="grid gap-4"
      ref={form}
      noValidate
      onInput={onInput}
      onSubmit={event => {
        event.preventDefault()
        signIn.mutate(textOf(event.currentTarget))
      }}
    >
      {signIn.error && !saidByFields(signIn.error, FIELDS) && (
        <Banner tone="danger">{sayFailure(signIn.error)}</Banner>
      )}
      <Field
        name="username"
        label="User name or e-mail"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
        error={wrong('username', 'The name')}
      />
      <PasswordField
        name="password"
        label="Password"
        autoComplete="current-password"
        error={wrong('password', 'Password')}
      />
      <Button look="primary" size="lg" className="w-full" type="submit" busy={signIn.isPending}>
        {signIn.isPending ? 'Signing in' : 'Sign in'}
      </Button>
      <p className="text-13 text-muted">
        No desk yet?{' '}
        <Link className="link" href="/signup">
          Open one
        </Link>
      </p>
    </form>
  )
}

/** The server does not say which of the two is wrong, but the words have to stand beside a field. */
function aboutPassword(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.kind !== 'unauthorized') return error
  return new ApiError(error.kind, error.message, {
    password: 'This name and password do not belong together.',
  })
}
