import type { Locator, Page } from '@playwright/test'
import { expect, ownerAt, test, widgetOn } from './desk.js'
import { embedLine } from './host-site.js'
import { visitorsOf } from './visitors.js'

/** As on a phone without a button: a camera above, a bar below, and a corner that is cut. Pixels. */
const insets = { top: 47, left: 0, right: 24, bottom: 34 }
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const

test('nothing that is pressed lies under what a phone puts over the edges of its screen', async ({
  browser,
  desk,
  host,
}) => {
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  const { site } = await ownerAt(page, desk.origin, null)
  await visitorsOf(desk.origin, site).ring('kim', 'Hello.')
  await withInsets(page)
  await page.goto(`${desk.origin}/messages`)
  await page.getByRole('link').filter({ hasText: 'Hello.' }).tap()
  const composer = page.getByRole('form', { name: /^Write to/ })
  await expect(composer).toBeVisible()
  await expect.poll(() => bottomOf(composer)).toBeLessThanOrEqual(844 - insets.bottom)

  await page.goto(host.page(embedLine(desk.origin, site)))
  const { launcher, frame, box } = widgetOn(page)
  await expect.poll(() => bottomOf(launcher)).toBeLessThanOrEqual(844 - insets.bottom)
  const button = await launcher.boundingBox()
  expect((button?.x ?? 0) + (button?.width ?? 0)).toBeLessThanOrEqual(390 - insets.right)
  await launcher.tap()
  await expect(box).toBeVisible()
  expect(await bottomOf(box)).toBeLessThanOrEqual(844 - insets.bottom)
  const close = await frame.getByRole('button', { name: 'Close the chat' }).boundingBox()
  expect(close?.y).toBeGreaterThanOrEqual(insets.top)
  expect((close?.x ?? 0) + (close?.width ?? 0)).toBeLessThanOrEqual(390 - insets.right)
  await context.close()
})

async function withInsets(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets })
}

async function bottomOf(part: Locator): Promise<number> {
  const { y, height } = (await part.boundingBox()) ?? { y: Number.NaN, height: 0 }
  return y + height
}
