import type { Page } from '@playwright/test'
import { signUp } from '../harness/account.js'
import { expect, expectOnce, test, viewports } from './desk.js'
import { lineOf } from './line.js'
import { fakeSenses } from './senses.js'
import { endSessions, staffed } from './staffed.js'

test('a slow network: boxes that do not move, and what is written meanwhile is seen and sent once', async ({
  browser,
  desk,
  shoot,
}) => {
  const { context, tab, says, stored } = await staffed(browser, desk, {
    viewport: viewports.phone,
    colorScheme: 'dark',
  })
  await says('kim', 'Is it raining?')
  await says('lena', 'Good morning.')
  const line = await lineOf(context)
  const { page, inbox, reply, row, goto } = await tab()
  await goto('/messages')
  await expect(row('Good morning.')).toBeVisible()

  await page.addInitScript(watchShifts)
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  const latency = { offline: false, latency: 2_000, downloadThroughput: -1, uploadThroughput: -1 }
  await cdp.send('Network.emulateNetworkConditions', latency)
  line.slow(700)
  await page.reload({ waitUntil: 'commit' })
  await expect(page.getByText('Loading the list')).toBeAttached()
  await expect(page.getByRole('heading', { name: 'All' })).toBeVisible()
  await shoot(page, 'inbox-slow-list')
  await expect(row('Good morning.')).toBeVisible()
  await row('Is it raining?').click()
  await expect(page.getByText('Loading the conversation')).toBeAttached()
  const box = await reply.boundingBox()
  await reply.fill('Not here.')
  await reply.press('Enter')
  await expect(reply).toHaveValue('')
  await expect(page.getByText('Not here.', { exact: true })).toBeVisible()
  await expect(page.getByText('Sending', { exact: true })).toBeVisible()
  await shoot(page, 'inbox-slow-conversation')
  await expect(inbox.log.getByText('Is it raining?')).toBeVisible()
  await expect(inbox.log.getByText('Sent', { exact: true })).toBeVisible()
  await expectOnce(inbox.log, 'Not here.')
  expect(await reply.boundingBox()).toEqual(box)
  expect(await page.evaluate(() => window.shifts)).toEqual([])
  expect((await stored()).filter(text => text === 'Not here.')).toHaveLength(1)
  await context.close()
})

test('a lost network: told at once and plainly; what is written waits, goes out once, and nothing is missed', async ({
  browser,
  desk,
  shoot,
}) => {
  const { context, tab, says, stored } = await staffed(browser, desk, {
    viewport: { width: 768, height: 900 },
  })
  await says('kim', 'Before the storm.')
  await says('lena', 'Elsewhere.')
  const line = await lineOf(context)
  const { page, inbox, reply, row, goto } = await tab()
  await goto('/messages')
  await inbox.open('Before the storm.')

  const heard = await listen(page)
  await context.setOffline(true)
  await line.cut()
  const banner = page.getByText('What you see may be old.')
  await expect(banner).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible()
  await inbox.answer('Into the dark.')
  await expect(inbox.log.getByText('Waiting for the connection')).toBeVisible()
  await reply.fill('Half a thought')
  await expect(page.getByText('Offline: kept in this browser')).toBeVisible()
  await shoot(page, 'inbox-lost')
  // A conversation that was never here cannot be shown, but it can be answered.
  await row('Elsewhere.').click()
  await expect(page.getByText('Loading the conversation')).toBeAttached()
  await inbox.answer('Also into the dark.')
  await expect(page.getByText('Waiting for the connection')).toBeVisible()
  await says('kim', 'Are you still there?')
  await expect(page.getByText('Are you still there?')).toHaveCount(0)

  line.mend()
  await context.setOffline(false)
  await expect(banner).toHaveCount(0)
  await expectOnce(inbox.log, 'Also into the dark.')
  await expectOnce(inbox.log, 'Elsewhere.')
  await inbox.open('You: Into the dark.')
  for (const text of ['Before the storm.', 'Into the dark.', 'Are you still there?'])
    await expectOnce(inbox.log, text)
  await expect(page.getByText('Waiting for the connection')).toHaveCount(0)
  await expect(reply).toHaveValue('Half a thought')
  const dark = (await stored()).filter(text => text.endsWith('into the dark.') || text === 'Into the dark.')
  expect(dark.toSorted()).toEqual(['Also into the dark.', 'Into the dark.'])
  // Each change of it once, and not its seconds.
  expect((await heard()).filter(words => /connect/i.test(words))).toEqual(['Not connected', 'Connected'])
  await context.close()
})

