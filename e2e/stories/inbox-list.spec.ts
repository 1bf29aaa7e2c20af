import type { Author } from '@deskbell/protocol/entry'
import type { Browser, Page } from '@playwright/test'
import { expect, inboxOn, ownerAt, test, type Viewport, viewports } from './desk.js'
import { fakeSenses, hide } from './senses.js'
import { visitorsOf } from './visitors.js'

test('a list of many rooms is walked by keys, and stays where its reader is', async ({ browser, desk }) => {
  const { owner, ring } = await deskOf(browser, desk.origin, viewports.desktop)
  for (let n = 10; n < 90; n += 1) await ring(`v-guest-${n}`, `Number ${n}`)
  await owner.goto(`${desk.origin}/messages`)
  const list = owner.getByRole('region', { name: 'All' })
  const row = (text: string) => list.getByRole('link').filter({ hasText: text })
  const item = (text: string) => list.getByRole('listitem').filter({ hasText: text })
  await expect(row('Number 89')).toContainText('Guest ST89')
  await expect(item('Number 89')).toHaveAttribute('aria-posinset', '1')

  // Further than what is drawn, and further than the first page.
  await owner.keyboard.press('j')
  await expect(row('Number 89')).toBeFocused()
  await owner.keyboard.press('End')
  await expect(async () => {
    await owner.keyboard.press('End')
    await expect(row('Number 10')).toBeFocused({ timeout: 300 })
  }).toPass()
  await expect(item('Number 10')).toHaveAttribute('aria-setsize', '80')
  expect(await list.getByRole('listitem').count()).toBeLessThan(40)
  await owner.keyboard.press('k')
  await expect(row('Number 11')).toBeFocused()

  const before = await row('Number 11').boundingBox()
  await ring('v-guest-new', 'Somebody new')
  const pill = list.getByRole('button', { name: '1 new at the top' })
  await expect(pill).toBeVisible()
  await expect(row('Number 11')).toBeFocused()
  expect(await row('Number 11').boundingBox()).toEqual(before)
  await pill.click()
  await expect(row('Somebody new')).toBeFocused()
  await expect(pill).toHaveCount(0)

  await owner.keyboard.press('j')
  await owner.keyboard.press('Enter')
  await expect(owner.getByRole('log')).toContainText('Number 89')
  await owner.keyboard.press('r')
  await owner.keyboard.type('jk n?')
  await expect(owner.getByRole('textbox', { name: 'Message' })).toHaveValue('jk n?')
  await owner.keyboard.press('Escape')
  await expect(row('Number 89')).toBeFocused()
  await owner.keyboard.press('n')
  await expect(owner.getByRole('textbox', { name: 'Private note' })).toBeFocused()
  await owner.goBack()
  await expect(owner).toHaveURL(/\/messages$/)
  await owner.goForward()
  await expect(owner.getByRole('log')).toContainText('Number 89')
  await owner.context().close()
})

for (const [size, viewport] of Object.entries(viewports)) {
  test(`a ring is heard and seen until somebody takes it (${size})`, async ({ browser, desk, shoot }) => {
    const { owner, ring, enter } = await deskOf(browser, desk.origin, viewport)
    await ring('v-early', 'I was here before')
    await owner.goto(`${desk.origin}/messages`)
    const { rows } = inboxOn(owner)
    // What was there is shown and not heard.
    await expect(rows.filter({ hasText: 'I was here before' })).toContainText('Just rang')
    await expect(owner).toHaveTitle('(1) Messages · Deskbell')
    expect(await tones(owner)).toEqual([])

    await ring('v-late', 'Is anybody there?')
    const card = owner.getByRole('alert').filter({ hasText: 'Ringing' })
    await expect(card).toContainText('Guest LATE')
    await expect(card).toContainText('Is anybody there?')
    await expect(owner).toHaveTitle('(2) Ringing: Guest LATE · Messages · Deskbell')
    await expect(owner.locator('link[rel="icon"]')).toHaveAttribute('href', '/favicon-ring.svg')
    await expect.poll(() => tones(owner)).toHaveLength(8)
    await shoot(owner, `ringing-${size}`)

    await card.getByRole('button', { name: 'Open' }).click()
    await expect(owner.getByRole('log')).toContainText('Is anybody there?')
    await expect(card).toHaveCount(0)
    await expect(owner).toHaveTitle('(1) Messages · Deskbell')
    await expect(owner.locator('link[rel="icon"]')).toHaveAttribute('href', '/favicon-unread.svg')

    // In the open conversation it is seen, in another one it is one soft tick.
    const late = await enter('v-late')
    await ring('v-late', 'Ah, there you are')
    await expect(owner.getByRole('log')).toContainText('Ah, there you are')
    const { message } = (await late.next('new_message')) as { message: { seq: number } }
    // Whoever leaves in the very moment has not read it.
    await late.next(({ command, reader, seq }) => {
      return command === 'read' && (reader as Author).kind === 'member' && seq === message.seq
    })
    await owner.goto(`${desk.origin}/account`)
    await expect(owner.getByRole('heading', { name: 'Account' })).toBeVisible()
    await expect(owner).toHaveTitle('(1) Account · Deskbell')
    await ring('v-late', 'And now?')
    await expect.poll(() => tones(owner)).toEqual([660, 1320])
    await expect(owner).toHaveTitle('(2) Account · Deskbell')
    await late.close()
    await owner.context().close()
  })
}

