import type { Locator, Page } from '@playwright/test'
import { expect, inboxOn, ownerAt, person, pixel, test, viewports, widgetOn } from './desk.js'
import { embedLine } from './host-site.js'
import { visitorsOf } from './visitors.js'

/** Something that lies above the page until it is closed. */
interface Layer {
  readonly name: string
  readonly path: string
  /** Has the focus before it is opened, and again when it is closed. */
  readonly opener: (page: Page) => Locator
  /** What is pressed there. */
  readonly keys: readonly string[]
  /** What else has to be done. */
  readonly goOn?: (page: Page) => Promise<void>
  readonly shown: (page: Page) => Locator
}

const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name })
const dialog = (name: string) => (page: Page) => page.getByRole('dialog', { name })
const question = (page: Page) => page.getByRole('alertdialog')
const row = (page: Page) => inboxOn(page).rows.first().getByRole('link')
const account = button(/my account$/)

const layers: readonly Layer[] = [
  {
    name: 'search and commands',
    path: '/messages',
    opener: row,
    keys: ['Control+k'],
    shown: dialog('Search and commands'),
  },
  { name: 'shortcuts', path: '/messages', opener: row, keys: ['?'], shown: dialog('Keyboard shortcuts') },
  {
    name: 'own menu',
    path: '/messages',
    opener: account,
    keys: ['Enter'],
    shown: page => page.getByRole('menu'),
  },
  {
    name: 'shortcuts, from the own menu',
    path: '/messages',
    opener: account,
    keys: ['ArrowDown'],
    async goOn(page) {
      await expect(page.getByRole('menuitem', { name: 'Account' })).toBeFocused()
      await page.keyboard.press('k')
      await expect(page.getByRole('menuitem', { name: /^Keyboard shortcuts/ })).toBeFocused()
      await page.keyboard.press('Enter')
    },
    shown: dialog('Keyboard shortcuts'),
  },
  {
    name: 'reply, being written',
    path: '/settings/replies',
    opener: button('Add a reply'),
    keys: ['Enter'],
    shown: dialog('Add a reply'),
  },
  {
    name: 'reply, about to be removed',
    path: '/settings/replies',
    opener: button('Remove /hours'),
    keys: ['Space'],
    shown: question,
  },
  {
    name: 'crop',
    path: '/settings/chatbot',
    opener: button('Upload a picture'),
    keys: [],
    async goOn(page) {
      const preview = page.frameLocator('iframe[title="Preview of the chat"]')
      await expect(preview.locator('header')).toBeVisible()
      const chooser = page.waitForEvent('filechooser')
      await button('Upload a picture')(page).press('Enter')
      await (await chooser).setFiles({ name: 'face.png', mimeType: 'image/png', buffer: pixel })
    },
    shown: dialog('Crop the picture'),
  },
  {
    name: 'other sessions, about to be ended',
    path: '/account',
    opener: button('Sign out everywhere else'),
    keys: ['Enter'],
    shown: question,
  },
]

test('what lies above the page keeps the focus in it, and gives it back', async ({ browser, desk }) => {
  test.setTimeout(90_000)
  const page = await person(browser, viewports.desktop)
  const { site } = await ownerAt(page, desk.origin)
  await visitorsOf(desk.origin, site).ring('v-kim', 'Hello.')
  await page.request.post(`${desk.origin}/api/sites/${site}/replies`, {
    data: { shortcut: 'hours', text: 'From 8 to 18.' },
  })
  const elsewhere = await person(browser, viewports.desktop)
  await elsewhere.request.post(`${desk.origin}/accounts/api/login`, {
    data: { username: site, password: `correct horse ${site}` },
  })
  for (const { name, path, opener, keys, goOn, shown } of layers) {
    await test.step(name, async () => {
      if (!page.url().endsWith(path)) await page.goto(desk.origin + path)
      // A page that is still being fetched takes no press.
      await expect(opener(page)).toBeEnabled()
      await opener(page).focus()
      for (const key of keys) await page.keyboard.press(key)
      await goOn?.(page)
      const layer = shown(page)
      await expect(layer).toBeVisible()
      await expect.poll(() => holdsFocus(layer)).toBe(true)
      for (const key of [...Array(9).fill('Tab'), ...Array(4).fill('Shift+Tab')]) {
        await page.keyboard.press(key)
        expect(await holdsFocus(layer), `${name}: ${key}`).toBe(true)
      }
      await page.keyboard.press('Escape')
      await expect(layer).toHaveCount(0)
      await expect(opener(page)).toBeFocused()
    })
  }
  await Promise.all([page.context().close(), elsewhere.context().close()])
})

test('on a phone the chat keeps the focus, and gives it back; so do its menu and its pictures', async ({
  browser,
  desk,
  host,
}) => {
  const page = await person(browser, viewports.phone)
  const { site } = await ownerAt(await person(browser, viewports.desktop), desk.origin)
  await page.goto(host.page(embedLine(desk.origin, site), '<a href="#">Behind the chat</a>'))
  const { launcher, frame, box, log } = widgetOn(page)
  await launcher.press('Enter')
  await expect(box).toBeFocused()
  await frame
    .locator('input[type="file"]')
    .setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: pixel })
  const picture = log.getByRole('link', { name: 'lamp.png' })
  await expect(picture).toBeVisible()
  for (let tabs = 0; tabs < 12; tabs += 1) {
    await page.keyboard.press('Tab')
    await expect(page.getByText('Behind the chat')).not.toBeFocused()
  }

  const more = frame.getByRole('button', { name: 'More' })
  for (const [opener, layer] of [
    [more, frame.getByRole('menu')],
    [picture, frame.getByRole('dialog', { name: 'lamp.png' })],
  ] as const) {
    await opener.press('Enter')
    await expect(layer).toBeVisible()
    await expect.poll(() => holdsFocus(layer)).toBe(true)
    await page.keyboard.press('Escape')
    await expect(layer).toHaveCount(0)
    await expect(opener).toBeFocused()
  }
  await page.keyboard.press('Escape')
  await expect(launcher).toBeFocused()
  await page.context().close()
})

const holdsFocus = (layer: Locator) =>
  layer.evaluate(element => document.hasFocus() && element.contains(document.activeElement))