test('a session that ends elsewhere: told, and after signing in everything goes on; for nobody else', async ({
  browser,
  desk,
  shoot,
}) => {
  const { account, context, tab, says, stored } = await staffed(browser, desk, { colorScheme: 'dark' })
  const other = await signUp(desk.origin)
  await says('kim', 'Take your time.')
  const line = await lineOf(context)
  const { page, inbox, reply, goto } = await tab()
  await goto('/messages')
  await inbox.open('Take your time.')
  const room = page.url()
  await line.cut()
  await inbox.answer('Written in between.')
  await expect(inbox.log.getByText('Waiting for the connection')).toBeVisible()
  await reply.fill('Half a secret')

  const signIn = async (username: string, password: string) => {
    await expect(page).toHaveURL(new RegExp(`/login\\?next=${encodeURIComponent(new URL(room).pathname)}`))
    await expect(page.getByText('You were signed out')).toBeVisible()
    await page.getByLabel('User name or e-mail').fill(username)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('Password', { exact: true }).press('Enter')
    await expect(page).toHaveURL(room)
  }
  await endSessions(desk.origin, account)
  line.mend()
  await signIn(account.username, account.password)
  await expect(reply).toHaveValue('Half a secret')
  await expectOnce(inbox.log, 'Written in between.')
  await expect(inbox.log.getByText('Sent', { exact: true })).toBeVisible()

  await line.cut()
  await inbox.answer('Nobody else sends this.')
  await expect(inbox.log.getByText('Waiting for the connection')).toBeVisible()
  await reply.fill('Another half')
  await endSessions(desk.origin, account)
  line.mend()
  await signIn(other.username, other.password)
  await expect(page.getByRole('heading', { name: 'There is no such conversation' })).toBeVisible()
  await shoot(page, 'inbox-no-such-room')
  await page.getByRole('button', { name: 'To the list' }).click()
  await expect(page.getByText('Nobody has rung yet')).toBeVisible()
  expect(await page.content()).not.toMatch(/Another half|Nobody else|Take your time/)
  // Kept for the one who wrote it, under their name, and not sent under another's.
  expect(await stored()).toEqual(['Take your time.', 'Written in between.'])
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(kept).not.toContain('Another half')
  await context.close()
})

test('a second tab knows what was read, written and silenced in the first', async ({ browser, desk }) => {
  const { context, tab, says, stored } = await staffed(browser, desk, { viewport: viewports.phone })
  await context.addInitScript(fakeSenses, false)
  const [one, two] = [await tab(), await tab()]
  for (const { page, goto } of [one, two]) {
    await goto('/messages')
    await expect(page.getByText('Nobody has rung yet')).toBeVisible()
  }
  await says('kim', 'Ding dong.')
  const card = ({ page }: typeof one) => page.getByRole('region', { name: 'Ringing' })
  for (const each of [one, two]) {
    await expect(card(each)).toBeVisible()
    await expect(each.page).toHaveTitle(/Guest KIM|\(1\)/)
  }
  // Heard once, from one of them.
  const heard = () => Promise.all([one, two].map(({ page }) => page.evaluate(() => window.tones.length)))
  await expect.poll(async () => Math.max(...(await heard()))).toBeGreaterThan(0)
  expect(Math.min(...(await heard()))).toBe(0)
  await card(one).getByRole('button', { name: 'Silence' }).click()
  for (const each of [one, two]) await expect(card(each)).toHaveCount(0)
  await expect(two.row('Ding dong.')).toContainText('1 unread')
  await expect(two.row('Ding dong.')).toContainText('Just rang')

  await one.inbox.open('Ding dong.')
  await expect(two.row('Ding dong.')).not.toContainText('unread')
  await expect(two.page).toHaveTitle('Messages · Deskbell')
  await two.inbox.open('Ding dong.')
  await one.reply.fill('Begun in one')
  await expect(two.reply).toHaveValue('Begun in one')
  await two.reply.press('End')
  await two.reply.pressSequentially(', sent in two')
  await expect(one.reply).toHaveValue('Begun in one, sent in two')
  await two.reply.press('Enter')
  for (const { inbox, reply } of [one, two]) {
    await expectOnce(inbox.log, 'Begun in one, sent in two')
    await expect(reply).toHaveValue('')
  }
  expect(await stored()).toEqual(['Ding dong.', 'Begun in one, sent in two'])
  await context.close()
})

