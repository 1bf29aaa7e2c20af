import type { Page } from '@playwright/test'
import { expect, inboxOn, isTooWide, ownerAt, test, widgetOn } from './desk.js'
import { embedLine } from './host-site.js'
import { visitorsOf } from './visitors.js'

test.describe.configure({ timeout: 180_000 })

const strangers = ['/', '/signup', '/login', '/docs', '/demo', '/messages/nothing']
const owners = [
  '/welcome/look',
  '/welcome/install',
  '/welcome/ring',
  '/settings/chatbot',
  '/settings/replies',
  '/account',
  '/messages',
]
const long = `https://shop.example/${'lamps-and-shades/'.repeat(12)} and a${'a'.repeat(300)}h`

for (const [name, viewport, deviceScaleFactor] of [
  ['at 320 px', { width: 320, height: 568 }, 1],
  ['at 200 % of 1440 px', { width: 720, height: 450 }, 2],
] as const) {
  test(`nothing is scrolled sideways, and all of it can be reached (${name})`, async ({
    browser,
    desk,
    host,
    shoot,
  }) => {
    const options = { viewport, deviceScaleFactor, reducedMotion: 'reduce' } as const
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const look = async (shown: Page, path: string) => {
      await expect(shown.locator('h1').first()).toBeAttached()
      await shoot(shown, `narrow-${viewport.width}${path.replaceAll('/', '-')}`)
      expect.soft(await outside(shown), path).toEqual([])
      for (const frame of shown.frames()) expect.soft(await isTooWide(frame), path).toBe(false)
    }
    for (const path of strangers) {
      await page.goto(desk.origin + path)
      await look(page, path)
    }
    const { site } = await ownerAt(page, desk.origin, '/welcome')
    const { ring } = visitorsOf(desk.origin, site)
    await ring('v-with-a-rather-long-name-of-its-own', long)
    for (const path of owners) {
      await page.goto(desk.origin + path)
      await look(page, path)
      // The frame stays where it is, and what is in it scrolls.
      if (!path.startsWith('/welcome')) expect.soft(await isTooHigh(page), path).toBe(false)
    }
    await inboxOn(page).rows.first().getByRole('link').click()
    await expect(inboxOn(page).log.getByText('shop.example')).toBeVisible()
    await inboxOn(page).answer(long)
    await look(page, '/messages/room')
    await page.goto(`${page.url()}/visitor`)
    await expect(page.getByRole('complementary', { name: 'About the visitor' })).toBeVisible()
    await look(page, '/messages/room/visitor')

    const shop = await context.newPage()
    await shop.goto(host.page(embedLine(desk.origin, site)))
    const widget = widgetOn(shop)
    await widget.open()
    await widget.write(long)
    await expect(widget.log.getByText('shop.example')).toBeVisible()
    await look(shop, '/widget')
    await context.close()
  })
}

const isTooHigh = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollHeight > document.documentElement.clientHeight)

/** What can be pressed or filled in but lies out of the page's sides, where nothing can be scrolled to it. */
const outside = (page: Page) =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      ((/auto|scroll/.test(getComputedStyle(element).overflowX) &&
        element.matches('nav, pre, [role=tablist]')) ||
        scrolls(element.parentElement))
    return [...document.querySelectorAll('a, button, input, textarea, select, iframe, h1, h2')]
      .filter(element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter(element => !element.closest('.sr-only, [class*="not-focus:sr-only"]') && !scrolls(element))
      .filter(element => {
        const { left, right, width } = element.getBoundingClientRect()
        return width > 1 && (left < -1 || right > innerWidth + 1)
      })
      .map(element => element.outerHTML.slice(0, 120))
  })
