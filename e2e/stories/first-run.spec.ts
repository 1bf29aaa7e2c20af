import type { BrowserContext, Page } from '@playwright/test'
import { uniqueName } from '../harness/account.js'
import { expect, expectOnce, ownerAt, person, signUp, tablet, test, viewports, widgetOn } from './desk.js'

/** Without reading, which takes a person longer than this machine. */
const AT_MOST_SECONDS = 180

for (const [size, viewport] of Object.entries({ ...viewports, tablet })) {
  test(`a newcomer gets from the first page to their first answered chat (${size})`, async ({
    browser,
    desk,
    host,
    shoot,
  }) => {
    const begun = Date.now()
    const owner = await person(browser, viewport)
    await owner.emulateMedia({ colorScheme: size === 'desktop' ? 'light' : 'dark' })
    const site = uniqueName('marlow')
    await owner.goto(desk.origin)
    await shoot(owner, `landing-${size}`)
    await owner.getByLabel('User name').fill(site)
    await owner.getByLabel('E-mail').fill(`${site}@example.test`)
    await owner.getByLabel('Password').fill(`correct horse ${site}`)
    await owner.getByRole('button', { name: 'Open your desk' }).click()

    await expect(owner).toHaveURL(/\/welcome\/look$/)
    await expect(owner.getByRole('heading', { name: 'Make it yours' })).toBeFocused()
    await owner.getByLabel('Name', { exact: true }).fill('Lamp desk')
    await owner.getByRole('radio', { name: 'Fir' }).check()
    const preview = owner.frameLocator('iframe[title="Preview of the chat"]')
    await expect(preview.getByText('Lamp desk')).toBeVisible()
    await shoot(owner, `welcome-look-${size}`)
    await owner.getByRole('button', { name: 'Save and go on' }).click()

    await expect(owner).toHaveURL(/\/welcome\/install$/)
    await expect(owner.getByRole('link', { name: 'Look (done)' })).toBeVisible()
    await expect(owner.getByText('Looking out for a page')).toBeVisible()
    const line = (await owner.locator('#embed-line').textContent()) ?? ''
    const shop = await owner.context().newPage()
    const address = host.page(line)
    await shop.goto(address)
    await expect(widgetOn(shop, 'Chat with Lamp desk').launcher).toBeVisible()
    await owner.bringToFront()
    await expect(owner.getByText(`Seen on ${new URL(address).origin}`)).toBeVisible()
    await shoot(owner, `welcome-install-${size}`)
    await owner.getByRole('link', { name: 'Go on' }).click()

    await expect(owner).toHaveURL(/\/welcome\/ring$/)
    await expect(owner.getByText('Listening.')).toBeVisible()
    const demo = await opened(owner.context(), () =>
      owner.getByRole('link', { name: 'Open the demo shop' }).click(),
    )
    const widget = widgetOn(demo, 'Chat with Lamp desk')
    await widget.open()
    await widget.write('Does the Halo dim?')
    await expectOnce(widget.log, 'Does the Halo dim?')
    await owner.bringToFront()
    await expect(owner.getByRole('alert').getByText('Does the Halo dim?')).toBeVisible()
    await shoot(owner, `welcome-rung-${size}`)
    await owner.getByRole('button', { name: 'Answer' }).click()

    await expect(owner).toHaveURL(/\/messages\/[0-9a-f-]+$/)
    await expect(owner.getByText('Write back; they see it at once.')).toBeVisible()
    await expect(owner.getByRole('textbox', { name: 'Message' })).toBeFocused()
    await owner.keyboard.type('Yes, down to two per cent.')
    await owner.keyboard.press('Enter')
    await expectOnce(widget.log, 'Yes, down to two per cent.')
    const seconds = (Date.now() - begun) / 1000
    process.stdout.write(`first page to first answer, ${size}: ${seconds.toFixed(1)} s\n`)
    expect(seconds).toBeLessThan(AT_MOST_SECONDS)

    await expect(owner.getByText('Write back; they see it at once.')).toHaveCount(0)
    await owner.getByRole('button', { name: 'What next' }).click()
    await expect(owner.getByRole('heading', { name: 'Your desk is open' })).toBeVisible()
    await shoot(owner, `welcome-open-${size}`)
    // All of it is so, and not only clicked: a fresh page knows it, too.
    await owner.goto(`${desk.origin}/welcome`)
    await expect(owner).toHaveURL(/\/welcome\/ring$/)
    await expect(owner.getByRole('navigation', { name: 'First steps' }).getByText('(done)')).toHaveCount(3)
  })
}

