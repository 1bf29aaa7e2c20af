import type { Browser, Page } from '@playwright/test'
import { signUp } from '../harness/account.js'
import type { Server } from '../harness/server.js'
import { expect, isTooWide, ownerAt, tablet, test, type Viewport, viewports } from './desk.js'
import { held } from './line.js'
import { fakeSenses } from './senses.js'

interface Stage {
  readonly viewport: Viewport
  readonly colorScheme: 'light' | 'dark'
}

const stages: Readonly<Record<string, Stage>> = {
  'phone, dark': { viewport: viewports.phone, colorScheme: 'dark' },
  'tablet, light': { viewport: tablet, colorScheme: 'light' },
  'desktop, dark': { viewport: viewports.desktop, colorScheme: 'dark' },
}

const passwordOf = (site: string) => `correct horse ${site}`
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1'

for (const [name, stage] of Object.entries(stages)) {
  test(`a password is changed, what is wrong stands beside the field (${name})`, async ({
    browser,
    desk,
    shoot,
  }) => {
    const { owner, site } = await ownerAt(await fresh(browser, stage), desk.origin, '/account')
    const other = await elsewhere(browser, desk, site, firefox)
    const current = owner.getByLabel('Current password', { exact: true })
    const next = owner.getByLabel('New password', { exact: true })
    const change = owner.getByRole('button', { name: 'Change password' })
    await current.fill('not the one')
    await next.fill('short')
    await change.click()
    await expect(next).toBeFocused()
    await expect(next).toHaveAccessibleDescription(/New password is shorter than 8/)
    await expect(next).toHaveValue('short')

    await next.fill('a better horse')
    await expect(next).not.toHaveAttribute('aria-invalid')
    await next.press('Enter')
    await expect(current).toBeFocused()
    await expect(current).toHaveAccessibleDescription('This is not the current password')
    await shoot(owner, `account-wrong-${stage.viewport.width}`)
    await expect(current).toHaveValue('not the one')
    await expect(next).toHaveValue('a better horse')

    await owner.context().setOffline(true)
    await current.fill(passwordOf(site))
    await change.click()
    await expect(owner.getByRole('alert').getByText(/The server did not answer/)).toBeVisible()
    await expect(next).toHaveValue('a better horse')
    await owner.context().setOffline(false)
    await change.click()
    await expect(owner.getByText('Your password is changed', { exact: true })).toBeVisible()
    await expect(current).toHaveValue('')
    await expect(next).toHaveValue('')
    await expect(other.getByText('You were signed out')).toBeVisible()
    await expect(sessionsOf(owner)).toHaveCount(1)
    await owner.reload()
    await expect(owner.getByRole('heading', { name: 'Account' })).toBeVisible()
    expect(await signsIn(desk, site, passwordOf(site))).toBe(401)
    expect(await signsIn(desk, site, 'a better horse')).toBe(200)
    await Promise.all([owner.context().close(), other.context().close()])
  })

  test(`other sessions are seen and ended, at once (${name})`, async ({ browser, desk, shoot }) => {
    const { owner, site } = await ownerAt(await fresh(browser, stage), desk.origin, '/messages')
    const [desktop, phone] = await Promise.all([
      elsewhere(browser, desk, site, firefox),
      elsewhere(browser, desk, site, iphone),
    ])
    await owner.goto(`${desk.origin}/account#sessions`)
    const sessions = sessionsOf(owner)
    await expect(sessions).toHaveCount(3)
    await expect(sessions.first()).toContainText('This browser')
    await expect(sessions.first().getByRole('button')).toHaveCount(0)
    await expect(owner.getByRole('region', { name: 'Where you are signed in' })).toBeInViewport()
    await shoot(owner, `account-sessions-${stage.viewport.width}`)
    expect(await isTooWide(owner)).toBe(false)

    await owner.getByRole('button', { name: /^End the session of Firefox on Linux/ }).click()
    await expect(sessions).toHaveCount(2)
    // Its inbox hears of it without anything being clicked there, and says so.
    await expect(desktop.getByText('You were signed out')).toBeVisible()
    await expect(phone.getByText('Nobody has rung yet')).toBeVisible()

    const everywhere = owner.getByRole('button', { name: 'Sign out everywhere else' })
    const question = owner.getByRole('alertdialog', { name: 'Sign out everywhere else?' })
    await everywhere.click()
    await expect(question).toContainText('One other session ends at once. This browser stays signed in.')
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await shoot(owner, `account-question-${stage.viewport.width}`)
    await owner.keyboard.press('Enter')
    await expect(question).toHaveCount(0)
    await expect(everywhere).toBeFocused()
    await expect(sessions).toHaveCount(2)
    await everywhere.click()
    await question.getByRole('button', { name: 'Sign out' }).click()
    await expect(owner.getByText('You are signed out everywhere else', { exact: true })).toBeVisible()
    await expect(sessions).toHaveCount(1)
    await expect(everywhere).toHaveCount(0)
    await expect(phone.getByText('You were signed out')).toBeVisible()

    // They come back to where they were, and this one never left.
    await phone.getByLabel('User name or e-mail').fill(`${site}@example.test`)
    await phone.getByLabel('Password', { exact: true }).fill(passwordOf(site))
    await phone.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(phone).toHaveURL(/\/messages$/)
    await owner.goto(`${desk.origin}/messages`)
    await expect(owner.getByText('Nobody has rung yet')).toBeVisible()
    await Promise.all([owner, desktop, phone].map(page => page.context().close()))
  })

  test(`theme and bell are chosen, stay, and follow in other tabs (${name})`, async ({ browser, desk }) => {
    const page = await fresh(browser, stage)
    await page.context().addInitScript(fakeSenses, false)
    const { owner } = await ownerAt(page, desk.origin, '/account')
    const tab = await owner.context().newPage()
    await tab.goto(desk.origin)
    const root = owner.locator('html')
    const system = stage.colorScheme === 'dark' ? darkDesk : lightDesk
    const [word, chosen] = stage.colorScheme === 'dark' ? ['Light', lightDesk] : ['Dark', darkDesk]
    await expect(root).toHaveCSS('background-color', system)
    await owner.getByRole('radio', { name: word, exact: true }).check({ force: true })
    await expect(root).toHaveCSS('background-color', chosen)
    await expect(tab.locator('html')).toHaveCSS('background-color', chosen)
    await owner.reload()
    await expect(owner.getByRole('radio', { name: word, exact: true })).toBeChecked()
    await expect(root).toHaveCSS('background-color', chosen)
    await owner.getByRole('radio', { name: 'System', exact: true }).check({ force: true })
    await expect(root).toHaveCSS('background-color', system)

    await owner.getByRole('button', { name: 'Test the bell' }).click()
    await expect.poll(() => owner.evaluate(() => window.tones.length)).toBeGreaterThan(0)
    const bell = owner.getByRole('switch', { name: 'Ring for somebody new' })
    await bell.uncheck()
    await expect(owner.getByLabel('Volume')).toBeDisabled()
    const notices = owner.getByRole('switch', { name: 'Desktop notifications' })
    await notices.check()
    await owner.getByRole('button', { name: 'Send a test notification' }).click()
    await expect.poll(() => owner.evaluate(() => window.notified.length)).toBe(1)
    await owner.reload()
    await expect(bell).not.toBeChecked()
    await expect(notices).toBeChecked()
    await owner.context().close()
  })

  test(`a sign-in that fails says why beside the field (${name})`, async ({ browser, desk, shoot }) => {
    const { username: site } = await signUp(desk.origin)
    const owner = await fresh(browser, stage)
    await owner.goto(`${desk.origin}/login?next=/settings/replies`)
    const who = owner.getByLabel('User name or e-mail')
    const password = owner.getByLabel('Password', { exact: true })
    await who.fill(site)
    await password.fill('wrong horse')
    await password.press('Enter')
    await expect(password).toBeFocused()
    await expect(password).toHaveAccessibleDescription('This name and password do not belong together.')
    await expect(who).toHaveValue(site)
    await expect(password).toHaveValue('wrong horse')
    await shoot(owner, `login-wrong-${stage.viewport.width}`)
    expect(await isTooWide(owner)).toBe(false)

    // As the server words it; that it does so is proved beside it.
    await owner.route('**/accounts/api/login', route =>
      route.fulfill({
        status: 429,
        json: { error: { kind: 'rate_limited', message: 'too many', retry_after_ms: 41_200 } },
      }),
    )
    await password.press('Enter')
    await expect(owner.getByRole('alert')).toHaveText('Too many tries. Wait 42 seconds, then try again.')
    await expect(password).toHaveValue('wrong horse')
    await owner.unroute('**/accounts/api/login')
    await password.fill(passwordOf(site))
    await password.press('Enter')
    await expect(owner).toHaveURL(/\/settings\/replies$/)
    await expect(owner.getByRole('heading', { name: 'Canned replies' })).toBeVisible()

    // Where it leads is for us to say, not for whoever made the link: signed in already, or signing in now.
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      await owner.goto(`${desk.origin}/login?next=${encodeURIComponent(next)}`)
      await expect(owner).toHaveURL(`${desk.origin}/messages`)
    }
    await owner.context().close()
  })
}

