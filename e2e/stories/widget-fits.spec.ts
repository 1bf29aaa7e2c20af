import type { BrowserContext } from '@playwright/test'
import { expect, viewports, widgetOn } from './desk.js'
import { focusOf, TALL, tag, test } from './host-page.js'
import { held } from './line.js'

test('on a phone the chat is the screen, above the keyboard, and leaves the page as it was', async ({
  browser,
  host,
  shoot,
  line,
}) => {
  const size = { width: 390, height: 844 }
  const context = await browser.newContext({
    viewport: size,
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  })
  const page = await context.newPage()
  await page.goto(host.page(TALL, line))
  const widget = widgetOn(page)
  const dialog = page.getByRole('dialog')
  await widget.launcher.waitFor()
  await page.evaluate(() => scrollTo(0, 700))
  const state = () =>
    page.evaluate(() => [scrollY, document.documentElement.style.cssText, document.body.clientWidth])
  const was = await state()
  const devtools = await context.newCDPSession(page)
  /** The names that a screen reader finds. */
  const told = async () =>
    (await devtools.send('Accessibility.getFullAXTree')).nodes
      .filter(({ ignored }) => !ignored)
      .map(({ name }) => name?.value)

  await widget.launcher.tap()
  await expect(widget.box).toBeVisible()
  await expect.poll(() => dialog.boundingBox()).toEqual({ x: 0, y: 0, ...size })
  // Touched, not typed: the keyboard does not cover what one came to read.
  await expect(widget.box).not.toBeFocused()
  await page.mouse.wheel(0, 400)
  await page.evaluate(() => scrollBy(0, 0))
  expect((await state())[0]).toBe(700)
  // The page behind is out of reach for keys and for screen readers.
  for (let turn = 0; turn < 12; turn++) {
    await page.keyboard.press('Tab')
    expect(await focusOf(page)).not.toBe('end')
  }
  expect(await told()).not.toContain('The end')

  // Chromium without a screen has no software keyboard: the visual viewport says what it would say with one.
  await page.evaluate(() => {
    Object.defineProperty(visualViewport, 'height', { configurable: true, get: () => 420 })
    Object.defineProperty(visualViewport, 'offsetTop', { configurable: true, get: () => 60 })
    visualViewport?.dispatchEvent(new Event('resize'))
  })
  expect(await dialog.boundingBox()).toEqual({ x: 0, y: 60, width: 390, height: 420 })
  const field = await widget.box.boundingBox()
  expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(480)
  await shoot(page, 'widget-phone-keyboard')
  await page.evaluate(() => {
    for (const name of ['height', 'offsetTop']) Reflect.deleteProperty(visualViewport ?? {}, name)
    visualViewport?.dispatchEvent(new Event('resize'))
  })
  await expect.poll(() => dialog.boundingBox()).toEqual({ x: 0, y: 0, ...size })

  // Turned on its side and back it stays what it is.
  await page.setViewportSize({ width: 844, height: 390 })
  expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 844, height: 390 })
  await expect(widget.box).toBeInViewport({ ratio: 1 })
  await page.setViewportSize(size)

  await widget.frame.getByRole('button', { name: 'Close the chat' }).tap()
  await expect(widget.box).toBeHidden()
  expect(await state()).toEqual(was)
  expect(await told()).toContain('The end')
  // Back on a phone asks a modal dialog to close just as Esc does here.
  await widget.launcher.tap()
  await expect(widget.box).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(widget.box).toBeHidden()
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'false')
  expect(await state()).toEqual(was)
  await context.close()
})

test('the window fits: beside the page, at 320 px, at 200 % zoom, and while it changes', async ({
  page,
  host,
  shoot,
  line,
}) => {
  await page.setViewportSize(viewports.desktop)
  await page.goto(host.page(TALL, line))
  const widget = widgetOn(page)
  const dialog = page.getByRole('dialog')
  await widget.open()
  await widget.box.fill('Kept')
  // It has moved in.
  const still = () =>
    page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
  await still()
  expect(await dialog.boundingBox()).toEqual({ x: 1_044, y: 204, width: 376, height: 608 })
  await shoot(page, 'widget-host-desktop')
  for (const [width, height] of [
    [320, 640],
    // 1,440 x 900 at 200 %.
    [720, 450],
  ] as const) {
    await page.setViewportSize({ width, height })
    await expect.poll(() => dialog.boundingBox()).toEqual({ x: 0, y: 0, width, height })
    await expect(widget.box).toBeInViewport({ ratio: 1 })
    await shoot(page, `widget-host-${width}`)
  }
  await page.setViewportSize({ width: 1_024, height: 600 })
  await expect.poll(() => dialog.boundingBox()).toMatchObject({ width: 376, height: 492 })
  // The frame was moved nowhere, so nothing was loaded anew.
  await expect(widget.box).toHaveValue('Kept')
  await expect(widget.launcher).toBeVisible()
})

