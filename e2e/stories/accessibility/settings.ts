import type { Browser, Page } from '@playwright/test'
import { expect, ownerAt, pixel, tablet, viewports } from '../desk.js'
import { type State, stageOptions } from './walk.js'

interface Settings {
  readonly origin: string
  readonly site: string
  readonly page: Page
}

export async function settingsSceneOf(browser: Browser, { origin }: { origin: string }): Promise<Settings> {
  const page = await (await browser.newContext(stageOptions)).newPage()
  const { site } = await ownerAt(page, origin, '/settings/chatbot')
  return { origin, site, page }
}

const colour = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** A page whose data the server does not give. */
const failed = (name: string, path: string, data: string, title: string): State<Settings> => ({
  name,
  async reach({ page, origin }) {
    await page.route(data, route => route.abort())
    await page.goto(origin + path)
    await expect(page.getByRole('heading', { name: title })).toBeVisible({ timeout: 15_000 })
    await page.unroute(data)
    return page
  },
})

export const settings: readonly State<Settings>[] = [
  {
    name: 'settings',
    async reach({ page }) {
      await expect(page.getByLabel('Introduction', { exact: true })).toBeVisible()
      return page
    },
  },
  {
    name: 'settings, a colour too faint',
    async reach({ page }) {
      await colour(page, 'Introduction, background').fill('#eef4f1')
      await colour(page, 'Introduction, text').fill('#8fb3a5')
      await expect(page.getByText(/^Too faint, text needs 4.5/)).toBeVisible()
      await expect(page.getByText('2 changes not saved')).toBeVisible()
      return page
    },
  },
  {
    name: 'settings, wrong',
    async reach({ page }) {
      await colour(page, 'Introduction, text').fill('#12')
      await page.getByLabel('Add a site').fill('shop.example')
      await button(page, 'Save').click()
      await expect(colour(page, 'Introduction, text')).toHaveAccessibleDescription(/Not a colour/)
      return page
    },
  },
  {
    name: 'settings, sites',
    async reach({ page }) {
      await colour(page, 'Introduction, text').fill('#12352a')
      await page.getByLabel('Add a site').fill('https://shop.example')
      await page.getByLabel('Add a site').press('Enter')
      await expect(page.getByRole('list', { name: 'Allowed sites' })).toBeVisible()
      return page
    },
  },
  {
    name: 'settings, saved',
    async reach({ page }) {
      await button(page, 'Save').click()
      await expect(page.getByText('Saved', { exact: true })).toBeVisible()
      return page
    },
  },
  {
    name: 'settings, crop',
    async reach({ page }) {
      const file = { name: 'face.png', mimeType: 'image/png', buffer: pixel }
      await page.getByLabel('Picture of the chat').setInputFiles(file)
      const dialog = page.getByRole('dialog', { name: 'Crop the picture' })
      await expect(dialog.getByRole('button', { name: 'Use this part' })).not.toHaveAttribute('aria-disabled')
      return page
    },
  },
  {
    name: 'settings, no picture',
    async reach({ page }) {
      await page.keyboard.press('Escape')
      const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('No picture.') }
      await page.getByLabel('Picture of the chat').setInputFiles(file)
      await expect(page.getByText('“notes.txt” is not a picture.')).toBeVisible()
      return page
    },
  },
  {
    name: 'preview in the place of the fields',
    at: [tablet, viewports.phone],
    async reach({ page }) {
      await page.setViewportSize(tablet)
      await page.getByRole('radio', { name: 'Preview' }).check({ force: true })
      await page.getByRole('radio', { name: 'Offline' }).check({ force: true })
      const preview = page.frameLocator('iframe[title="Preview of the chat"]')
      await expect(preview.getByText('No connection.', { exact: true })).toBeAttached()
      return page
    },
  },
  failed('settings, not loaded', '/settings/chatbot', '**/chatbot/api', 'The settings did not load'),
  {
    name: 'what fills the preview',
    async reach({ page, origin, site }) {
      await page.goto(`${origin}/widget/${site}#preview`)
      await expect(page.getByRole('heading', { name: 'A preview of the chat.' })).toBeAttached()
      await page.evaluate(() =>
        postMessage({ deskbellPreview: { look: {}, scene: 'chat', theme: 'light' } }, location.origin),
      )
      await expect(page.locator('[role=log]').getByText(/\w/).first()).toBeVisible()
      return page
    },
  },
  {
    name: 'replies, none',
    async reach({ page, origin }) {
      await page.goto(`${origin}/settings/replies`)
      await expect(page.getByText('No replies yet')).toBeVisible()
      return page
    },
  },
  {
    name: 'reply, being written',
    async reach({ page }) {
      await button(page, 'Add /hello').click()
      await button(page, 'Add a reply').click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Text').fill('Two days, {name}.')
      await expect(dialog.getByText('Two days, Kim.')).toBeVisible()
      return page
    },
  },
  {
    name: 'reply, shortcut taken',
    async reach({ page }) {
      const shortcut = page.getByRole('dialog').getByLabel('Shortcut')
      await shortcut.fill('hello')
      await shortcut.press('Enter')
      await expect(shortcut).toHaveAccessibleDescription(/taken/)
      return page
    },
  },
  {
    name: 'replies, one just saved',
    async reach({ page }) {
      const shortcut = page.getByRole('dialog').getByLabel('Shortcut')
      await shortcut.fill('shipping')
      await shortcut.press('Enter')
      await expect(page.getByText('Saved /shipping', { exact: true })).toBeVisible()
      return page
    },
  },
  {
    name: 'replies, nothing found',
    async reach({ page }) {
      await page.getByLabel('Search', { exact: true }).fill('nothing like it')
      await expect(page.getByText('No reply holds “nothing like it”.')).toBeVisible()
      return page
    },
  },
  {
    name: 'reply, about to be removed',
    async reach({ page }) {
      await button(page, 'Show all').click()
      await button(page, 'Remove /shipping').click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
      return page
    },
  },
  {
    name: 'reply, removed',
    async reach({ page }) {
      await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
      await expect(button(page, 'Undo')).toBeVisible()
      return page
    },
  },
  failed('replies, not loaded', '/settings/replies', '**/api/sites/*/replies', 'The replies did not load'),
  {
    name: 'account',
    async reach({ page, origin, site }) {
      const data = { username: site, password: `correct horse ${site}` }
      const elsewhere = await fetch(`${origin}/accounts/api/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(data),
      })
      expect(elsewhere.ok).toBe(true)
      await page.goto(`${origin}/account`)
      await expect(button(page, 'Sign out everywhere else')).toBeVisible()
      return page
    },
  },
  {
    name: 'account, wrong password',
    async reach({ page }) {
      await page.getByLabel('Current password').fill('not this one')
      await page.getByLabel('New password').fill('short')
      await button(page, 'Change password').click()
      await expect(page.getByLabel('New password')).toHaveAttribute('aria-invalid', 'true')
      return page
    },
  },
  {
    name: 'account, about to end the others',
    async reach({ page }) {
      await button(page, 'Sign out everywhere else').click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
      return page
    },
  },
  {
    name: 'account, others ended',
    async reach({ page }) {
      await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
      await expect(page.getByText('You are signed out everywhere else', { exact: true })).toBeVisible()
      return page
    },
  },
  failed(
    'account, sessions not loaded',
    '/account',
    '**/accounts/api/sessions',
    'Your sessions did not load',
  ),
]
