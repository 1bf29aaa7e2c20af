import type { Page } from '@playwright/test'
import type { Server } from '../harness/server.js'
import { violationsOf } from './axe.js'
import { expect, isTooWide, ownerAt, person, tablet, test, type Viewport, viewports } from './desk.js'
import { held } from './line.js'
import { endSessions } from './staffed.js'

const nameOn = (page: Page) => page.getByLabel('Name', { exact: true })
const greetingOn = (page: Page) => page.getByLabel('Introduction', { exact: true })
const saveOn = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })
const savedOn = (page: Page) => page.getByText('Saved', { exact: true })

for (const [size, viewport] of Object.entries({ ...viewports, tablet })) {
  test(`on a slow line the settings come without a jump (${size})`, async ({ browser, desk }) => {
    const owner = await inScheme(await person(browser, viewport), size)
    await ownerAt(owner, desk.origin, '/account')
    await expect(owner.getByRole('heading', { name: 'Account' })).toBeVisible()
    for (const [path, calls, waiting, there] of [
      ['/settings/chatbot', '**/chatbot/api', 'Loading the settings', 'Picture and words'],
      ['/settings/replies', '**/api/sites/*/replies', 'Loading the replies', 'No replies yet'],
    ] as const) {
      const line = await held(owner, calls)
      await owner.goto(desk.origin + path)
      await expect(owner.getByRole('status').filter({ hasText: waiting })).toBeAttached()
      const heading = owner.getByRole('heading', { level: 1 })
      const before = await heading.boundingBox()
      expect(await isTooWide(owner)).toBe(false)
      line.letGo()
      await expect(owner.getByRole('heading', { name: there })).toBeVisible()
      expect(await heading.boundingBox()).toEqual(before)
      expect(await isTooWide(owner)).toBe(false)
      await owner.unroute(calls)
    }
    await owner.context().close()
  })

  test(`what is changed is kept without a line, and saved with one (${size})`, async ({
    browser,
    desk,
    shoot,
  }) => {
    const { owner, site } = await ownerAt(await person(browser, viewport), desk.origin, '/settings/chatbot')
    await inScheme(owner, size)
    await nameOn(owner).fill('Lamp desk')
    await owner.context().setOffline(true)
    await saveOn(owner).click()
    await expect(owner.getByRole('alert').getByText(/^Not saved. The server did not answer/)).toBeVisible()
    await shoot(owner, `settings-offline-${size}`)
    await expect(nameOn(owner)).toHaveValue('Lamp desk')
    await owner.context().setOffline(false)
    await saveOn(owner).click()
    await expect(savedOn(owner)).toBeVisible()
    expect((await lookOf(desk, site)).chatbotName).toBe('Lamp desk')

    // A session that ends takes nothing with it.
    await greetingOn(owner).fill('Ask us about lamps.')
    await owner.getByRole('link', { name: 'Canned replies' }).click()
    await owner.getByRole('button', { name: 'Add a reply' }).click()
    const dialog = owner.getByRole('dialog')
    await dialog.getByLabel('Shortcut').fill('/shipping')
    await dialog.getByLabel('Text').fill('Two days, {name}.')
    await endSessions(desk.origin, { username: site, password: `correct horse ${site}` })
    await expect(owner.getByText('You were signed out')).toBeVisible()
    await owner.getByLabel('User name or e-mail').fill(site)
    await owner.getByLabel('Password', { exact: true }).fill(`correct horse ${site}`)
    await owner.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(owner.getByText('A reply you began is not saved yet, and still here.')).toBeVisible()
    await shoot(owner, `replies-begun-${size}`)
    await owner.getByRole('button', { name: 'Go on with it' }).click()
    await expect(dialog.getByLabel('Text')).toHaveValue('Two days, {name}.')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(owner.getByText('Saved /shipping', { exact: true })).toBeVisible()
    await expect(owner.getByText(/A reply you began/)).toHaveCount(0)
    await owner.getByRole('link', { name: 'Chatbot' }).click()
    await expect(greetingOn(owner)).toHaveValue('Ask us about lamps.')
    await owner.goBack()
    await owner.goForward()
    await expect(greetingOn(owner)).toHaveValue('Ask us about lamps.')
    await expect(owner.getByText('1 change not saved')).toBeVisible()
    await owner.context().close()
  })

  test(`nobody puts back what somebody else has changed without being told (${size})`, async ({
    browser,
    desk,
    shoot,
  }) => {
    const { owner, site } = await ownerAt(await person(browser, viewport), desk.origin, '/settings/chatbot')
    await inScheme(owner, size)
    // Another browser of theirs; another person of the desk would do it just so.
    const storageState = await owner.context().storageState()
    const tab = await (await browser.newContext({ viewport, storageState })).newPage()
    await tab.goto(`${desk.origin}/settings/chatbot`)
    const elsewhere = owner.getByRole('alert').filter({ hasText: 'Changed elsewhere meanwhile' })

    // Of two things, each keeps theirs.
    await nameOn(owner).fill('Mine')
    await greetingOn(tab).fill('Theirs, too.')
    await saveOn(tab).click()
    await expect(savedOn(tab)).toBeVisible()
    await saveOn(owner).click()
    await expect(savedOn(owner)).toBeVisible()
    expect(await lookOf(desk, site)).toMatchObject({ chatbotName: 'Mine', introductionText: 'Theirs, too.' })

    // Of one, the later is told before.
    await nameOn(owner).fill('Mine again')
    await tab.reload()
    await nameOn(tab).fill('Theirs')
    await saveOn(tab).click()
    await expect(savedOn(tab)).toBeVisible()
    await saveOn(owner).click()
    await expect(elsewhere).toContainText('It is about the name. Save puts yours in place of it.')
    await shoot(owner, `settings-elsewhere-${size}`)
    expect((await lookOf(desk, site)).chatbotName).toBe('Theirs')
    await expect(nameOn(owner)).toHaveValue('Mine again')
    await owner.reload()
    await expect(elsewhere).toBeVisible()
    await saveOn(owner).click()
    await expect(owner.getByText(/not saved/)).toHaveCount(0)
    expect((await lookOf(desk, site)).chatbotName).toBe('Mine again')

    await nameOn(owner).fill('Mine once more')
    await tab.reload()
    await nameOn(tab).fill('Theirs once more')
    await saveOn(tab).click()
    await expect(savedOn(tab)).toBeVisible()
    await saveOn(owner).click()
    await elsewhere.getByRole('button', { name: 'Take theirs' }).click()
    await expect(nameOn(owner)).toHaveValue('Theirs once more')
    await expect(owner.getByText(/not saved/)).toHaveCount(0)
    await Promise.all([owner.context().close(), tab.context().close()])
  })
}