test('on a page that runs from right to left it stands on the left, and so runs the chat', async ({
  page,
  host,
  shoot,
  line,
}) => {
  const rtl = '<script>document.documentElement.dir = "rtl"</script>'
  await page.goto(host.page(rtl, TALL, line))
  const widget = widgetOn(page)
  await expect(widget.launcher).toBeVisible()
  expect((await widget.launcher.boundingBox())?.x).toBeLessThan(60)
  await widget.open()
  await expect(widget.frame.locator('html')).toHaveAttribute('dir', 'rtl')
  expect((await page.getByRole('dialog').boundingBox())?.x).toBeLessThan(60)
  await shoot(page, 'widget-host-rtl')
  // The tag knows better than the page.
  await page.goto(host.page(rtl, tag(line, 'data-dir="ltr"')))
  await widget.open()
  await expect(widget.frame.locator('html')).toHaveAttribute('dir', 'ltr')
  expect((await widget.launcher.boundingBox())?.x).toBeGreaterThan(100)
})

test('looks the same whatever a page says of its own elements, and lies above them', async ({
  page,
  host,
  shoot,
  owner,
  line,
}) => {
  await page.setViewportSize(viewports.desktop)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const plain = '<style>main { visibility: hidden }</style>'
  const wild = `<style>
    html {
      visibility: hidden; pointer-events: none; cursor: wait; writing-mode: vertical-rl; text-align: right;
      font: italic 40px/3 serif; letter-spacing: 9px; text-transform: uppercase; -webkit-text-fill-color: green;
    }
    main { position: fixed; inset: 0; z-index: 2147482999; visibility: visible; background: #fff }
    main * { visibility: hidden }
    div {
      display: none; position: static; z-index: -1; zoom: 2; opacity: 0; transform: translate(-99px); filter: invert(1);
      contain: strict; overflow: hidden; clip-path: inset(50%); content-visibility: hidden; pointer-events: none;
    }
  </style>`
  const chat = await held(page, new RegExp(`/widget/${owner.username}`))
  const looks = async (style: string) => {
    await page.goto(host.page(style, line))
    const { launcher } = widgetOn(page)
    const dialog = page.getByRole('dialog')
    await launcher.waitFor()
    const closed = await page.screenshot()
    await launcher.click()
    await expect(dialog.getByRole('status')).toHaveText('Connecting…')
    return [closed, await page.screenshot()]
  }
  const same = await looks(plain)
  expect(same[0]?.equals(same[1] ?? Buffer.of())).toBe(false)
  const tried = await looks(wild)
  await shoot(page, 'widget-wild-page')
  expect(tried.map((picture, i) => picture.equals(same[i] ?? Buffer.of()))).toEqual([true, true])
  chat.letGo()
})

test('is not printed, does not move for who wants none, and is seen with forced colours', async ({
  browser,
  host,
  shoot,
  line,
}) => {
  const open = async (context: BrowserContext) => {
    const page = await context.newPage()
    await page.goto(host.page(line))
    await widgetOn(page).launcher.waitFor()
    return page
  }
  const page = await open(await browser.newContext({ reducedMotion: 'reduce' }))
  await page.evaluate(() => {
    const root = document.querySelector('[id^="deskbell:"]')?.shadowRoot
    const moved = () => Object.assign(window, { moved: true })
    root?.addEventListener('transitionrun', moved)
  })
  await widgetOn(page).open()
  expect(await page.evaluate(() => 'moved' in window)).toBe(false)
  await page.emulateMedia({ media: 'print' })
  await expect(widgetOn(page).launcher).toBeHidden()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.context().close()

  const forced = await open(await browser.newContext({ forcedColors: 'active' }))
  await shoot(forced, 'widget-forced-colors')
  const colours = await forced.evaluate(() => {
    const button = document.querySelector('[id^="deskbell:"]')?.shadowRoot?.querySelector('button')
    const bell = button?.querySelector('i')
    if (!button || !bell) return []
    const { backgroundColor, color, outlineStyle } = getComputedStyle(button)
    return [backgroundColor, getComputedStyle(bell).borderTopColor, color, outlineStyle]
  })
  expect(colours[0]).not.toBe(colours[1])
  expect(colours.slice(1)).toEqual([colours[2], colours[2], 'solid'])
  await forced.context().close()
})
