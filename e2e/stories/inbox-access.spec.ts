import type { CDPSession, Page } from '@playwright/test'
import { expect, expectOnce, tablet, test } from './desk.js'
import { staffed } from './staffed.js'

declare global {
  interface Window {
    /** What was put into live regions, in order. */
    announced: string[]
  }
}

test('each new message is announced once, and history never', async ({ browser, desk }) => {
  const { context, tab, says } = await staffed(browser, desk, { viewport: tablet, colorScheme: 'dark' })
  await says('lena', 'Zero.')
  for (const text of ['One.', 'Two.']) await says('kim', text)
  const { page, inbox, note, row, goto } = await tab()
  await page.addInitScript(writeDownAnnouncements)
  await goto('/messages')
  await inbox.open('Two.')
  await expectOnce(inbox.log, 'One.')
  await says('kim', 'Three.')
  await expectOnce(inbox.log, 'Three.')
  await inbox.answer('Four.')
  await expect(inbox.log.getByText('Sent', { exact: true })).toBeVisible()
  await page.getByRole('radio', { name: 'Note' }).check()
  await note.fill('Five.')
  await note.press('Enter')
  await expectOnce(inbox.log, 'Five.')
  const messages = () =>
    page.evaluate(() => window.announced.filter(words => /Zero|One|Two|Three|Four|Five/.test(words)))
  const once = ['Guest KIM: Three.', 'You: Four.', 'You: Note: Five.']
  await expect.poll(messages).toEqual(once)

  // As assistive technology is given it: the log is quiet by itself, what is new stands in one live place.
  const cdp = await context.newCDPSession(page)
  const tree = await accessibilityTree(cdp)
  const log = tree.find(({ role }) => role === 'log')
  expect(log).toMatchObject({ name: 'Conversation with Guest KIM', live: 'off' })
  const inLog = (words: string) =>
    tree.filter(({ name, role, live }) => role === 'StaticText' && live === 'off' && name === words)
  const isLive = (words: string) =>
    tree.filter(({ name, role, live }) => role === 'StaticText' && live === 'polite' && name.includes(words))
  for (const words of ['One.', 'Two.', 'Three.', 'Four.', 'Five.']) expect(inLog(words)).toHaveLength(1)
  for (const words of ['Three.', 'Four.', 'Five.']) expect(isLive(words)).toHaveLength(1)
  for (const words of ['Zero.', 'One.', 'Two.']) expect(isLive(words)).toHaveLength(0)

  // Coming back to it, and a whole new look at it, are no news.
  await row('Zero.').click()
  await expectOnce(inbox.log, 'Zero.')
  await row('Five.').click()
  await expectOnce(inbox.log, 'Five.')
  expect(await messages()).toEqual(once)
  await page.reload()
  await expectOnce(inbox.log, 'Five.')
  expect(await messages()).toEqual([])
  await context.close()
})

