import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { type Account, signUp } from '../harness/account.js'
import type { Server } from '../harness/server.js'
import { expect, inboxOn, viewports, widgetOn } from './desk.js'
import { visitorsOf } from './visitors.js'

/** A new site whose owner is signed in, in a browser of their own; and visitors without one. */
export async function staffed(browser: Browser, desk: Server, options: BrowserContextOptions = {}) {
  const account = await signUp(desk.origin)
  const context = await browser.newContext({ viewport: viewports.desktop, ...options })
  await context.addCookies([{ name: 'deskbell', value: account.token, url: desk.origin }])
  return {
    account,
    context,
    /** One more tab of theirs. */
    async tab() {
      const page = await context.newPage()
      return { page, ...partsOf(page), goto: (path: string) => page.goto(desk.origin + path) }
    },
    /** A visitor writes; resolves when the server has it. */
    says: visitorsOf(desk.origin, account.username).ring,
    /** One who comes by the site's test page, in a browser of their own. */
    async visitor(name: string) {
      const theirs = await (await browser.newContext()).newPage()
      await theirs.goto(`${desk.origin}/chatbot/${account.username}/${name}`)
      const widget = widgetOn(theirs)
      await expect(widget.box).toBeVisible()
      return { page: theirs, ...widget }
    },
    /** What the server holds of messages and notes, in order, room by room. */
    async stored(): Promise<string[]> {
      const rows = await desk.sql<{ content: string }>(
        `select j.content from journal j join sites s on s.id = j.site_id
         where s.slug = $1 and j.kind in ('message', 'note') order by j.room_id, j.seq`,
        [account.username],
      )
      return rows.map(row => row.content)
    },
  }
}

/** The same, with one tab open, which goes nowhere yet. */
export async function atTheDesk(browser: Browser, desk: Server) {
  const all = await staffed(browser, desk)
  return { ...all, ...(await all.tab()) }
}

function partsOf(page: Page) {
  return {
    inbox: inboxOn(page),
    reply: page.getByRole('textbox', { name: 'Message' }),
    note: page.getByRole('textbox', { name: 'Private note' }),
    row: (text: string) => page.locator('[data-row]').filter({ hasText: text }),
  }
}

/** Ends every session of an account, as its owner does from elsewhere. */
export async function endSessions(
  origin: string,
  { username, password }: Pick<Account, 'username' | 'password'>,
): Promise<void> {
  const signIn = await fetch(`${origin}/accounts/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  const { token } = (await signIn.json()) as { token: string }
  const ended = await fetch(`${origin}/accounts/api/sessions`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  })
  if (!ended.ok) throw new Error(`ending the sessions answered ${ended.status}: ${await ended.text()}`)
}
