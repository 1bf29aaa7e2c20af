import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { TestSocket } from '../../harness/socket.js'
import { expect, inboxOn, ownerAt, pixel, tablet, viewports } from '../desk.js'
import { type Line, lineOf } from '../line.js'
import { fakeSenses } from '../senses.js'
import { type Visitors, visitorsOf } from '../visitors.js'
import { type State, stageOptions } from './walk.js'

interface Inbox {
  readonly origin: string
  readonly site: string
  readonly context: BrowserContext
  readonly page: Page
  readonly line: Line
  readonly visitors: Visitors
  /** Somebody who has come and stays. */
  readonly kim: () => Promise<TestSocket>
}

/** A new site's inbox, on its way: with nobody in it, or with one who has written before. */
export async function inboxSceneOf(
  browser: Browser,
  { origin }: { origin: string },
  who: 'nobody' | 'somebody',
): Promise<Inbox> {
  const context = await browser.newContext(stageOptions)
  const line = await lineOf(context)
  const page = await context.newPage()
  await page.addInitScript(fakeSenses, false)
  const { site } = await ownerAt(page, origin, null)
  const visitors = visitorsOf(origin, site)
  if (who === 'nobody') line.hold()
  else await visitors.ring('v-kim', 'Does the Halo dim?')
  await page.goto(`${origin}/messages`)
  let kim: Promise<TestSocket> | undefined
  return { origin, site, context, page, line, visitors, kim: () => (kim ??= visitors.enter('v-kim')) }
}

const reply = (page: Page) => page.getByRole('textbox', { name: 'Message' })
const silence = (page: Page) => page.getByRole('alert').getByRole('button', { name: 'Silence' })
const file = (page: Page) => page.locator('input[type="file"]')

export const inbox: readonly State<Inbox>[] = [
  {
    name: 'inbox, loading',
    async reach({ page }) {
      await expect(page.getByText('Loading the list')).toBeAttached()
      return page
    },
  },
  {
    name: 'inbox, not loaded',
    async reach({ page, line }) {
      await line.cut()
      await expect(page.getByRole('heading', { name: 'The list did not load' })).toBeVisible()
      return page
    },
  },
  {
    name: 'inbox, empty',
    async reach({ page, line }) {
      line.mend()
      await page.reload()
      await expect(page.getByText('Nobody has rung yet')).toBeVisible()
      return page
    },
  },
  {
    name: 'ring',
    async reach({ page, visitors }) {
      await visitors.ring('v-lena', 'My lamp flickers, see https://shop.example/lamps/halo?size=large')
      await visitors.ring('v-omar', 'مرحبا')
      await expect(page.getByText('One more is ringing.')).toBeVisible()
      return page
    },
  },
  {
    name: 'notifications are offered',
    async reach({ page }) {
      await silence(page).click()
      await expect(page.getByRole('region', { name: 'Notifications' })).toBeVisible()
      return page
    },
  },
  {
    name: 'inbox, several rooms and a tip',
    async reach({ page }) {
      await page.getByRole('button', { name: 'Not now' }).click()
      await page.getByRole('button', { name: /my account$/ }).focus()
      await page.keyboard.press('Shift+Tab')
      await expect(page.getByText(/^Switch to dark$/)).toBeVisible()
      return page
    },
  },
  {
    name: 'bell kept silent',
    async reach({ context, origin }) {
      const page = await context.newPage()
      await page.addInitScript(fakeSenses, true)
      await page.goto(`${origin}/messages`)
      await expect(page.getByText('Your browser keeps the bell silent until you click here')).toBeVisible()
      return page
    },
  },
  {
    name: 'conversation',
    async reach({ page, kim }) {
      const message = { content: 'Does the Halo dim?\nAnd 👍', type: 'text', client_id: randomUUID() }
      await (await kim()).ask({ command: 'new_message', message }, 'ack')
      await silence(page).click()
      const { open, answer, log } = inboxOn(page)
      await open('Does the Halo dim?')
      await answer('It does, see https://shop.example/halo')
      await file(page).setInputFiles([
        { name: 'halo.png', mimeType: 'image/png', buffer: pixel },
        { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('lamps') },
      ])
      await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(2)
      await reply(page).press('Enter')
      await expect(log.getByRole('link', { name: 'halo.png' })).toBeVisible()
      await expect(log.getByText('Sent')).toBeVisible()
      return page
    },
  },
  {
    name: 'conversation, visitor is typing',
    async reach({ page, kim }) {
      ;(await kim()).send({ command: 'typing', on: true })
      await expect(page.getByText(/is typing/)).toBeVisible()
      return page
    },
  },
  {
    name: 'private note',
    async reach({ page }) {
      await page.getByRole('radio', { name: 'Note' }).check()
      await page.getByRole('textbox', { name: 'Private note' }).fill('Likes lamps.')
      await page.getByRole('button', { name: 'Add note' }).click()
      await expect(page.getByRole('article', { name: 'Private note by You' })).toBeVisible()
      await page.getByRole('radio', { name: 'Note' }).check()
      return page
    },
  },
  {
    name: 'file on its way',
    async reach({ page, context }) {
      await page.getByRole('radio', { name: 'Reply' }).check()
      await context.route('**/file/upload', () => new Promise<void>(() => {}))
      await file(page).setInputFiles([{ name: 'slow.png', mimeType: 'image/png', buffer: pixel }])
      await expect(page.getByRole('progressbar', { name: 'Uploading slow.png' })).toBeVisible()
      return page
    },
  },
  {
    name: 'file did not get through',
    async reach({ page, context }) {
      await page.getByRole('button', { name: 'Cancel slow.png' }).click()
      await context.unroute('**/file/upload')
      await context.route('**/file/upload', route => route.abort())
      await file(page).setInputFiles([{ name: 'slow.png', mimeType: 'image/png', buffer: pixel }])
      await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible()
      return page
    },
  },
  {
    name: 'picture, large',
    async reach({ page, context }) {
      await context.unroute('**/file/upload')
      await page.getByRole('button', { name: 'Dismiss slow.png' }).click()
      await inboxOn(page).log.getByRole('link', { name: 'halo.png' }).click()
      await expect(page.getByRole('dialog', { name: 'halo.png' }).getByRole('img')).toBeVisible()
      return page
    },
  },
  {
    name: 'canned replies in the composer, none',
    async reach({ page }) {
      await page.keyboard.press('Escape')
      await reply(page).fill('/')
      await expect(page.getByText('No canned replies yet.')).toBeVisible()
      return page
    },
  },
  {
    name: 'canned replies in the composer',
    async reach({ page, origin, site }) {
      for (const shortcut of ['hours', 'return']) {
        const data = { shortcut, text: 'We are here from 8 to 18, {name}.' }
        await page.request.post(`${origin}/api/sites/${site}/replies`, { data })
      }
      await page.reload()
      await reply(page).fill('/')
      await expect(page.getByRole('listbox', { name: 'Canned replies' })).toBeVisible()
      return page
    },
  },
  {
    name: 'visitor',
    at: [viewports.desktop, tablet, viewports.phone],
    async reach({ page }) {
      await reply(page).fill('')
      await page.goto(`${page.url()}/visitor`)
      const card = page.getByRole('complementary', { name: 'About the visitor' })
      await expect(card.getByText('v-kim')).toBeVisible()
      return page
    },
  },
]

