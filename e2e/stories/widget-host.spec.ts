import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test'
import { type Account, signUp } from '../harness/account.js'
import { root, type Server } from '../harness/server.js'
import { expect, expectOnce, test, viewports, widgetOn } from './desk.js'
import { embedLine } from './host-site.js'

const api = readFileSync(join(root, 'docs/widget-api.md'), 'utf8')
/** What the document tells owners to paste: the one line, and what may stand before it. */
const [LINE = '', STUB = ''] = [...api.matchAll(/```html\n(.*?)```/gs)].map(([, block]) => block)
const TALL = '<div style="height:3000px">The rest of the shop</div><a href="#end" id="end">The end</a>'

const tag = (desk: Server, site: string, attributes: string) =>
  `<script async src="${desk.origin}/widget.js?site=${site}" ${attributes}></script>`

/** Calls the widget as a script of the page does. */
const call = (page: Page, ...args: unknown[]) =>
  page.evaluate(
    all => (window as unknown as { Deskbell: (...args: unknown[]) => void }).Deskbell(...all),
    args,
  )

/** Notes on the page whatever it is told. */
const LISTEN = `<script>
  window.heard = []
  for (const event of ['ready', 'open', 'close', 'unread', 'message', 'sent', 'error'])
    Deskbell('on', event, detail => {
      heard.push([event, detail])
      console.debug(event)
    })
</script>`
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: [string, unknown][] }).heard)