test('of two who save the look in the same moment, the later is told, or keeps what the other left alone', async ({
  browser,
  desk,
}) => {
  const { owner, site } = await ownerAt(
    await person(browser, viewports.phone),
    desk.origin,
    '/settings/chatbot',
  )
  const change = (data: object) => owner.request.post(`${desk.origin}/chatbot/api`, { data })
  /** Just before what is saved next arrives, somebody else has saved this. */
  const overtake = async (theirs: object) => {
    let left = 1
    await owner.route('**/chatbot/api', async route => {
      if (route.request().method() === 'POST' && left-- > 0) expect((await change(theirs)).status()).toBe(200)
      await route.fallback()
    })
  }
  await nameOn(owner).fill('Mine')
  await overtake({ introductionText: 'Theirs, too.' })
  await saveOn(owner).click()
  await expect(savedOn(owner)).toBeVisible()
  expect(await lookOf(desk, site)).toMatchObject({ chatbotName: 'Mine', introductionText: 'Theirs, too.' })

  await nameOn(owner).fill('Mine again')
  await overtake({ chatbotName: 'Theirs' })
  await saveOn(owner).click()
  await expect(owner.getByRole('alert').filter({ hasText: 'Changed elsewhere meanwhile' })).toBeVisible()
  expect((await lookOf(desk, site)).chatbotName).toBe('Theirs')
  await saveOn(owner).click()
  await expect(owner.getByText(/not saved/)).toHaveCount(0)
  expect((await lookOf(desk, site)).chatbotName).toBe('Mine again')
  await owner.context().close()
})

