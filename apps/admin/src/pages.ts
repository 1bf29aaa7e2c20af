import type { Route } from './router.js'
import { later } from './ui/later.js'

// Each page is fetched when it is opened: a visitor of the landing page does not pay for the inbox.
export const pages = {
  landing: later(() => import('./landing/landing-page.js').then(m => m.LandingPage)),
  signup: later(() => import('./accounts/entry-pages.js').then(m => m.SignUpPage)),
  login: later(() => import('./accounts/entry-pages.js').then(m => m.SignInPage)),
  demo: later(() => import('./demo/demo-page.js').then(m => m.DemoPage)),
  messages: later(() => import('./rooms/messages-page.js').then(m => m.MessagesPage)),
  chatbot: later(() => import('./chatbot/settings-page.js').then(m => m.SettingsPage)),
  replies: later(() => import('./replies/replies-page.js').then(m => m.RepliesPage)),
  account: later(() => import('./accounts/account-page.js').then(m => m.AccountPage)),
  welcome: later(() => import('./welcome/welcome-page.js').then(m => m.WelcomePage)),
}

// Nor for its socket, and what listens to it.
export const InboxProvider = later(() => import('./realtime/inbox.js').then(m => m.InboxProvider))
export const CallMember = later(() => import('./attention/call-member.js').then(m => m.CallMember))
export const DeskKeys = later(() => import('./keys/desk-keys.js').then(m => m.DeskKeys))

/** The pages of somebody who is signed in. */
const deskPages = ['messages', 'chatbot', 'replies', 'account', 'welcome'] as const
export type DeskRoute = Extract<Route, { page: (typeof deskPages)[number] }>

const isDeskPage = (page: Route['page']): page is DeskRoute['page'] =>
  (deskPages as readonly string[]).includes(page)

export const isDesk = (route: Route): route is DeskRoute => isDeskPage(route.page)

/** Fetches what a page needs, so that it is there when it is shown. A failure is for the page to tell. */
export async function fetchPage(page: Route['page']): Promise<void> {
  const needed =
    page === 'unknown'
      ? []
      : [pages[page], ...(isDeskPage(page) ? [InboxProvider, CallMember, DeskKeys] : [])]
  await Promise.allSettled(needed.map(each => each.fetch()))
}

/** Fetches every page that is one click away from the others of the desk. */
export function fetchDeskPages(): void {
  for (const name of deskPages) pages[name].fetch().catch(() => {})
}