/** What lies above it, and what becomes of it when the server is away. */
export const aroundInbox: readonly State<Inbox>[] = [
  {
    name: 'search and commands',
    async reach({ page }) {
      await expect(inboxOn(page).rows).toHaveCount(1)
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('option').first()).toBeVisible()
      return page
    },
  },
  {
    name: 'search and commands, nothing found',
    async reach({ page }) {
      await page.keyboard.type('nobody at all')
      await expect(page.getByText('Nobody and nothing by “nobody at all”.')).toBeVisible()
      return page
    },
  },
  {
    name: 'keyboard shortcuts',
    async reach({ page }) {
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
      return page
    },
  },
  {
    name: 'own menu, with themes',
    async reach({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /my account$/ }).click()
      await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toBeVisible()
      return page
    },
  },
  {
    name: 'message refused',
    async reach({ page, line }) {
      await page.keyboard.press('Escape')
      const { rows, answer, log } = inboxOn(page)
      await rows.first().getByRole('link').click()
      await expect(log).toBeVisible()
      line.refuse()
      await answer('Into the void.')
      await expect(log.getByText(/^Not sent/)).toBeVisible()
      return page
    },
  },
  {
    name: 'connection lost',
    async reach({ page, line }) {
      await line.cut()
      await inboxOn(page).answer('Into the dark.')
      await expect(inboxOn(page).log.getByText('Waiting for the connection')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible()
      return page
    },
  },
  {
    name: 'conversation, loading',
    async reach({ page, line }) {
      line.mend()
      line.hold()
      await page.reload()
      await expect(page.getByText('Loading the conversation')).toBeAttached()
      return page
    },
  },
  {
    name: 'no such conversation',
    async reach({ page, line, origin }) {
      line.mend()
      await page.goto(`${origin}/messages/${randomUUID()}`)
      await expect(page.getByText('There is no such conversation')).toBeVisible()
      return page
    },
  },
  {
    name: 'desk did not load',
    async reach({ page, origin }) {
      await page.route('**/accounts/api/me', route => route.abort())
      await page.goto(`${origin}/messages`)
      await expect(page.getByRole('heading', { name: 'Your desk did not load' })).toBeVisible({
        timeout: 15_000,
      })
      return page
    },
  },
]
