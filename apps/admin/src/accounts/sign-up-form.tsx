import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from '../api.js'
import { fieldError, saidByFields, sayFailure } from '../failure.js'
import { textOf, useFocusOnError } from '../form.js'
import { Link, navigate } from '../router.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Field } from '../ui/field.js'
import { welcome } from './me.js'
import './account-form.css'

const FIELDS = ['username', 'email', 'password'] as const

/** Makes an account and its site, then leads to the look of its chat. */
export function SignUpForm() {
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const signUp = useMutation({
    mutationFn: (typed: Record<string, string>) =>
      call('signUp', {
        body: {
          username: (typed.username ?? '').trim(),
          email: (typed.email ?? '').trim(),
          password: typed.password ?? '',
        },
      }),
    onSuccess: async () => {
      await welcome(queries)
      navigate('/settings/chatbot')
    },
  })
  useFocusOnError(form, signUp.error)
  const wrong = (field: string, label: string) => fieldError(signUp.error, field, label)

  return (
    <form
      className="account-form"
      ref={form}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        signUp.mutate(textOf(event.currentTarget))
      }}
    >
      {signUp.error && !saidByFields(signUp.error, FIELDS) && (
        <Banner tone="danger">{sayFailure(signUp.error)}</Banner>
      )}
      <Field
        name="username"
        label="User name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        hint="Letters, digits, dot, dash. It becomes the name of your site, too."
        error={wrong('username', 'User name')}
      />
      <Field
        name="email"
        label="E-mail"
        type="email"
        autoComplete="email"
        required
        error={wrong('email', 'E-mail')}
      />
      <Field
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        required
        hint="At least 8 characters."
        error={wrong('password', 'Password')}
      />
      <Button className="btn--block" look="primary" size="lg" type="submit" busy={signUp.isPending}>
        {signUp.isPending ? 'Opening' : 'Open your desk'}
      </Button>
      <p className="muted">
        You have one already?{' '}
        <Link className="link" href="/login">
          Sign in
        </Link>
      </p>
    </form>
  )
}
