import { type ReactNode, Suspense, useEffect, useRef } from 'react'
import { SignedIn } from './accounts/signed-in.js'
import { BrandBar } from './frame/brand-bar.js'
import {
  CallMember,
  DeskKeys,
  type DeskRoute,
  fetchDeskPages,
  fetchPage,
  InboxProvider,
  isDesk,
  pages,
} from './pages.js'
import { goToHash, Link, type Route, routeOf, useAddress } from './router.js'
import { useTitle } from './title.js'
import { buttonClass } from './ui/button.js'
import { Guard } from './ui/guard.js'
import { whenIdle } from './ui/idle.js'
import { MenuSheet } from './ui/menu.js'
import { Empty, Failed } from './ui/states.js'
import { Tips } from './ui/tips.js'
import { ToastCorner, Toasts } from './ui/toasts.js'

export function App() {
  const route = routeOf(useAddress())
  return (
    <>
      <Guard page={route.page} instead={<LostPage />}>
        <Suspense fallback={null}>
          <Page route={route} />
        </Suspense>
      </Guard>
      <Toasts />
      <Tips />
    </>
  )
}

function Page({ route }: { route: Route }) {
  useHeadingFocus(route.page === 'welcome' ? `welcome ${route.step}` : route.page)
  if (isDesk(route)) return <Desk route={route} />
  switch (route.page) {
    case 'landing':
      return <pages.landing />
    case 'signup':
      return <pages.signup />
    case 'login':
      return <pages.login next={route.next} expired={route.expired} />
    case 'demo':
      return <pages.demo asked={route.site} rtl={route.rtl} />
    case 'unknown':
      return <UnknownPage />
  }
}

function Desk({ route: { page }, route }: { route: DeskRoute }) {
  // Fetched while the server is asked who this is, and not one after the other.
  useEffect(() => void fetchPage(page), [page])
  return (
    <SignedIn>
      <InboxProvider>
        {/* There from the first moment on: who rings before it listens would be taken for somebody seen before. */}
        <CallMember />
        <DeskKeys />
        <DeskPage route={route} />
      </InboxProvider>
    </SignedIn>
  )
}

function DeskPage({ route }: { route: DeskRoute }) {
  // Whoever is at one of them goes to the others, and should not see them being fetched; nor what they open here.
  useEffect(
    () =>
      whenIdle(() => {
        fetchDeskPages()
        for (const part of [MenuSheet, ToastCorner]) part.fetch().catch(() => {})
      }),
    [],
  )
  switch (route.page) {
    case 'messages':
      return <pages.messages room={route.room} pane={route.pane} />
    case 'chatbot':
      return <pages.chatbot />
    case 'replies':
      return <pages.replies />
    case 'account':
      return <pages.account />
    case 'welcome':
      return <pages.welcome step={route.step} />
  }
}

/** A page could not be fetched, or broke. */
function LostPage() {
  return (
    <BarePage title="Not loaded">
      <Failed title="This page did not load" onRetry={() => location.reload()}>
        <p>The server may be away, or newer than what is open here. What you typed is kept.</p>
      </Failed>
    </BarePage>
  )
}

function UnknownPage() {
  return (
    <BarePage title="Not found">
      <Empty
        title="There is no such page"
        action={
          <Link className={buttonClass({ look: 'primary' })} href="/messages">
            To the inbox
          </Link>
        }
      >
        <p>The address may be mistyped, or the page may have moved.</p>
      </Empty>
    </BarePage>
  )
}

/** One message, and nothing else to see. */
function BarePage({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title)
  return (
    <div className="flex min-h-dvh flex-col">
      <BrandBar />
      <main className="flex flex-1 flex-col pb-16">
        <h1 className="sr-only">{title}</h1>
        {children}
      </main>
    </div>
  )
}

/**
 * A new page begins at its heading, also for somebody who hears it; the first one begins where the browser says.
 * Inside the Suspense, so that it waits for a page that is still being fetched.
 */
function useHeadingFocus(page: string): void {
  const shown = useRef(page)
  useEffect(() => {
    if (shown.current === page) return
    shown.current = page
    // Unless the page has put it where it is wanted.
    if (document.activeElement?.closest('main')) return
    if (!goToHash()) document.querySelector('h1')?.focus()
  }, [page])
}
