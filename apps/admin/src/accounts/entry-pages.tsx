import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, Redirect } from '../router.js'
import { useTitle } from '../title.js'
import { Logo } from '../ui/icon.js'
import { meQuery } from './me.js'
import { SignInForm } from './sign-in-form.js'
import { SignUpForm } from './sign-up-form.js'
import './entry-pages.css'

function EntryPage({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  useTitle(title)
  return (
    <div className="entry">
      <header>
        <Link className="entry__home" href="/">
          <Logo size={28} />
          Deskbell
        </Link>
      </header>
      <main className="entry__sheet">
        <h1 tabIndex={-1}>{title}</h1>
        <p className="muted">{lead}</p>
        {children}
      </main>
    </div>
  )
}

export function SignUpPage() {
  return (
    <EntryPage title="Open your desk" lead="Your site gets a chat, and you an inbox. It takes a minute.">
      <SignUpForm />
    </EntryPage>
  )
}

/** Whoever is signed in already goes on to `next`. */
export function SignInPage({ next }: { next: string }) {
  const me = useQuery(meQuery)
  if (me.data) return <Redirect to={next} />
  return (
    <EntryPage title="Sign in" lead="To your desk and its inbox.">
      <SignInForm next={next} />
    </EntryPage>
  )
}
