import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiError, call } from '../api.js'
import { fieldError, saidByFields, sayFailure } from '../failure.js'
import { textOf, useFocusOnError } from '../form.js'
import { Link, navigate } from '../router.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Field } from '../ui/field.js'
import { welcome } from './me.js'
import './account-form.css'

const FIELDS = ['username', 'password'] as const

/** Signs in and leads to `next`, a path of ours. */
export function SignInForm({ next }: { next: string }) {
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const signIn = useMutation({
    mutationFn: (typed: Record<string, string>) =>
      call('signIn', {
        body: { username: (typed.username ?? '').trim(), password: typed.password ?? '' },
      }),
    onSuccess: async () => {
      await welcome(queries)
      navigate(next, { replace: true })
    },
  })
  useFocusOnError(form, signIn.error)
  const refused = signIn.error instanceof ApiError && signIn.error.kind === 'unauthorized'

  return (
    <form
      className="account-form"
      ref={form}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        signIn.mutate(textOf(event.currentTarget))
      }}
    >
      {signIn.error && !saidByFields(signIn.error, FIELDS) && (
        <Banner tone="danger">
          {refused ? 'This name and password do not belong together.' : sayFailure(signIn.error)}
        </Banner>
      )}
      <Field
        name="username"
        label="User name or e-mail"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        error={fieldError(signIn.error, 'username', 'The name')}
      />
      <Field
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        error={fieldError(signIn.error, 'password', 'Password')}
      />
      <Button className="btn--block" look="primary" size="lg" type="submit" busy={signIn.isPending}>
        {signIn.isPending ? 'Signing in' : 'Sign in'}
      </Button>
      <p className="muted">
        No desk yet?{' '}
        <Link className="link" href="/signup">
          Open one
        </Link>
      </p>
    </form>
  )
}
