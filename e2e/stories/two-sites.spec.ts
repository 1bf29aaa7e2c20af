import { expect, expectOnce, inboxOn, person, signUp, test, viewports, widgetOn } from './desk.js'
import { embedLine } from './host-site.js'

test('two sites at once see nothing of each other', async ({ browser, desk, host }) => {
  const owners = await Promise.all(
    ['north', 'south'].map(async name => {
      const page = await person(browser, viewports.desktop)
      const { site } = await signUp(page, desk.origin)
      await page.goto(`${desk.origin}/settings/chatbot`)
      await page.getByLabel('Name', { exact: true }).fill(`The ${name} desk`)
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByText('Saved', { exact: true })).toBeVisible()
      await page.goto(`${desk.origin}/messages`)
      return { name, page, site, inbox: inboxOn(page) }
    }),
  )

  // One page with both widgets, in one browser: as close together as two sites can get.
  const visitor = await person(browser, viewports.desktop)
  await visitor.goto(host.page(...owners.map(({ site }) => embedLine(desk.origin, site))))
  for (const { name } of owners) {
    const widget = widgetOn(visitor, `Chat with The ${name} desk`)
    await widget.open()
    await widget.write(`Hello ${name}`)
    await expectOnce(widget.log, `Hello ${name}`)
    await widget.launcher.click()
  }
  for (const { name, inbox } of owners) {
    await inbox.open(`Hello ${name}`)
    await inbox.answer(`Only ${name} says this`)
    await expectOnce(inbox.log, `Only ${name} says this`)
  }
  for (const { name, page, inbox } of owners) {
    const other = name === 'north' ? 'south' : 'north'
    await expect(inbox.rows).toHaveCount(1)
    await expect(page.getByText(other)).toHaveCount(0)
    const widget = widgetOn(visitor, `Chat with The ${name} desk`)
    await widget.open()
    await expectOnce(widget.log, `Only ${name} says this`)
    await expect(widget.log.getByText(other)).toHaveCount(0)
    await widget.launcher.click()
  }
  // The address of the other's room leads nowhere.
  const [north, south] = owners
  await north?.page.goto(south?.page.url() ?? '')
  await expect(north?.page.getByRole('log') ?? visitor.locator('nothing')).toHaveCount(0)
  await expect(north?.page.getByText('Hello south') ?? visitor.locator('nothing')).toHaveCount(0)
})

test('a second widget is no third: widgets find their own way', async ({ browser, desk, host }) => {
  const owner = await person(browser, viewports.desktop)
  const { site } = await signUp(owner, desk.origin)
  const visitor = await person(browser, viewports.desktop)
  await visitor.goto(host.page(embedLine(desk.origin, site), embedLine(desk.origin, site)))
  await expect(widgetOn(visitor).launcher).toHaveCount(1)
})