test('what keeps the bell silent is said, and a click mends it', async ({ browser, desk, shoot }) => {
  const { owner, ring } = await deskOf(browser, desk.origin, viewports.desktop, { blocked: true })
  await owner.goto(`${desk.origin}/messages`)
  const warning = owner.getByRole('button', {
    name: 'Your browser keeps the bell silent until you click here',
  })
  await expect(warning).toHaveCount(2)
  await shoot(owner, 'bell-blocked')
  await warning.last().click()
  await expect(warning).toHaveCount(0)

  // Then, and not at once, it asks whether to notify; the browser asks only after a yes.
  await ring('v-late', 'Is anybody there?')
  await expect.poll(() => tones(owner)).toHaveLength(8)
  await owner.getByRole('button', { name: 'Silence' }).click()
  const offer = owner.getByRole('region', { name: 'Notifications' })
  await offer.getByRole('button', { name: 'Turn on' }).click()
  await expect(offer).toHaveCount(0)

  // Out of sight: a notification that leads to the conversation.
  await hide(owner)
  await ring('v-other', 'My lamp flickers')
  await expect
    .poll(() => owner.evaluate(() => window.notified))
    .toEqual(['Guest THER is ringing: My lamp flickers'])
  await owner.evaluate(() => window.dispatchEvent(new Event('notification-click')))
  await expect(owner.getByRole('log')).toContainText('My lamp flickers')

  await owner.goto(`${desk.origin}/account#ring`)
  await owner.getByRole('switch', { name: 'Show what they wrote' }).uncheck()
  await owner.getByRole('switch', { name: 'Ring for somebody new' }).uncheck()
  await expect(owner.getByRole('switch', { name: 'Tick for messages' })).toBeDisabled()
  await hide(owner)
  await ring('v-third', 'A secret')
  await expect
    .poll(() => owner.evaluate(() => window.notified))
    .toEqual(['Guest HIRD is ringing: A new message'])
  await expect(owner.getByRole('alert').getByRole('button', { name: 'Silence' })).toBeVisible()
  expect(await tones(owner)).toEqual([])
  await owner.context().close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`commands and shortcuts, by keys alone (${colorScheme})`, async ({ browser, desk, shoot }) => {
    const { owner, ring } = await deskOf(browser, desk.origin, viewports.desktop, { colorScheme })
    for (const name of ['anna', 'berta', 'carla']) await ring(name, `Hello from ${name}`)
    await owner.goto(`${desk.origin}/messages`)
    await expect(owner.getByText('Hello from carla')).toBeVisible()

    await owner.keyboard.press('?')
    const keys = owner.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(keys.getByText('Private note')).toBeVisible()
    await shoot(owner, `shortcuts-${colorScheme}`)
    await owner.keyboard.press('Escape')
    await expect(keys).toHaveCount(0)

    await owner.keyboard.press('Control+k')
    const palette = owner.getByRole('dialog', { name: 'Search and commands' })
    await expect(palette.getByRole('option').first()).toContainText('Guest ARLA')
    await shoot(owner, `palette-${colorScheme}`)
    await owner.keyboard.type('bert')
    await expect(palette.getByRole('option')).toHaveCount(1)
    await owner.keyboard.press('Enter')
    await expect(owner.getByRole('log')).toContainText('Hello from berta')
    await expect(palette).toHaveCount(0)

    await owner.keyboard.press('Control+k')
    await owner.keyboard.type('private')
    await owner.keyboard.press('Enter')
    await expect(owner.getByRole('textbox', { name: 'Private note' })).toBeFocused()
    await owner.keyboard.press('Escape')
    await owner.keyboard.press('g')
    await owner.keyboard.press('s')
    await expect(owner).toHaveURL(/\/settings\/chatbot$/)
    await owner.keyboard.press('g')
    await owner.keyboard.press('m')
    await expect(owner).toHaveURL(/\/messages$/)
    await owner.context().close()
  })
}

