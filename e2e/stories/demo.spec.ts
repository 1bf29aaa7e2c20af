import { expectOnce, inboxOn, person, signUp, test, viewports, widgetOn } from './desk.js'

test('the demo page rings the own desk', async ({ context, browser, desk, shoot }) => {
  const owner = await context.newPage()
  const { site } = await signUp(owner, desk.origin)
  const demo = await context.newPage()
  await demo.goto(`${desk.origin}/demo`)
  const widget = widgetOn(demo)
  await widget.open()
  await widget.write('Is this thing on?')
  await shoot(demo, 'demo')
  await owner.goto(`${desk.origin}/messages`)
  const inbox = inboxOn(owner)
  await inbox.open('Is this thing on?')
  await inbox.answer('It is.')
  await expectOnce(widget.log, 'It is.')

  // Somebody else follows the link: their words come to the same desk, from another visitor.
  const stranger = await person(browser, viewports.phone)
  await stranger.goto(`${desk.origin}/demo?site=${site}`)
  const other = widgetOn(stranger)
  await other.open()
  await other.write('A link brought me.')
  await inbox.open('A link brought me.')
  await expectOnce(inbox.log, 'A link brought me.')
})
