import { violationsOf } from './axe.js'
import { expect, ownerAt, person, test, viewports } from './desk.js'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what all pages need cannot be fetched: it is said, and a button tries again (${colorScheme})`, async ({
    browser,
    desk,
    shoot,
  }) => {
    const page = await person(browser, viewports.phone)
    await page.emulateMedia({ colorScheme })
    await ownerAt(page, desk.origin, null)
    const refused: string[] = []
    page.on('console', message => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    // Of two scripts, the page's own and one that it needs, either may be the one that is missing.
    for (const script of [/\/assets\/index-[\w-]+\.js/, /\/assets\/parts-[\w-]+\.js/]) {
      await page.route(script, route => route.abort())
      await page.goto(`${desk.origin}/messages`)
      const said = page.getByRole('alert').filter({ hasText: 'did not load' })
      await expect(said.getByRole('heading', { name: 'This page did not load' })).toBeVisible()
      await expect(said).toContainText('What you typed is kept.')
      await expect(page).toHaveTitle('Not loaded · Deskbell')
      await shoot(page, `not-loaded-${colorScheme}`)
      expect(await violationsOf(page)).toEqual([])
      await page.unroute(script)
      await page.getByRole('button', { name: 'Load it again' }).click()
      await expect(page.getByText('Nobody has rung yet')).toBeVisible()
      await expect(said).toHaveCount(0)
    }
    expect(refused).toEqual([])
    await page.context().close()
  })
}
