import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Frame,
  type Locator,
  type Page,
} from '@playwright/test'
import { uniqueName } from '../harness/account.js'
import { type Server, startServer } from '../harness/server.js'
import { type HostSite, startHostSite } from './host-site.js'

export interface Viewport {
  readonly width: number
  readonly height: number
}

export const viewports = {
  desktop: { width: 1_440, height: 900 },
  phone: { width: 375, height: 740 },
} as const satisfies Record<string, Viewport>

/** Where the inbox has room for two panes, and lays a third one over them. */
export const tablet: Viewport = { width: 768, height: 1_024 }

/** A built server for each worker, and a site of somebody else on another site (in the browser's sense) than it. */
export const test = base.extend<
  { shoot: (page: Page, name: string) => Promise<void> },
  { desk: Server; host: HostSite }
>({
  desk: [
    async ({ browserName: _ }, use) => {
      const server = await startServer({ built: true })
      await use(server)
      await server.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  host: [
    async ({ browserName: _ }, use) => {
      const host = await startHostSite()
      await use(host)
      await host.close()
    },
    { scope: 'worker' },
  ],
  shoot: async ({ browserName: _ }, use) => {
    const folder = join(import.meta.dirname, '../test-results/shots')
    mkdirSync(folder, { recursive: true })
    await use(async (page, name) => {
      await page.screenshot({ path: join(folder, `${name}.png`) })
    })
  },
})

/** Signs up as a person does, and stays on the page that this leads to. */
export async function signUp(page: Page, origin: string): Promise<{ site: string }> {
  const site = uniqueName('acme')
  await page.goto(`${origin}/signup`)
  await page.getByLabel('User name').fill(site)
  await page.getByLabel('E-mail').fill(`${site}@example.test`)
  await page.getByLabel('Password').fill(`correct horse ${site}`)
  await page.getByRole('button', { name: 'Open your desk' }).click()
  await expect(page).toHaveURL(/\/welcome/)
  return { site }
}

/** Signs up over REST, which is quicker, and goes to a page of the desk, or nowhere yet. */
export async function ownerAt(
  owner: Page,
  origin: string,
  path: string | null = '/messages',
): Promise<{ owner: Page; site: string }> {
  const site = uniqueName('acme')
  const data = { username: site, email: `${site}@example.test`, password: `correct horse ${site}` }
  expect((await owner.request.post(`${origin}/accounts/api/signup`, { data })).status()).toBe(201)
  if (path !== null) await owner.goto(origin + path)
  return { owner, site }
}

/** A page of a browser of its own: no cookie and no storage is shared with another person's. */
export async function person(browser: Browser, viewport: Viewport): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport })
  return context.newPage()
}

/** The widget on a page, as the visitor sees it; `name` tells several apart. */
export function widgetOn(page: Page, name = 'Chat') {
  const frame = page.frameLocator(`iframe[title^="${name}"]`)
  const launcher = page.getByRole('button', { name: new RegExp(`^${name}`) })
  const box = frame.getByRole('textbox')
  return {
    launcher,
    frame,
    box,
    log: frame.getByRole('log'),
    async open() {
      await launcher.click()
      await expect(box).toBeVisible()
    },
    async write(text: string) {
      await box.fill(text)
      await box.press('Enter')
    },
    /** Opens it, writes, and waits until the server has it. */
    async begin(text: string) {
      await this.open()
      await this.write(text)
      await expect(frame.getByText('Sent')).toBeVisible()
    },
  }
}

/** The inbox of a signed-in page. */
export function inboxOn(page: Page) {
  const composer = page.getByRole('form', { name: /^Write to/ })
  return {
    rows: page.getByRole('listitem').filter({ has: page.locator('[data-row]') }),
    log: page.getByRole('log'),
    /** Opens the room whose last line this is. */
    async open(lastLine: string) {
      await page.getByRole('link').filter({ hasText: lastLine }).click()
      await expect(page.getByRole('log')).toBeVisible()
    },
    async answer(text: string) {
      await composer.getByRole('textbox', { name: 'Message' }).fill(text)
      await composer.getByRole('textbox', { name: 'Message' }).press('Enter')
    },
  }
}

/** A picture of one pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Whether a page has to be scrolled sideways. */
export const isTooWide = (page: Page | Frame): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

/** That a text is shown once and only once. */
export async function expectOnce(log: Locator, text: string): Promise<void> {
  await expect(log.getByText(text, { exact: true })).toHaveCount(1)
}

export { expect }