test('signing out leaves nothing behind Back', async ({ browser, desk }) => {
  const { owner, site } = await ownerAt(
    await fresh(browser, { viewport: viewports.phone, colorScheme: 'light' }),
    desk.origin,
    '/messages',
  )
  await expect(owner.getByText('Nobody has rung yet')).toBeVisible()
  await owner.goto(`${desk.origin}/settings/chatbot`)
  await owner.getByLabel('Introduction', { exact: true }).fill('Nobody else reads this.')
  await owner.getByRole('link', { name: 'Account', exact: true }).click()
  const signOut = owner.getByRole('main').getByRole('button', { name: 'Sign out', exact: true })
  // Its page comes over the line that is about to go.
  await expect(signOut).toBeVisible()
  await owner.context().setOffline(true)
  await signOut.click()
  await expect(owner.getByText('You are still signed in', { exact: true })).toBeVisible()
  await owner.context().setOffline(false)
  await signOut.click()
  await expect(owner.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(owner.getByText('You were signed out')).toHaveCount(0)
  for (let back = 0; back < 3; back += 1) {
    await owner.goBack()
    await expect(owner.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await expect(owner.getByText(site)).toHaveCount(0)
  }
  expect(await owner.evaluate(() => Object.values(sessionStorage).join())).not.toContain('Nobody else')
  await owner.context().close()
})

test('nothing is seen of a fast page but itself, and of a slow one the bell', async ({ browser, desk }) => {
  const page = await fresh(browser, { viewport: viewports.desktop, colorScheme: 'light' })
  const script = await held(page, '**/assets/landing-page*.js')
  await page.goto(desk.origin, { waitUntil: 'commit' })
  const picture = () =>
    page.evaluate(() => {
      const { opacity, position, backgroundImage } = getComputedStyle(
        document.querySelector('#app') ?? document.documentElement,
        '::before',
      )
      return { opacity, position, shown: backgroundImage.includes('favicon.svg') }
    })
  await expect.poll(picture).toEqual({ opacity: '1', position: 'fixed', shown: true })
  script.letGo()
  await expect(page.getByRole('button', { name: 'Open your desk' })).toBeVisible()
  await expect.poll(picture).toMatchObject({ shown: false })
  await page.context().close()
})

const lightDesk = 'rgb(243, 244, 247)'
const darkDesk = 'rgb(13, 14, 17)'

const fresh = async (browser: Browser, stage: Stage): Promise<Page> =>
  (await browser.newContext(stage)).newPage()

const sessionsOf = (owner: Page) =>
  owner.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem')

/** The inbox of the same person in another browser. */
async function elsewhere(browser: Browser, desk: Server, site: string, userAgent: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: viewports.phone, userAgent })).newPage()
  const data = { username: site, password: passwordOf(site) }
  expect((await page.request.post(`${desk.origin}/accounts/api/login`, { data })).status()).toBe(200)
  await page.goto(`${desk.origin}/messages`)
  await expect(page.getByText('Nobody has rung yet')).toBeVisible()
  return page
}

/** The status of a sign-in. */
async function signsIn({ origin }: Server, username: string, password: string): Promise<number> {
  const answer = await fetch(`${origin}/accounts/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  return answer.status
}
