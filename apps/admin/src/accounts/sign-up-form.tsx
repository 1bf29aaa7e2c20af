import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from '../api.js'
import { saidByFields, sayFailure } from '../failure.js'
import { textOf, useFieldErrors, useFocusOnError } from '../form.js'
import { Link, navigate } from '../router.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Field } from '../ui/field.js'
import { welcome } from './me.js'
import { PasswordField } from './password-field.js'
import { suggestName } from './suggest-name.js'

const FIELDS = ['username', 'email', 'password'] as const

/** Makes an account and its site, then leads through the first steps. */
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
      navigate('/welcome')
    },
  })
  useFocusOnError(form, signUp.error)
  const { wrong, changed, onInput } = useFieldErrors(signUp.error)
  const nameError = wrong('username', 'User name')
  const better = nameError ? suggestName(signUp.variables?.username ?? '') : null

  const take = (name: string) => {
    const field = form.current?.elements.namedItem('username')
    if (!(field instanceof HTMLInputElement)) return
    field.value = name
    field.focus()
    changed('username')
  }

  return (
    <form
      className="@container"
      ref={form}
      noValidate
      onInput={onInput}
      onSubmit={event => {
        event.preventDefault()
        signUp.mutate(textOf(event.currentTarget))
      }}
    >
      <div className="grid gap-4">
        {signUp.error && !saidByFields(signUp.error, FIELDS) && (
          <Banner tone="danger">{sayFailure(signUp.error)}</Banner>
        )}
        <div className="grid justify-items-start gap-1 *:first:w-full">
          <Field
            name="username"
            label="User name"
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            required
            hint={!nameError && 'Letters, digits, dot, dash. It becomes the name of your site, too.'}
            error={nameError}
          />
          {better && (
            <button type="button" className="link fingertip min-h-6 text-12" onClick={() => take(better)}>
              Take {better}
            </button>
          )}
        </div>
        <div className="grid items-start gap-4 @min-[440px]:grid-cols-2">
          <Field
            name="email"
            label="E-mail"
            type="email"
            autoComplete="email"
            required
            error={wrong('email', 'E-mail')}
          />
          <PasswordField
            name="password"
            label="Password"
            autoComplete="new-password"
            hint="At least 8 characters."
            error={wrong('password', 'Password')}
          />
        </div>
        <Button look="primary" size="lg" className="w-full" type="submit" busy={signUp.isPending}>
          {signUp.isPending ? 'Opening' : 'Open your desk'}
        </Button>
        <p className="text-13 text-muted">
          You have one already?{' '}
          <Link className="link" href="/login">
            Sign in
          </Link>
        </p>
      </div>
    </form>
  )
}