async function answer(desk: Server, owner: Account, consumer: string, text: string): Promise<void> {
  const reply = await fetch(`${desk.origin}/api/sites/${owner.username}/visitors/${consumer}/messages`, {
    method: 'POST',
    headers: { authorization: `Token ${owner.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: text, client_id: crypto.randomUUID() }),
  })
  expect([reply.status, await reply.text()]).toEqual([200, expect.any(String)])
}

/** Everything a page or its frames could have kept, or have open. */
async function keptBy(page: Page): Promise<string[]> {
  const cookies = (await page.context().cookies()).map(({ name }) => `cookie ${name}`)
  const stored = await page.evaluate(async () => [
    ...Object.keys(localStorage).map(key => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map(key => `sessionStorage ${key}`),
    ...(await indexedDB.databases()).map(({ name }) => `indexedDB ${name}`),
  ])
  const frames = page.frames().slice(1)
  return [...cookies, ...stored, ...frames.map(frame => `frame ${frame.url()}`)]
}

/** Which element of the page has the focus; inside the widget: which of its own. */
const focusOf = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement
    const inside = active?.shadowRoot?.activeElement
    return inside ? `widget ${inside.localName}` : (active?.id ?? '')
  })

test('is silent until it is touched, and moves nothing of the page', async ({ page, desk, host }) => {
  const { username } = await signUp(desk.origin)
  const url = host.page(TALL, embedLine(desk.origin, username))
  const script = `${desk.origin}/widget.js?site=${username}`
  const asked: string[] = []
  page.context().on('request', request => asked.push(request.url()))
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries())
        (window as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  // The look for the mark of somebody who has written comes a second after the script.
  await page.clock.install()
  await page.goto(url)
  await expect(widgetOn(page).launcher).toBeVisible()
  await page.clock.fastForward(5_000)
  expect(await keptBy(page)).toEqual([])
  expect(asked).toEqual([url, script])

  await widgetOn(page).open()
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBe(0)
  const others = asked.slice(2).filter(address => !address.startsWith(`${desk.origin}/widget`))
  expect(others).toEqual([])
})

test('calls made before the script arrives wait in order', async ({ page, desk, host }) => {
  const { username } = await signUp(desk.origin)
  const calls = `<script>
    Deskbell('hide')
    Deskbell('open', { draft: 'About order 17' })
    Deskbell('close')
    Deskbell('toggle')
  </script>`
  // Whatever Playwright runs in a page counts as the visitor's touch; here nobody touches anything.
  await page.addInitScript(() =>
    Object.defineProperty(UserActivation.prototype, 'isActive', { get: () => false }),
  )
  await page.goto(host.page(STUB, LISTEN, calls, tag(desk, username, '')))
  const widget = widgetOn(page)
  await expect(widget.box).toHaveValue('About order 17')
  await expect(widget.launcher).toHaveCount(0)
  expect((await heard(page)).map(([event]) => event)).toEqual(['ready', 'open', 'close', 'open'])
  // Nobody clicked: the page keeps its focus.
  expect(await focusOf(page)).toBe('')

  await call(page, 'show')
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'true')
  await call(page, 'toggle')
  await expect(widget.box).toBeHidden()
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'false')
  // A stub that somebody kept from before still works.
  await page.evaluate(() => {
    const kept = (...args: unknown[]) =>
      (window as unknown as { Deskbell: { q: unknown[] } }).Deskbell.q.push(args)
    kept('open')
  })
  await expect(widget.box).toBeVisible()
})

test('a page sends for its visitor and hears that something was said, never what', async ({
  page,
  desk,
  host,
}) => {
  const owner = await signUp(desk.origin)
  await page.goto(host.page(STUB, LISTEN, tag(desk, owner.username, 'data-consumer="kim"')))
  await expect(widgetOn(page).launcher).toBeVisible()
  await call(page, 'send', 'From a form of the shop')
  const events = async () => (await heard(page)).map(([event]) => event).toSorted()
  await expect.poll(events).toEqual(['message', 'ready', 'sent'])
  const widget = widgetOn(page)
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'false')

  await answer(desk, owner, 'kim', 'A secret answer')
  await expect(page.getByRole('button', { name: 'Chat with Chatbot, 1 unread' })).toBeVisible()
  const all = await heard(page)
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT/)
  expect(all).toContainEqual(['sent', { at }])
  expect(all).toContainEqual(['message', { from: 'visitor', at }])
  expect(all).toContainEqual(['message', { from: 'member', at }])
  expect(all).toContainEqual(['unread', 1])
  expect(JSON.stringify(all)).not.toContain('secret')

  // Who has written comes back by themselves, and sees what is new.
  await page.reload()
  await expect(page.getByRole('button', { name: 'Chat with Chatbot, 1 unread' })).toBeVisible()
  expect((await heard(page)).map(([event]) => event)).toEqual(['ready', 'unread'])
  await widgetOn(page).open()
  await expectOnce(widgetOn(page).log, 'From a form of the shop')
  await expectOnce(widgetOn(page).log, 'A secret answer')
  await expect(widgetOn(page).launcher).toHaveAccessibleName('Chat with Chatbot')
  await expect
    .poll(async () => (await heard(page)).slice(-2).map(([event]) => event))
    .toEqual(['open', 'unread'])
})

test('what a page gets wrong is said once and breaks nothing', async ({ page, desk, host }) => {
  const { username } = await signUp(desk.origin)
  const said: string[] = []
  const failed: string[] = []
  page.on('console', (message: ConsoleMessage) => message.type() === 'warning' && said.push(message.text()))
  page.on('pageerror', error => failed.push(error.message))
  const calls = `<script>
    window.count = 0
    const add = () => count++
    Deskbell('on', 'open', () => { throw new Error('of the page') })
    Deskbell('on', 'open', add)
    Deskbell('on', 'close', add)
    Deskbell('off', 'close', add)
    for (let turn = 0; turn < 2; turn++)
      for (const args of [[], ['opne'], [Symbol()], ['on', 'ready', 7], [null], [{}]]) Deskbell(...args)
  </script>`
  await page.goto(host.page(STUB, calls, tag(desk, username, '')))
  const widget = widgetOn(page)
  await expect(widget.launcher).toBeVisible()
  expect(said.filter(text => text.includes('opne'))).toHaveLength(1)
  await widget.open()
  for (let turn = 0; turn < 2; turn++) {
    await page.evaluate(`Deskbell('on', 'opened', () => {})`)
    await call(page, 'send', 17)
    await call(page, 'open', 'text')
    await call(page, 'open', null)
  }
  expect(said.filter(text => text.includes('opened'))).toHaveLength(1)
  expect(said.filter(text => text.includes('send'))).toHaveLength(1)
  await widget.launcher.click()
  await expect(widget.box).toBeHidden()
  expect(await page.evaluate(() => (window as unknown as { count: number }).count)).toBe(1)
  expect(new Set(failed)).toEqual(new Set(['of the page']))
})

test('from the keyboard: into the box, and with Esc back to where one was', async ({ page, desk, host }) => {
  const { username } = await signUp(desk.origin)
  // As the document has it.
  await page.goto(host.page(LINE.replace('https://desk.example', desk.origin).replace('acme', username)))
  const widget = widgetOn(page)
  await expect(widget.launcher).toBeVisible()
  await page.keyboard.press('Tab')
  expect(await focusOf(page)).toBe('widget button')
  await page.keyboard.press('Enter')
  await expect(widget.box).toBeFocused()
  await page.keyboard.type('Hello')
  await expect(widget.box).toHaveValue('Hello')
  await page.keyboard.press('Escape')
  await expect(widget.box).toBeHidden()
  await expect(widget.launcher).toBeFocused()
  // Opened once more and closed by the button itself.
  await page.keyboard.press('Space')
  await expect(widget.box).toBeFocused()
  await widget.frame.getByRole('button', { name: 'Close the chat' }).press('Enter')
  await expect(widget.launcher).toBeFocused()
})

test('a page with a button of its own has no other, and gets the focus back on it', async ({
  page,
  desk,
  host,
}) => {
  const { username } = await signUp(desk.origin)
  const own = `<button id="own" onclick="Deskbell('open')">Ask us</button>`
  await page.goto(host.page(STUB, own, LISTEN, tag(desk, username, 'data-launcher="none"')))
  await expect.poll(async () => (await heard(page)).length).toBe(1)
  const widget = widgetOn(page)
  await expect(widget.launcher).toHaveCount(0)
  await page.getByRole('button', { name: 'Ask us' }).press('Enter')
  await expect(widget.box).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(widget.box).toBeHidden()
  expect(await focusOf(page)).toBe('own')
})

test('what stands on the tag is done', async ({ page, desk, host }) => {
  const { username } = await signUp(desk.origin)
  const open = page.waitForEvent('console', message => message.text() === 'open')
  await page.emulateMedia({ colorScheme: 'light' })
  const line = `<script async src="${desk.origin}/widget.js" data-site="${username}" data-open data-theme="dark"></script>`
  await page.goto(host.page(STUB, LISTEN, line))
  await open
  const widget = widgetOn(page)
  await expect(widget.box).toBeVisible()
  // Nobody clicked: the page keeps its focus. And nothing is known of the look, but the theme.
  expect(await focusOf(page)).toBe('')
  await expect(widget.launcher).toHaveAccessibleName('Chat with us')
  await expect(page.getByRole('dialog')).toHaveCSS('color-scheme', 'dark')
  const ground = await widget.frame.locator('body').evaluate(body => getComputedStyle(body).backgroundColor)
  expect(Math.max(...(ground.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number))).toBeLessThan(80)
})

test('on a phone the chat is the screen, above the keyboard, and leaves the page as it was', async ({
  browser,
  desk,
  host,
  shoot,
}) => {
  const { username } = await signUp(desk.origin)
  const size = { width: 390, height: 844 }
  const context = await browser.newContext({
    viewport: size,
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  })
  const page = await context.newPage()
  await page.goto(host.page(TALL, embedLine(desk.origin, username)))
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
  expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, ...size })
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
  expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, ...size })

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
  desk,
  host,
  shoot,
}) => {
  const { username } = await signUp(desk.origin)
  await page.setViewportSize(viewports.desktop)
  await page.goto(host.page(TALL, embedLine(desk.origin, username)))
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
  desk,
  host,
  shoot,
}) => {
  const { username } = await signUp(desk.origin)
  const rtl = '<script>document.documentElement.dir = "rtl"</script>'
  await page.goto(host.page(rtl, TALL, embedLine(desk.origin, username)))
  const widget = widgetOn(page)
  await expect(widget.launcher).toBeVisible()
  expect((await widget.launcher.boundingBox())?.x).toBeLessThan(60)
  await widget.open()
  await expect(widget.frame.locator('html')).toHaveAttribute('dir', 'rtl')
  expect((await page.getByRole('dialog').boundingBox())?.x).toBeLessThan(60)
  await shoot(page, 'widget-host-rtl')
  // The tag knows better than the page.
  await page.goto(host.page(rtl, tag(desk, username, 'data-dir="ltr"')))
  await widget.open()
  await expect(widget.frame.locator('html')).toHaveAttribute('dir', 'ltr')
  expect((await widget.launcher.boundingBox())?.x).toBeGreaterThan(100)
})

test('a script that is put in again does no harm, and a page that is swapped gets a new one', async ({
  page,
  desk,
  host,
}) => {
  const [first, second] = [await signUp(desk.origin), await signUp(desk.origin)]
  await page.goto(host.page(embedLine(desk.origin, first.username)))
  const widget = widgetOn(page)
  await widget.open()
  const insert = (site: string) =>
    page.evaluate(
      src =>
        new Promise(resolve => {
          const again = document.createElement('script')
          again.onload = resolve
          again.src = src
          document.body.append(again)
        }),
      `${desk.origin}/widget.js?site=${site}`,
    )
  const buttons = page.getByRole('button', { name: /^Chat with/ })
  await insert(first.username)
  await expect(buttons).toHaveCount(1)
  await expect(widget.box).toBeVisible()

  // Another site stands beside it; the name goes on being the first one's.
  await insert(second.username)
  await expect(buttons).toHaveCount(2)
  const [one, other] = [await buttons.first().boundingBox(), await buttons.last().boundingBox()]
  expect(Math.abs((one?.x ?? 0) - (other?.x ?? 0))).toBeGreaterThanOrEqual(64)
  await call(page, 'close')
  await expect(widget.box).toBeHidden()

  await page.evaluate(() => {
    document.body = document.createElement('body')
  })
  await insert(second.username)
  await expect(buttons).toHaveCount(1)
  await call(page, 'open')
  await expect(page.frameLocator('iframe').getByRole('textbox')).toBeVisible()
})

test('what cannot be fetched is said, and tried again', async ({ page, desk, host, shoot }) => {
  const { username } = await signUp(desk.origin)
  let cut = true
  await page.route(/\/widget\/assets\/host\.js/, route => (cut ? route.abort() : route.continue()))
  await page.goto(host.page(STUB, LISTEN, embedLine(desk.origin, username)))
  const widget = widgetOn(page)
  await widget.launcher.click()
  await expect(widget.launcher).toHaveAccessibleName('Chat with Chatbot, cannot be reached now')
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'false')
  await expect.poll(() => heard(page)).toContainEqual(['error', { kind: 'unreachable' }])
  await shoot(page, 'widget-unreachable')
  cut = false
  await widget.launcher.click()
  await expect(widget.box).toBeFocused()
  await expect(widget.launcher).toHaveAccessibleName('Chat with Chatbot')
})

test('while the chat is on its way the window is there, says so, and can be closed', async ({
  page,
  desk,
  host,
  shoot,
}) => {
  const { username } = await signUp(desk.origin)
  let arrive = () => {}
  const held = new Promise<void>(resolve => {
    arrive = resolve
  })
  await page.route(new RegExp(`/widget/${username}`), async route => {
    await held
    await route.continue()
  })
  await page.goto(host.page(embedLine(desk.origin, username)))
  const widget = widgetOn(page)
  await widget.launcher.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Chat with Chatbot' })
  await expect(dialog.getByRole('status')).toHaveText('Connecting…')
  await expect(dialog.getByRole('button', { name: 'Close the chat' })).toBeFocused()
  await shoot(page, 'widget-connecting')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(widget.launcher).toBeFocused()
  await page.keyboard.press('Enter')
  arrive()
  await expect(widget.box).toBeFocused()
})

test('works where the page allows scripts and frames of ours and demands trusted types', async ({
  page,
  desk,
  host,
}) => {
  const { username } = await signUp(desk.origin)
  const refused: string[] = []
  page.on('console', message => message.type() === 'error' && refused.push(message.text()))
  const policy = `default-src 'none'; script-src ${desk.origin}; frame-src ${desk.origin}; require-trusted-types-for 'script'`
  await page.goto(host.guarded(policy, embedLine(desk.origin, username)))
  const widget = widgetOn(page)
  await widget.open()
  expect((await widget.launcher.boundingBox())?.width).toBe(56)
  expect(refused).toEqual([])
})

test('is not printed, does not move for who wants none, and is seen with forced colours', async ({
  browser,
  desk,
  host,
  shoot,
}) => {
  const { username } = await signUp(desk.origin)
  const open = async (context: BrowserContext) => {
    const page = await context.newPage()
    await page.goto(host.page(embedLine(desk.origin, username)))
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
    return button && bell
      ? [getComputedStyle(button).backgroundColor, getComputedStyle(bell).backgroundColor]
      : []
  })
  expect(colours[0]).not.toBe(colours[1])
  await forced.context().close()
})
