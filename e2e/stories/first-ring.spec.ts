import { expect, expectOnce, inboxOn, person, signUp, test, viewports, widgetOn } from './desk.js'

for (const [size, viewport] of Object.entries(viewports)) {
  test(`sign up, configure, embed, ring, answer, reload: still there (${size})`, async ({
    browser,
    desk,
    host,
    shoot,
  }) => {
    const owner = await person(browser, viewport)
    await signUp(owner, desk.origin)
    await owner.goto(`${desk.origin}/settings/chatbot`)
    await owner.getByLabel('Name', { exact: true }).fill('Lamp desk')
    await owner.getByLabel('Introduction', { exact: true }).fill('Ask us about lamps.')
    await owner.getByRole('button', { name: 'Save' }).click()
    await expect(owner.getByText('Saved', { exact: true })).toBeVisible()
    await shoot(owner, `settings-${size}`)
    const line = (await owner.locator('#embed-line').textContent()) ?? ''

    const visitor = await person(browser, viewport)
    const address = host.page(line)
    await visitor.goto(address)
    const widget = widgetOn(visitor, 'Chat with Lamp desk')
    await expect(widget.launcher).toHaveAttribute('aria-expanded', 'false')
    await widget.open()
    await expect(widget.frame.getByText('Ask us about lamps.')).toBeVisible()

    await owner.goto(`${desk.origin}/messages`)
    const inbox = inboxOn(owner)
    await widget.write('Does the Halo dim?')
    await inbox.open('Does the Halo dim?')
    await inbox.answer('Yes, down to two per cent.')
    await expectOnce(widget.log, 'Yes, down to two per cent.')
    await shoot(visitor, `widget-${size}`)
    await shoot(owner, `inbox-${size}`)

    await Promise.all([visitor.reload(), owner.reload()])
    await expectOnce(inbox.log, 'Does the Halo dim?')
    await expectOnce(inbox.log, 'Yes, down to two per cent.')
    await widget.open()
    await expectOnce(widget.log, 'Does the Halo dim?')
    await expectOnce(widget.log, 'Yes, down to two per cent.')
    await widget.write('Then I take it.')
    await expectOnce(inbox.log, 'Then I take it.')
  })
}
