import type { Page } from '@playwright/test'
import { signUp } from '../harness/account.js'
import { expect, widgetOn } from './desk.js'
import { call, focusOf, heard, LINE, LISTEN, STUB, TALL, test } from './host-page.js'
import { held } from './line.js'

test('is silent until it is touched, and moves nothing of the page', async ({
  page,
  desk,
  host,
  owner,
  line,
}) => {
  const url = host.page(TALL, line)
  const script = `${desk.origin}/widget.js?site=${owner.username}`
  const asked: string[] = []
  page.context().on('request', request => asked.push(request.url()))
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries())
        (window as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  // The look for the mark of somebody who has written comes when the page has nothing to do, or after a second.
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

test('from the keyboard: into the box, and with Esc back to where one was', async ({
  page,
  desk,
  host,
  owner,
}) => {
  // As the document has it.
  await page.goto(
    host.page(LINE.replace('https://desk.example', desk.origin).replace('acme', owner.username)),
  )
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

test('a script that is put in again does no harm, and a page that is swapped gets a new one', async ({
  page,
  desk,
  host,
  owner,
  line,
}) => {
  const second = await signUp(desk.origin)
  await page.goto(host.page(line))
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
  await insert(owner.username)
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

test('what cannot be fetched is said, and tried again', async ({ page, host, shoot, line }) => {
  let cut = true
  await page.route(/\/widget\/assets\/host\.js/, route => (cut ? route.abort() : route.continue()))
  await page.goto(host.page(STUB, LISTEN, line))
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
  host,
  shoot,
  owner,
  line,
}) => {
  const chat = await held(page, new RegExp(`/widget/${owner.username}`))
  await page.goto(host.page(line))
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
  chat.letGo()
  await expect(widget.box).toBeFocused()
})

test('works where the page allows scripts and frames of ours and demands trusted types', async ({
  page,
  desk,
  host,
  line,
}) => {
  const refused: string[] = []
  page.on('console', message => message.type() === 'error' && refused.push(message.text()))
  const policy = `default-src 'none'; script-src ${desk.origin}; frame-src ${desk.origin}; require-trusted-types-for 'script'`
  await page.goto(host.guarded(policy, line))
  const widget = widgetOn(page)
  await widget.open()
  expect((await widget.launcher.boundingBox())?.width).toBe(56)
  expect(refused).toEqual([])
})

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