for (const [size, viewport] of Object.entries({ ...viewports, tablet })) {
  test(`a reply that somebody else changed or removed meanwhile is not undone unseen (${size})`, async ({
    browser,
    desk,
    shoot,
  }) => {
    const { owner, site } = await ownerAt(await person(browser, viewport), desk.origin, null)
    await inScheme(owner, size)
    const replies = `${desk.origin}/api/sites/${site}/replies`
    const { request } = owner
    const added = await request.post(replies, { data: { shortcut: 'returns', text: 'Thirty days.' } })
    const { reply } = (await added.json()) as { reply: { id: string } }
    const theirs = (text: string) => request.patch(`${replies}/${reply.id}`, { data: { text } })
    await owner.goto(`${desk.origin}/settings/replies`)
    const dialog = owner.getByRole('dialog')
    const text = dialog.getByLabel('Text')
    const save = dialog.getByRole('button', { name: 'Save', exact: true })
    const elsewhere = dialog.getByRole('alert').filter({ hasText: 'Changed elsewhere meanwhile' })
    const row = (words: string) =>
      owner.getByRole('list', { name: 'Canned replies' }).getByRole('listitem').filter({ hasText: words })
    const change = owner.getByRole('button', { name: 'Change /returns' })

    await change.click()
    await text.fill('Fifty days.')
    await theirs('Forty days.')
    await save.click()
    await expect(elsewhere).toContainText('Forty days.')
    await expect(text).toHaveValue('Fifty days.')
    await shoot(owner, `reply-elsewhere-${size}`)
    expect(await violationsOf(owner)).toEqual([])
    // Closed and loaded anew, it is still there, and still told.
    await owner.keyboard.press('Escape')
    await owner.reload()
    await owner.getByRole('button', { name: 'Go on with it' }).click()
    await expect(elsewhere).toContainText('Forty days.')
    await expect(text).toHaveValue('Fifty days.')
    await save.click()
    await expect(row('Fifty days.')).toHaveCount(1)

    await change.click()
    await text.fill('Sixty days.')
    await theirs('A hundred days.')
    await save.click()
    await elsewhere.getByRole('button', { name: 'Take theirs' }).click()
    await expect(text).toHaveValue('A hundred days.')
    await expect(elsewhere).toHaveCount(0)
    await text.fill('A thousand days.')
    await save.click()
    await expect(row('A thousand days.')).toHaveCount(1)

    await change.click()
    await text.fill('For ever.')
    await request.delete(`${replies}/${reply.id}`)
    await save.click()
    await expect(dialog.getByText('Removed elsewhere meanwhile')).toBeVisible()
    await expect(text).toHaveValue('For ever.')
    await shoot(owner, `reply-removed-elsewhere-${size}`)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(row('For ever.')).toHaveCount(1)
    await owner.context().close()
  })
}

test('no page of the way in and of the settings is wider than a narrow screen', async ({ browser, desk }) => {
  const { owner, site } = await ownerAt(await person(browser, narrow), desk.origin, '/account')
  const paths = ['/', '/login', '/signup', `/demo?site=${site}`, `/demo?site=${site}&dir=rtl`]
  const desks = ['/account', '/settings/chatbot', '/settings/replies']
  for (const path of [...desks, '/welcome/look', '/welcome/install', '/welcome/ring', ...paths]) {
    await owner.goto(desk.origin + path)
    await expect(owner.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await isTooWide(owner), path).toBe(false)
  }
  await owner.context().close()
})

const narrow: Viewport = { width: 320, height: 640 }

async function inScheme(page: Page, size: string): Promise<Page> {
  await page.emulateMedia({ colorScheme: size === 'tablet' ? 'light' : 'dark' })
  return page
}

/** What visitors see of a site. */
async function lookOf(desk: Server, site: string) {
  const answer = await fetch(`${desk.origin}/chatbot/details`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: site }),
  })
  return ((await answer.json()) as { chatbot: { chatbotName: string; introductionText: string } }).chatbot
}