test('the steps are addresses: Back, Forward, skipping, and what was typed stays', async ({
  browser,
  desk,
}) => {
  const owner = await person(browser, viewports.desktop)
  await signUp(owner, desk.origin)
  await expect(owner).toHaveURL(/\/welcome\/look$/)
  await owner.getByRole('textbox', { name: 'Greeting' }).fill('Ask us about lamps.')
  await owner.getByRole('link', { name: 'Skip', exact: true }).click()
  await owner.getByRole('link', { name: 'Skip for now' }).click()
  await expect(owner.getByRole('heading', { name: 'Ring your own bell' })).toBeFocused()
  await owner.goBack()
  await expect(owner.getByRole('heading', { name: 'Put it on your page' })).toBeFocused()
  await owner.goBack()
  await expect(owner.getByRole('textbox', { name: 'Greeting' })).toHaveValue('Ask us about lamps.')
  await owner.goForward()
  await owner.goForward()
  await expect(owner.getByText('Listening.')).toBeVisible()
  await owner.getByRole('navigation', { name: 'First steps' }).getByRole('link', { name: 'Look' }).click()
  await expect(owner.getByRole('heading', { name: 'Make it yours' })).toBeFocused()
  // Nothing of it was done, so the tour begins where it did.
  await owner.goto(`${desk.origin}/welcome`)
  await expect(owner).toHaveURL(/\/welcome\/look$/)
  await owner.getByRole('link', { name: 'Skip the tour' }).click()
  await expect(owner.getByText('Nobody has rung yet')).toBeVisible()
})

test('who leaves in the middle goes on where they were, and copies the line', async ({ browser, desk }) => {
  const page = await person(browser, viewports.phone)
  const context = page.context()
  const { owner, site } = await ownerAt(page, desk.origin, '/welcome')
  await expect(owner).toHaveURL(/\/welcome\/look$/)
  await owner.getByLabel('Name', { exact: true }).fill('Lamp desk')
  await owner.getByRole('button', { name: 'Save and go on' }).click()
  await expect(owner.getByRole('heading', { name: 'Put it on your page' })).toBeFocused()
  await owner.close()

  const later = await context.newPage()
  await later.goto(desk.origin)
  await later.getByRole('link', { name: 'First steps' }).click()
  await expect(later).toHaveURL(/\/welcome\/install$/)
  const line = `<script async src="${desk.origin}/widget.js?site=${site}"></script>`
  await expect(later.locator('#embed-line')).toHaveText(line)
  const copy = later.getByRole('button', { name: /^Cop(?:y|ied)$/ })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: desk.origin })
  await copy.click()
  await expect(copy).toHaveText('Copied')
  expect(await later.evaluate(() => navigator.clipboard.readText())).toBe(line)

  // A browser may refuse; then there is still the line to select.
  await later.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))
  })
  await copy.click()
  await expect(later.getByText('Your browser did not allow it: select the line and copy it.')).toBeVisible()
  await expect(copy).toHaveText('Copy')

  // On the way back to the look, what is saved is there.
  await later.goBack()
  await expect(later.getByRole('heading', { name: 'Your desk is open' })).toBeVisible()
  await later.goForward()
  await later.getByRole('link', { name: 'Look (done)' }).click()
  await expect(later.getByLabel('Name', { exact: true })).toHaveValue('Lamp desk')
  await expect(later.getByRole('button', { name: 'Go on' })).toBeVisible()
  await context.close()
})

