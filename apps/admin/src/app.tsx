import { lazy, Suspense, useEffect, useRef } from 'react'
import { SignedIn } from './accounts/signed-in.js'
import { InboxProvider } from './realtime/inbox.js'
import { Link, type Route, routeOf, useAddress } from './router.js'
import { useTitle } from './title.js'
import { buttonClass } from './ui/button.js'
import { Empty } from './ui/states.js'

// Each page is loaded when it is opened: a visitor of the landing page does not pay for the inbox.
const loadMessages = () => import('./rooms/messages-page.js').then(m => ({ default: m.MessagesPage }))
const loadSettings = () => import('./chatbot/settings-page.js').then(m => ({ default: m.SettingsPage }))
const loadAccount = () => import('./accounts/account-page.js').then(m => ({ default: m.AccountPage }))

const LandingPage = lazy(() => import('./landing/landing-page.js').then(m => ({ default: m.LandingPage })))
const SignUpPage = lazy(() => import('./accounts/entry-pages.js').then(m => ({ default: m.SignUpPage })))
const SignInPage = lazy(() => import('./accounts/entry-pages.js').then(m => ({ default: m.SignInPage })))
const MessagesPage = lazy(loadMessages)
const SettingsPage = lazy(loadSettings)
const AccountPage = lazy(loadAccount)
const DemoPage = lazy(() => import('./demo/demo-page.js').then(m => ({ default: m.DemoPage })))

export function App() {
  const route = routeOf(useAddress())
  return (
    <Suspense fallback={null}>
      <Page route={route} />
    </Suspense>
  )
}

function Page({ route }: { route: Route }) {
  useHeadingFocus(route.page)
  switch (route.page) {
    case 'landing':
      return <LandingPage />
    case 'signup':
      return <SignUpPage />
    case 'login':
      return <SignInPage next={route.next} />
    case 'demo':
      return <DemoPage asked={route.site} />
    case 'unknown':
      return <UnknownPage />
    case 'messages':
    case 'chatbot':
    case 'account':
      return (
        <SignedIn>
          <InboxProvider>
            <DeskPage route={route} />
          </InboxProvider>
        </SignedIn>
      )
  }
}

function DeskPage({ route }: { route: Extract<Route, { page: 'messages' | 'chatbot' | 'account' }> }) {
  // Whoever is at one of them goes to the others, and should not see them being fetched.
  useEffect(() => {
    for (const load of [loadMessages, loadSettings, loadAccount]) load().catch(() => {})
  }, [])
  switch (route.page) {
    case 'messages':
      return <MessagesPage room={route.room} pane={route.pane} />
    case 'chatbot':
      return <SettingsPage />
    case 'account':
      return <AccountPage />
  }
}

function UnknownPage() {
  useTitle('Not found')
  return (
    <main>
      <h1 className="vh">Not found</h1>
      <Empty
        title="There is no such page"
        action={
          <Link className={buttonClass({ look: 'primary' })} href="/messages">
            To the inbox
          </Link>
        }
      />
    </main>
  )
}

/**
 * A new page begins at its heading, also for somebody who hears it; the first one begins where the browser says.
 * Inside the Suspense, so that it waits for a page that is still being fetched.
 */
function useHeadingFocus(page: Route['page']): void {
  const shown = useRef(page)
  useEffect(() => {
    if (shown.current === page) return
    shown.current = page
    document.querySelector('h1')?.focus()
  }, [page])
}