test('from signing in to the answer, the note and the next one, by keys alone', async ({ browser, desk }) => {
  const { account, context, tab, says } = await staffed(browser, desk)
  for (const name of ['anna', 'berta', 'carla']) await says(name, `Hello from ${name}.`)
  await context.clearCookies()
  const { page, inbox, reply, note, row, goto } = await tab()
  const { keyboard } = page
  await goto('/login?next=/messages')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  const user = page.getByLabel('User name or e-mail')
  for (let tabs = 0; tabs < 5 && !(await user.evaluate(isFocused)); tabs += 1) {
    await keyboard.press('Tab')
    await expectFocusSeen(page)
  }
  await keyboard.type(account.username)
  await keyboard.press('Tab')
  await expectFocusSeen(page)
  await keyboard.type(account.password)
  await keyboard.press('Enter')
  await expect(page).toHaveURL(/\/messages$/)
  await expect(row('Hello from carla.')).toBeVisible()

  await keyboard.press('Tab')
  await expectFocusSeen(page)
  await keyboard.press('j')
  await keyboard.press('j')
  await expect(row('Hello from berta.')).toBeFocused()
  await expectFocusSeen(page)
  await keyboard.press('Enter')
  await expect(inbox.log).toContainText('Hello from berta.')
  await keyboard.press('r')
  await expect(reply).toBeFocused()
  await expectFocusSeen(page)
  await keyboard.type('Hello Berta.')
  await keyboard.press('Enter')
  await expectOnce(inbox.log, 'Hello Berta.')
  await expect(reply).toBeFocused()
  await keyboard.press('Escape')
  await expect(row('Hello Berta.')).toBeFocused()
  await expectFocusSeen(page)

  await keyboard.press('n')
  await expect(note).toBeFocused()
  await expectFocusSeen(page)
  await keyboard.type('She is always kind.')
  await keyboard.press('Enter')
  await expect(page.getByRole('article', { name: 'Private note by You' })).toContainText('always kind.')
  await expect(reply).toBeFocused()

  // The answered one has gone to the top; the next is the one below.
  await keyboard.press('Escape')
  await keyboard.press('j')
  await expect(row('Hello from carla.')).toBeFocused()
  await keyboard.press('Enter')
  await expect(inbox.log).toContainText('Hello from carla.')
  await keyboard.press('Tab')
  await expectFocusSeen(page)
  await keyboard.press('Shift+Tab')
  await expect(row('Hello from carla.')).toBeFocused()
  await keyboard.press('Escape')
  await expect(page).toHaveURL(/\/messages$/)
  await expect(row('Hello from carla.')).toBeFocused()
  await expectFocusSeen(page)
  await context.close()
})

const isFocused = (element: Element) => element === document.activeElement

/** What has the focus is on the screen, and it or the box around it is outlined. */
async function expectFocusSeen(page: Page): Promise<void> {
  const seen = () =>
    page.evaluate(() => {
      const focused = document.activeElement
      if (focused === null || focused === document.body) return 'nothing has the focus'
      const { top, left, bottom, right, width, height } = focused.getBoundingClientRect()
      const isIn =
        width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
      const around = [focused, focused.parentElement, focused.closest('form')]
      const isOutlined = around.some(element => {
        const { outlineStyle = 'none', outlineWidth = '0' } = element ? getComputedStyle(element) : {}
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      })
      return isIn && isOutlined ? 'seen' : `not seen: ${focused.outerHTML.slice(0, 200)}`
    })
  await expect.poll(seen).toBe('seen')
}

/** Runs in the page: notes what is added to its live regions, but not what comes along with a new one. */
function writeDownAnnouncements(): void {
  window.announced = []
  const LIVE = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]'
  const regionOf = (node: Node) => {
    const region = (node instanceof Element ? node : node.parentElement)?.closest(LIVE)
    return region?.getAttribute('aria-live') === 'off' ? null : region
  }
  new MutationObserver(changes => {
    for (const { type, target, addedNodes } of changes) {
      if (!regionOf(target)) continue
      if (type === 'characterData') window.announced.push(target.textContent ?? '')
      for (const node of addedNodes) window.announced.push(node.textContent ?? '')
    }
  }).observe(document, { childList: true, characterData: true, subtree: true })
}

interface Told {
  readonly role: string
  readonly name: string
  /** Of the region it is in; nothing outside of one. */
  readonly live: string | undefined
}

/** What Chromium tells assistive technology of the page. */
async function accessibilityTree(cdp: CDPSession): Promise<Told[]> {
  const { nodes } = await cdp.send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map(node => [node.nodeId, node]))
  const liveOf = (node: (typeof nodes)[number] | undefined): string | undefined => {
    if (!node) return undefined
    const own = node.properties?.find(({ name }) => name === 'live')?.value.value
    if (typeof own === 'string') return own
    if (node.role?.value === 'log') return 'off'
    return liveOf(byId.get(node.parentId ?? ''))
  }
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(node => ({
      role: String(node.role?.value ?? ''),
      name: String(node.name?.value ?? ''),
      live: liveOf(node),
    }))
}