test('on a phone Back and Forward walk the panes, and a link leads straight to one', async ({
  browser,
  desk,
}) => {
  const { context, tab, says } = await staffed(browser, desk, {
    viewport: viewports.phone,
    colorScheme: 'dark',
    hasTouch: true,
    isMobile: true,
  })
  const elsewhere = await staffed(browser, desk)
  await elsewhere.says('mia', 'Not yours.')
  for (let n = 10; n < 28; n += 1) await says(`v-${n}`, `Number ${n}.`)
  const { page, inbox, row, goto } = await tab()
  await goto('/messages')
  await row('Number 24.').evaluate(link => {
    const box = link.closest('ol')?.parentElement
    if (box) box.scrollTop = 400
  })
  await expect(row('Number 26.')).toBeAttached()
  // Nobody taps in the very moment of scrolling: the list takes no touch until it rests, and the tool would scroll it.
  await expect(page.getByRole('list').filter({ has: row('Number 26.') })).not.toHaveCSS(
    'pointer-events',
    'none',
  )
  const place = await row('Number 16.').boundingBox()
  await row('Number 16.').tap()
  await expect(inbox.log).toContainText('Number 16.')
  await page.getByRole('link', { name: 'About the visitor' }).tap()
  const card = page.getByRole('complementary', { name: 'About the visitor' })
  await expect(card).toContainText('v-16')
  await page.goBack()
  await expect(inbox.log).toBeVisible()
  await expect(card).toBeHidden()
  await page.goBack()
  await expect(row('Number 16.')).toBeFocused()
  expect(await row('Number 16.').boundingBox()).toEqual(place)
  await expect(inbox.log).toHaveCount(0)
  await page.goForward()
  await expect(inbox.log).toContainText('Number 16.')
  await page.goForward()
  await expect(card).toBeVisible()

  // Straight to a pane, with nothing before it: its own way back leads on.
  const room = new URL(page.url()).pathname.replace('/visitor', '')
  const fresh = await tab()
  await fresh.goto(`${room}/visitor`)
  await fresh.page.getByRole('link', { name: 'Back to the conversation' }).tap()
  await expect(fresh.inbox.log).toContainText('Number 16.')
  await fresh.page.getByRole('link', { name: 'Back to the list' }).tap()
  await expect(fresh.row('Number 27.')).toBeVisible()

  // What does not exist, and what is another site's, are told alike.
  const [foreign] = await desk.sql<{ id: string }>(
    'select r.id from rooms r join sites s on s.id = r.site_id where s.slug = $1',
    [elsewhere.account.username],
  )
  for (const id of ['00000000-0000-4000-8000-000000000000', foreign?.id]) {
    await fresh.goto(`/messages/${id}`)
    await expect(fresh.page.getByRole('heading', { name: 'There is no such conversation' })).toBeVisible()
    await expect(fresh.page.getByText('It may belong to another site.')).toBeVisible()
    await fresh.page.getByRole('button', { name: 'To the list' }).tap()
    await expect(fresh.row('Number 27.')).toBeVisible()
  }
  await fresh.goto('/messages/nonsense')
  await expect(fresh.page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await Promise.all([context.close(), elsewhere.context.close()])
})

declare global {
  interface Window {
    /** Everything that moved without being touched, as the browser counts it. */
    shifts: number[]
    /** What live regions said. */
    heard: string[]
  }
}

function watchShifts(): void {
  window.shifts = []
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
      if (!hadRecentInput && value > 0) window.shifts.push(value)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Notes what `role="status"` places say from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    window.heard = []
    new MutationObserver(changes => {
      for (const { target } of changes) {
        const place = (target instanceof Element ? target : target.parentElement)?.closest('[role="status"]')
        const words = place?.textContent ?? ''
        if (words !== '' && window.heard.at(-1) !== words) window.heard.push(words)
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true })
  })
  return () => page.evaluate(() => window.heard)
}
