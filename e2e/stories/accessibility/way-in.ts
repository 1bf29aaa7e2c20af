import type { Browser, Page } from '@playwright/test'
import type { Server } from '../../harness/server.js'
import { expect, expectOnce, inboxOn, ownerAt, widgetOn } from '../desk.js'
import { type State, stageOptions } from './walk.js'

interface WayIn {
  readonly origin: string
  /** Of somebody who has an account. */
  readonly site: string
  /** Of a stranger. */
  readonly page: Page
  /** Of somebody who has just signed up. */
  readonly owner: Page
  /** Of their first visitor. */
  readonly demo: Page
}

export async function wayInOf(browser: Browser, { origin }: Server): Promise<WayIn> {
  const page = await (await browser.newContext(stageOptions)).newPage()
  const context = await browser.newContext(stageOptions)
  const { owner, site } = await ownerAt(await context.newPage(), origin, '/welcome/look')
  return { origin, site, page, owner, demo: await context.newPage() }
}

const openDesk = (page: Page) => page.getByRole('button', { name: 'Open your desk' })

/** A page that is there when its heading is. */
const page = (name: string, path: string): State<WayIn> => ({
  name,
  async reach({ page, origin }) {
    await page.goto(origin + path)
    await expect(page.getByRole('heading').first()).toBeVisible()
    return page
  },
})

export const wayIn: readonly State<WayIn>[] = [
  page('first page', '/'),
  {
    name: 'sign-up on the first page, empty',
    async reach({ page }) {
      await openDesk(page).click()
      await expect(page.getByLabel('User name')).toHaveAttribute('aria-invalid', 'true')
      return page
    },
  },
  page('sign-up', '/signup'),
  {
    name: 'sign-up, name taken',
    async reach({ page, site }) {
      await page.getByLabel('User name').fill(site)
      await page.getByLabel('E-mail').fill('no address')
      await page.getByLabel('Password').fill('correct horse battery')
      await page.getByRole('button', { name: 'Show the password' }).click()
      await openDesk(page).click()
      await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true')
      await page.getByLabel('E-mail').fill('somebody@example.test')
      await openDesk(page).click()
      await expect(page.getByRole('button', { name: `Take ${site}-desk` })).toBeVisible()
      return page
    },
  },
  page('sign-in', '/login'),
  {
    name: 'sign-in, wrong password',
    async reach({ page, site }) {
      await page.getByLabel('User name or e-mail').fill(site)
      await page.getByLabel('Password').fill('wrong')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true')
      return page
    },
  },
  {
    name: 'sign-in, server away',
    async reach({ page }) {
      await page.route('**/accounts/api/login', route => route.abort())
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('alert')).toBeVisible()
      return page
    },
  },
  {
    name: 'signed out',
    async reach({ page, origin }) {
      await page.goto(`${origin}/login?expired`)
      await expect(page.getByText('You were signed out')).toBeVisible()
      return page
    },
  },
  page('no such page', '/messages/nothing'),
  page('documentation', '/docs'),
  page('demo', '/demo'),
  {
    name: 'demo, basket',
    async reach({ page }) {
      await page.getByRole('button', { name: 'Add to basket' }).click()
      await page.getByRole('button', { name: /^Basket/ }).click()
      await expect(page.getByRole('button', { name: 'Remove Halo pendant' })).toBeVisible()
      return page
    },
  },
  {
    name: 'first steps: look',
    async reach({ owner }) {
      await expect(owner.getByRole('heading', { name: 'Make it yours' })).toBeVisible()
      const preview = owner.frameLocator('iframe[title="Preview of the chat"]')
      await expect(preview.locator('textarea')).toBeVisible()
      return owner
    },
  },
  {
    name: 'first steps: look, nameless',
    async reach({ owner }) {
      await owner.getByLabel('Name', { exact: true }).fill('')
      await owner.getByRole('button', { name: 'Save and go on' }).click()
      await expect(owner.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true')
      return owner
    },
  },
  {
    name: 'first steps: install',
    async reach({ owner }) {
      await owner.getByRole('link', { name: 'Skip', exact: true }).click()
      await expect(owner.getByText('Looking out for a page')).toBeVisible()
      return owner
    },
  },
  {
    name: 'first steps: listening',
    async reach({ owner }) {
      await owner.getByRole('link', { name: 'Skip for now' }).click()
      await expect(owner.getByText('Listening.')).toBeVisible()
      return owner
    },
  },
  {
    name: 'demo, talking, right to left',
    async reach({ demo, origin, site }) {
      await demo.goto(`${origin}/demo?site=${site}&dir=rtl`)
      const widget = widgetOn(demo)
      await widget.open()
      await widget.write('هل يمكن تعتيمه؟')
      await expectOnce(widget.log, 'هل يمكن تعتيمه؟')
      return demo
    },
  },
  {
    name: 'first steps: rung',
    async reach({ owner }) {
      await expect(owner.getByRole('button', { name: 'Answer' })).toBeVisible()
      return owner
    },
  },
  {
    name: 'first answer, with a word of help',
    async reach({ owner }) {
      await owner.getByRole('button', { name: 'Answer' }).click()
      await expect(owner.getByText('Write back; they see it at once.')).toBeVisible()
      return owner
    },
  },
  {
    name: 'first steps: open',
    async reach({ owner, origin }) {
      await inboxOn(owner).answer('نعم')
      await expectOnce(inboxOn(owner).log, 'نعم')
      await owner.goto(`${origin}/welcome/ring`)
      await expect(owner.getByRole('heading', { name: 'Your desk is open' })).toBeVisible()
      return owner
    },
  },
]
