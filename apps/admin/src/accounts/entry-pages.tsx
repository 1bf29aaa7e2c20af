import type { ReactNode } from 'react'
import { BrandBar } from '../frame/brand-bar.js'
import { Link, Redirect } from '../router.js'
import { useTitle } from '../title.js'
import { Banner } from '../ui/banner.js'
import { useMaybeMe } from './me.js'
import { SignInForm } from './sign-in-form.js'
import { SignUpForm } from './sign-up-form.js'

function EntryPage({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  useTitle(title)
  return (
    <div className="flex min-h-dvh flex-col bg-surface phone:bg-bg">
      <BrandBar />
      <main className="w-full flex-1 px-4 pt-4 pb-12 phone:mx-auto phone:w-106 phone:px-0 phone:pt-[8vh]">
        <div className="grid gap-6 phone:rounded-4 phone:border phone:bg-surface phone:p-8">
          <div className="grid gap-1">
            <h1 className="text-20 font-semibold tracking-tight" tabIndex={-1}>
              {title}
            </h1>
            <p className="text-pretty text-14 text-muted">{lead}</p>
          </div>
          {children}
        </div>
      </main>
    </div>
  )
}

export function SignUpPage() {
  const me = useMaybeMe()
  return (
    <EntryPage title="Open your desk" lead="Your site gets a chat, and you an inbox. It takes a minute.">
      {me && (
        <Banner tone="info" icon="user">
          You are signed in as {me.user.username}.{' '}
          <Link className="link" href="/messages">
            To your inbox
          </Link>
        </Banner>
      )}
      <SignUpForm />
    </EntryPage>
  )
}

/** Whoever is signed in already goes on to `next`. `expired`: they were, until just now. */
export function SignInPage({ next, expired }: { next: string; expired: boolean }) {
  const me = useMaybeMe()
  if (me) return <Redirect to={next} />
  return (
    <EntryPage title="Sign in" lead="To your desk and its inbox.">
      {expired && (
        <Banner tone="info" icon="lock" title="You were signed out">
          Sign in again to go on where you were.
        </Banner>
      )}
      <SignInForm next={next} />
    </EntryPage>
  )
}
