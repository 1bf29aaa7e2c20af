import { expect, expectOnce, viewports } from './desk.js'
import { hide, show } from './senses.js'
import { staffed } from './staffed.js'
import { test } from './visiting.js'

test('who types is seen on the other side until they stop; a note is nobody else’s business', async ({
  browser,
  desk,
  visit,
}) => {
  const { account, context, tab } = await staffed(browser, desk)
  const kim = await visit({ owner: account, consumer: 'kim' })
  const told = { here: [] as boolean[], there: [] as boolean[] }
  kim.page.on('websocket', socket => {
    socket.on('framereceived', ({ payload }) => told.here.push(...typingIn(payload)))
    socket.on('framesent', ({ payload }) => told.there.push(...typingIn(payload)))
  })
  await kim.page.clock.install()
  await kim.page.reload()
  await kim.widget.begin('Hello?')
  // From now on nothing ends by itself there.
  await kim.page.clock.pauseAt(Date.now() + 1_000)
  told.there.length = 0
  const { page, inbox, reply, note, goto } = await tab()
  await goto('/messages')
  await inbox.open('Hello?')

  const kimTypes = page.getByRole('status').filter({ hasText: 'Guest KIM is typing' })
  await kim.widget.box.pressSequentially('How lo')
  await expect(kimTypes).toBeVisible()
  await kim.widget.box.fill('')
  await expect(kimTypes).toHaveCount(0)
  expect(told.there).toEqual([true, false])

  const typed = kim.widget.frame.getByText(`${account.username} is typing`)
  await reply.fill('Tw')
  await expect(typed).toBeVisible()
  await reply.fill('')
  await expect(typed).toHaveCount(0)
  await page.getByRole('radio', { name: 'Note' }).check()
  await note.pressSequentially('They always ask that.')
  await note.press('Enter')
  // What was told of the note would have come before this.
  await inbox.answer('Two days.')
  await expectOnce(kim.widget.log, 'Two days.')
  // Once for what was taken back, once for the reply.
  expect(told.here.filter(on => on)).toHaveLength(2)
  await context.close()
})

test('what was read is marked on the other side, and in the list', async ({ browser, desk, visit }) => {
  const { account, context, tab } = await staffed(browser, desk)
  const kim = await visit({ owner: account, consumer: 'kim' })
  await kim.widget.begin('Are you there?')
  const { inbox, row, goto } = await tab()
  await goto('/messages')
  await expect(row('Are you there?')).toContainText('1 unread')
  await expect(kim.widget.frame.getByText('Seen')).toHaveCount(0)
  await inbox.open('Are you there?')
  await expect(kim.widget.frame.getByText('Seen')).toBeVisible()

  await kim.page.keyboard.press('Escape')
  await inbox.answer('Always.')
  await expect(inbox.log.getByText('Sent', { exact: true })).toBeVisible()
  await expect(kim.widget.launcher).toHaveAccessibleName(/1 unread/)
  await expect(row('You: Always.')).toContainText('Sent')
  await kim.widget.open()
  await expect(inbox.log.getByText('Seen', { exact: true })).toBeVisible()
  await expect(row('You: Always.')).toContainText('Seen')
  await context.close()
})

test('nothing is read that nobody could see: above its end, or with the tab out of sight', async ({
  browser,
  desk,
}) => {
  const { context, tab, says } = await staffed(browser, desk)
  for (let n = 1; n <= 30; n += 1) await says('kim', `Line ${n}.`)
  const { page, inbox, row, goto } = await tab()
  await page.setViewportSize(viewports.desktop)
  await goto('/messages')
  await inbox.open('Line 30.')
  await inbox.log.press('End')
  await expect(row('Line 30.')).not.toContainText('unread')
  await inbox.log.press('Home')
  await expect(inbox.log.getByText('Line 30.', { exact: true })).not.toBeInViewport()
  // Had the first been read, there would be only one of two.
  for (const text of ['News.', 'More news.']) await says('kim', text)
  await expect(row('More news.')).toContainText('2 unread')
  await page.getByRole('button', { name: '2 new messages' }).click()
  await expect(row('More news.')).not.toContainText('unread')

  await hide(page)
  for (const text of ['Unseen.', 'Unseen, too.']) await says('kim', text)
  await expect(row('Unseen, too.')).toContainText('2 unread')
  await show(page)
  await expect(row('Unseen, too.')).not.toContainText('unread')
  await context.close()
})

/** Whether somebody types, if that is what a frame says. */
function typingIn(frame: string | Buffer): boolean[] {
  const { command, on } = JSON.parse(String(frame)) as { command: string; on?: boolean }
  return command === 'typing' && on !== undefined ? [on] : []
}
