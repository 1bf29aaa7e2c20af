import { startServer } from '../harness/server.js'
import { expect, expectOnce, inboxOn, person, signUp, test, viewports, widgetOn } from './desk.js'
import { embedLine } from './host-site.js'

test('the server is killed with -9 mid-chat: what was unsent goes out, once', async ({
  browser,
  host,
  shoot,
}) => {
  test.setTimeout(120_000)
  const desk = await startServer({ built: true })
  try {
    const owner = await person(browser, viewports.desktop)
    const { site } = await signUp(owner, desk.origin)
    await owner.goto(`${desk.origin}/messages`)
    const inbox = inboxOn(owner)
    const visitor = await person(browser, viewports.desktop)
    await visitor.goto(host.page(embedLine(desk.origin, site)))
    const widget = widgetOn(visitor)
    await widget.open()
    await widget.write('Before the fall.')
    await inbox.open('Before the fall.')
    await inbox.answer('I am listening.')
    await expectOnce(widget.log, 'I am listening.')

    await desk.kill9()
    await widget.write('Typed into the dark.')
    await widget.write('And once more.')
    await inbox.answer('So did I.')
    await expectOnce(widget.log, 'Typed into the dark.')
    await shoot(visitor, 'widget-offline')
    await shoot(owner, 'inbox-offline')

    await desk.start()
    for (const log of [inbox.log, widget.log]) {
      for (const text of [
        'Before the fall.',
        'I am listening.',
        'Typed into the dark.',
        'And once more.',
        'So did I.',
      ]) {
        await expect(log.getByText(text, { exact: true })).toHaveCount(1, { timeout: 20_000 })
      }
    }
    await Promise.all([owner.reload(), visitor.reload()])
    await widget.open()
    for (const log of [inbox.log, widget.log]) {
      for (const text of ['Typed into the dark.', 'And once more.', 'So did I.']) await expectOnce(log, text)
    }
    const stored = await desk.sql<{ content: string }>(
      `select content from journal where kind = 'message' order by seq`,
    )
    expect(stored).toHaveLength(5)
    // One sender's order is kept; whose came first after the fall is nobody's promise.
    const visitors = stored
      .map(row => row.content)
      .filter(text => !['I am listening.', 'So did I.'].includes(text))
    expect(visitors).toEqual(['Before the fall.', 'Typed into the dark.', 'And once more.'])
  } finally {
    await desk.close()
  }
})

test('what a visitor typed into the dark survives their own reload', async ({ browser, host }) => {
  test.setTimeout(120_000)
  const desk = await startServer({ built: true })
  try {
    const owner = await person(browser, viewports.desktop)
    const { site } = await signUp(owner, desk.origin)
    const visitor = await person(browser, viewports.desktop)
    const address = host.page(embedLine(desk.origin, site))
    await visitor.goto(address)
    const widget = widgetOn(visitor)
    await widget.open()
    await widget.write('Heard.')
    await owner.goto(`${desk.origin}/messages`)
    const inbox = inboxOn(owner)
    await inbox.open('Heard.')

    await desk.kill9()
    await widget.write('Kept in the browser.')
    await expectOnce(widget.log, 'Kept in the browser.')
    await visitor.goto('about:blank')
    await desk.start()
    await visitor.goto(address)
    await widget.open()
    await expectOnce(widget.log, 'Kept in the browser.')
    await expect(inbox.log.getByText('Kept in the browser.', { exact: true })).toHaveCount(1, {
      timeout: 20_000,
    })
  } finally {
    await desk.close()
  }
})