test('one can sign up without a mouse', async ({ browser, desk }) => {
  const owner = await person(browser, viewports.desktop)
  const site = uniqueName('keys')
  await owner.goto(`${desk.origin}/signup`)
  await expect(owner.getByRole('heading', { name: 'Open your desk' })).toBeVisible()
  const focusOn = async (name: string) => {
    for (let tabs = 0; tabs < 12; tabs += 1) {
      await owner.keyboard.press('Tab')
      if (await owner.getByLabel(name).evaluate(field => field === document.activeElement)) return
    }
    throw new Error(`Tab does not lead to ${name}`)
  }
  await focusOn('User name')
  await owner.keyboard.type(site)
  await focusOn('E-mail')
  await owner.keyboard.type(`${site}@example.test`)
  await focusOn('Password')
  await owner.keyboard.type('correct horse battery')
  await owner.keyboard.press('Tab')
  const show = owner.getByRole('button', { name: 'Show the password' })
  await expect(show).toBeFocused()
  await owner.keyboard.press('Space')
  await expect(owner.getByLabel('Password')).toHaveAttribute('type', 'text')
  await owner.keyboard.press('Tab')
  await expect(owner.getByRole('button', { name: 'Open your desk' })).toBeFocused()
  await owner.keyboard.press('Enter')
  await expect(owner).toHaveURL(/\/welcome\/look$/)
})

test('a sign-up that cannot be says why beside the field, and keeps what was typed', async ({
  browser,
  desk,
}) => {
  const first = await person(browser, viewports.desktop)
  const { site } = await signUp(first, desk.origin)
  const owner = await person(browser, viewports.phone)
  await owner.goto(desk.origin)
  const name = owner.getByLabel('User name')
  const password = owner.getByLabel('Password')
  const open = owner.getByRole('button', { name: 'Open your desk' })
  await name.fill('Marlow Lighting')
  await owner.getByLabel('E-mail').fill('ines')
  await password.fill('short')
  await open.click()
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/may hold 1 to 64 letters/)
  await expect(owner.getByLabel('E-mail')).toHaveAccessibleDescription(/is not an e-mail/)
  await expect(password).toHaveAccessibleDescription(/shorter than 8/)
  await expect(name).toHaveValue('Marlow Lighting')
  await expect(password).toHaveValue('short')

  // What is changed is not called wrong any more; the rest is.
  await owner.getByRole('button', { name: 'Take Marlow-Lighting' }).click()
  await expect(name).toHaveValue('Marlow-Lighting')
  await expect(name).not.toHaveAttribute('aria-invalid')
  await expect(password).toHaveAttribute('aria-invalid', 'true')

  // Somebody was faster.
  await name.fill(site)
  await owner.getByLabel('E-mail').fill(`${uniqueName('ines')}@example.test`)
  await password.fill('correct horse battery')
  await open.click()
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/taken/)
  await expect(password).toHaveValue('correct horse battery')
  await owner.getByRole('button', { name: `Take ${site}-desk` }).click()
  await open.click()
  await expect(owner).toHaveURL(/\/welcome\/look$/)
})

test('the first page asks nothing of a stranger, and knows who was here', async ({ browser, desk }) => {
  const page = await person(browser, viewports.desktop)
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(desk.origin)
  await expect(page.getByRole('button', { name: 'Open your desk' })).toBeVisible()
  expect(asked.filter(path => path.startsWith('/accounts/'))).toEqual([])
  expect(asked.filter(path => /messages-page|inbox|welcome/.test(path))).toEqual([])
  expect(complaints).toEqual([])

  await signUp(page, desk.origin)
  await page.goto(desk.origin)
  await page.getByRole('banner').getByRole('link', { name: 'To your inbox' }).click()
  await expect(page).toHaveURL(/\/messages$/)
})

/** The tab that something opens. */
async function opened(context: BrowserContext, open: () => Promise<void>): Promise<Page> {
  const [page] = await Promise.all([context.waitForEvent('page'), open()])
  return page
}
