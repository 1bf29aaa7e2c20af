import type { ConsoleMessage } from '@playwright/test'
import { expect, expectOnce, widgetOn } from './desk.js'
import { call, focusOf, heard, LISTEN, STUB, tag, test } from './host-page.js'
import { say } from './visiting.js'

test('calls made before the script arrives wait in order', async ({ page, host, line }) => {
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
  await page.goto(host.page(STUB, LISTEN, calls, line))
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
  owner,
  line,
}) => {
  await page.goto(host.page(STUB, LISTEN, tag(line, 'data-consumer="kim"')))
  await expect(widgetOn(page).launcher).toBeVisible()
  await call(page, 'send', 'From a form of the shop')
  const events = async () => (await heard(page)).map(([event]) => event).toSorted()
  await expect.poll(events).toEqual(['message', 'ready', 'sent'])
  const widget = widgetOn(page)
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'false')

  await say(desk.origin, owner, 'A secret answer')
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

test('what a page gets wrong is said once and breaks nothing', async ({ page, host, line }) => {
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
  await page.goto(host.page(STUB, calls, line))
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

test('a page with a button of its own has no other, and gets the focus back on it', async ({
  page,
  host,
  line,
}) => {
  const own = `<button id="own" onclick="Deskbell('open')">Ask us</button>`
  await page.goto(host.page(STUB, own, LISTEN, tag(line, 'data-launcher="none"')))
  await expect.poll(async () => (await heard(page)).length).toBe(1)
  const widget = widgetOn(page)
  await expect(widget.launcher).toHaveCount(0)
  await page.getByRole('button', { name: 'Ask us' }).press('Enter')
  await expect(widget.box).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(widget.box).toBeHidden()
  expect(await focusOf(page)).toBe('own')
})

test('what stands on the tag is done', async ({ page, desk, host, owner }) => {
  const open = page.waitForEvent('console', message => message.text() === 'open')
  await page.emulateMedia({ colorScheme: 'light' })
  const plain = `<script async src="${desk.origin}/widget.js" data-site="${owner.username}" data-open data-theme="dark"></script>`
  await page.goto(host.page(STUB, LISTEN, plain))
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
