import type { ReactNode } from 'react'
import { useMaybeMe } from '../accounts/me.js'
import { SignUpForm } from '../accounts/sign-up-form.js'
import { Link } from '../router.js'
import { useTitle } from '../title.js'
import { buttonClass } from '../ui/button.js'
import { Icon, type IconName, Logo } from '../ui/icon.js'
import { IconButton } from '../ui/icon-button.js'
import { useTheme } from '../ui/theme.js'
import { BothSides } from './both-sides.js'

/** What Deskbell is, and the way in. */
export function LandingPage() {
  useTitle('')
  const me = useMaybeMe()
  return (
    <div className="flex min-h-dvh flex-col overflow-x-clip bg-surface">
      <header className="flex h-14 flex-none items-center gap-2 px-4 phone:h-16 phone:px-8 tablet:px-12">
        <span className="me-auto flex items-center gap-2 text-16 font-semibold tracking-tight">
          <Logo size={28} />
          Deskbell
        </span>
        <LightOrDark />
        {me ? (
          <Link className={buttonClass({})} href="/messages">
            To your inbox
          </Link>
        ) : (
          <Link className={buttonClass({ look: 'ghost' }, '-me-3')} href="/login">
            Sign in
          </Link>
        )}
      </header>
      <main className="flex flex-1 flex-col">
        <div className="grid tablet:flex-1 tablet:grid-cols-[minmax(0,29rem)_minmax(0,1fr)] tablet:gap-12 tablet:ps-12 tablet:pt-4 desk:gap-18">
          <div className="max-w-160 px-4 pt-4 pb-8 phone:px-8 phone:pb-12 tablet:px-0 tablet:pt-8">
            <h1
              className="text-balance text-[2rem]/[2.375rem] font-semibold tracking-[-0.025em] phone:text-[2.5rem]/12 phone:tracking-[-0.03em]"
              tabIndex={-1}
            >
              A visitor rings, and one of you comes to the desk.
            </h1>
            <p className="mt-4 max-w-[44ch] text-16 text-text-2">
              Deskbell is a live chat for your web site, with an inbox for the people who answer. It runs on
              your own server, from one command.
            </p>
            {me ? <YourDesk name={me.user.username} /> : <OpenDesk />}
          </div>
          <BothSides />
        </div>
        <Facts />
      </main>
      <footer className="flex flex-wrap items-center gap-x-5 border-t px-4 py-4 text-12 text-muted phone:px-8 tablet:px-12">
        <span className="me-auto">Deskbell, MIT licence</span>
        <a className="flex min-h-8 items-center hover:text-text hover:underline" href="/demo">
          Demo shop
        </a>
        <a className="flex min-h-8 items-center hover:text-text hover:underline" href="/docs">
          API
        </a>
      </footer>
    </div>
  )
}

function OpenDesk() {
  return (
    <section aria-labelledby="open" className="mt-8">
      <h2 id="open" className="mb-4 text-14 font-semibold">
        Open your desk
      </h2>
      <SignUpForm />
    </section>
  )
}

/** Whoever has a desk needs no other. */
function YourDesk({ name }: { name: string }) {
  return (
    <section aria-labelledby="open" className="mt-8 grid justify-items-start gap-4">
      <h2 id="open" className="text-14 font-semibold">
        Your desk is open
      </h2>
      <p className="text-14 text-text-2">
        You are signed in as <b className="font-semibold">{name}</b>.
      </p>
      <div className="flex flex-wrap gap-2">
        <Link className={buttonClass({ look: 'primary', size: 'lg' })} href="/messages">
          <Icon name="inbox" />
          To your inbox
        </Link>
        <Link className={buttonClass({ size: 'lg' })} href="/welcome">
          First steps
        </Link>
      </div>
    </section>
  )
}

function LightOrDark() {
  const { theme, choose } = useTheme()
  const turn = () => {
    const dark = theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark'
    choose(dark ? 'light' : 'dark')
  }
  return <IconButton icon="theme" label="Light or dark" onClick={turn} />
}

/** Only what the build or a test holds to. */
function Facts() {
  return (
    <section aria-label="What it costs and what it keeps" className="border-t bg-bg max-tablet:flex-1">
      <ul className="grid gap-x-10 gap-y-8 px-4 py-10 phone:grid-cols-2 phone:px-8 tablet:px-12 desk:grid-cols-4">
        <Fact icon="page" title="One line of HTML">
          Paste it into any page of any site. It also works where browsers block third-party cookies.
        </Fact>
        <Fact icon="zap" title="2 kB until a click">
          Your page pays for one small script. Chat and connection begin when a visitor opens them.
        </Fact>
        <Fact icon="checks" title="Nothing lost, nothing doubled">
          A message is stored before anybody is told of it, also when the server is killed in between.
        </Fact>
        <Fact icon="server" title="Yours, all of it">
          Your server and your database. No request goes to anybody else’s.
        </Fact>
      </ul>
    </section>
  )
}

function Fact({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <li className="grid content-start grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2">
      <Icon name={icon} className="mt-0.5 text-muted" />
      <h2 className="text-14 font-semibold">{title}</h2>
      <p className="col-start-2 max-w-[44ch] text-pretty text-13 text-muted">{children}</p>
    </li>
  )
}