test('the visitor is a drawer, and on a phone a page of its own', async ({ browser, desk, shoot }) => {
  const { owner, ring } = await deskOf(browser, desk.origin, { width: 768, height: 900 })
  await ring('v-1rcv-7f3k', 'See https://shop.example/lamp')
  await owner.goto(`${desk.origin}/messages`)
  await inboxOn(owner).open('See https://shop.example/lamp')
  await owner.getByRole('link', { name: 'About the visitor' }).click()
  const card = owner.getByRole('complementary', { name: 'About the visitor' })
  const back = card.getByRole('link', { name: 'Back to the conversation' })
  await expect(back).toBeFocused()
  await expect(card.getByText('v-1rcv-7f3k')).toBeVisible()
  await expect(card.getByRole('link', { name: 'shop.example/lamp' })).toBeVisible()
  await shoot(owner, 'visitor-drawer')
  await owner.keyboard.press('Escape')
  await expect(card).toBeHidden()
  await owner.goBack()
  await expect(back).toBeVisible()
  await owner.setViewportSize(viewports.phone)
  await expect(owner.getByRole('log')).toBeHidden()
  await back.click()
  await expect(owner.getByRole('log')).toBeVisible()
  await owner.context().close()
})

test('whether the visitor is still there is seen in the list and beside the conversation, and when they left', async ({
  browser,
  desk,
  shoot,
}) => {
  const { owner, enter } = await deskOf(browser, desk.origin, viewports.desktop)
  await owner.goto(`${desk.origin}/messages`)
  const visitor = await enter('v-1rcv-7f3k')
  const message = { content: 'Is anybody there?', type: 'text', client_id: 'c1' }
  await visitor.ask({ command: 'new_message', message }, 'ack')
  await expect(owner.getByRole('link', { name: /, here now/ })).toBeVisible()
  await inboxOn(owner).open('Is anybody there?')
  const card = owner.getByRole('complementary', { name: 'About the visitor' })
  await expect(card.getByText('Here now')).toBeVisible()
  await shoot(owner, 'visitor-here')
  // After a reload it is known as well.
  await owner.reload()
  await expect(card.getByText('Here now')).toBeVisible()
  await visitor.close()
  await expect(card.getByText(/^Left today \d\d:\d\d$/)).toBeVisible({ timeout: 20_000 })
  await expect(owner.getByRole('link', { name: /, here now/ })).toBeHidden()
  await shoot(owner, 'visitor-left')
  await owner.context().close()
})

interface Options {
  blocked?: boolean
  colorScheme?: 'light' | 'dark'
}

/** A signed-in owner in a browser whose sound and notifications are written down, and visitors who write to them. */
async function deskOf(browser: Browser, origin: string, viewport: Viewport, options: Options = {}) {
  const { blocked = false, colorScheme = 'light' } = options
  const context = await browser.newContext({
    viewport,
    colorScheme,
    reducedMotion: 'reduce',
  })
  const owner = await context.newPage()
  await owner.addInitScript(fakeSenses, blocked)
  const { site } = await ownerAt(owner, origin, null)
  return { owner, ...visitorsOf(origin, site) }
}

const tones = (page: Page) => page.evaluate(() => window.tones)
