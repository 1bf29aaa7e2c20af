import { expect, expectOnce, test, viewports } from './desk.js'
import { lineOf } from './line.js'
import { atTheDesk, staffed } from './staffed.js'

test('what is typed stays, over rooms, modes and a reload; a note is never a reply', async ({
  browser,
  desk,
}) => {
  const { page, inbox, reply, note, visitor, goto } = await atTheDesk(browser, desk)
  const kim = await visitor('kim')
  await kim.write('Kim is here.')
  await (await visitor('lena')).write('Lena is here.')
  await goto('/messages')
  await inbox.open('Kim is here.')
  await reply.fill('A half\nwritten reply')
  await page.getByRole('radio', { name: 'Note' }).check()
  await expect(page.getByText('Only your team sees this')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send' })).toHaveCount(0)
  await note.fill('Only for us.')

  await inbox.open('Lena is here.')
  await expect(reply).toHaveValue('')
  await page.reload()
  await inbox.open('Kim is here.')
  await expect(note).toHaveValue('Only for us.')
  await note.press('Enter')
  await expect(page.getByRole('article', { name: 'Private note by You' })).toContainText('Only for us.')
  await expect(reply).toHaveValue('A half\nwritten reply')
  await expect(page.getByRole('radio', { name: 'Reply' })).toBeChecked()

  // While an input method is composing, Enter is its own; with Shift it is a new line.
  await reply.evaluate(box =>
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
  )
  await reply.press('End')
  await reply.press('Shift+Enter')
  await expect(reply).toHaveValue('A half\nwritten reply\n')
  await reply.press('Enter')
  await expect(kim.log.getByText('A half')).toBeVisible()
  await expect(kim.log.getByText('Only for us.')).toHaveCount(0)
  await expect(reply).toHaveValue('')
})

test('what was not taken says why, over a reload, until it is retried or discarded', async ({
  browser,
  desk,
}) => {
  const { context, tab, says, stored } = await staffed(browser, desk, { viewport: viewports.phone })
  await says('kim', 'Are you closed?')
  const line = await lineOf(context)
  const { page, inbox, row, goto } = await tab()
  await goto('/messages')
  await inbox.open('Are you closed?')
  line.refuse()
  await inbox.answer('No.')
  await expect(inbox.log.getByText('Not sent: This conversation takes no more messages.')).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'A message was not sent.' })).toHaveCount(1)
  await inbox.answer('Yes.')
  await expect(inbox.log.getByText('Not sent')).toHaveCount(2)
  await page.getByRole('link', { name: 'Back to the list' }).click()
  await expect(row('Are you closed?')).toContainText('2 not sent')
  await page.reload()
  await expect(row('Are you closed?')).toContainText('2 not sent')
  await inbox.open('Are you closed?')
  await inbox.log.getByRole('button', { name: 'Discard' }).last().click()
  await expect(inbox.log.getByText('Yes.')).toHaveCount(0)
  await expect(inbox.log).toBeFocused()
  line.mend()
  await inbox.log.getByRole('button', { name: 'Retry' }).click()
  await expect(inbox.log.getByText('Sent', { exact: true })).toBeVisible()
  await expectOnce(inbox.log, 'No.')
  expect(await stored()).toEqual(['Are you closed?', 'No.'])
  await context.close()
})

test('canned replies: found by a few letters, filled in, and out of the way', async ({ browser, desk }) => {
  const { account, page, inbox, reply, visitor, goto } = await atTheDesk(browser, desk)
  const add = (shortcut: string, text: string) =>
    page.request.post(`${desk.origin}/api/sites/${account.username}/replies`, { data: { shortcut, text } })
  const kim = await visitor('kim')
  await kim.write('Hello?')
  await goto('/messages')
  await inbox.open('Hello?')
  await reply.fill('/')
  await expect(page.getByText('No canned replies yet.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Write the first one' })).toHaveAttribute(
    'href',
    '/settings/replies',
  )
  await add('hours', 'We are here from 8 to 18.')
  await add('return', 'Sorry about that, {name}. Your label for order {order}:')
  await page.reload()
  await inbox.open('Hello?')
  await reply.fill('/')
  const options = page.getByRole('listbox', { name: 'Canned replies' }).getByRole('option')
  await expect(options).toHaveCount(2)
  await reply.press('ArrowDown')
  const active = (await reply.getAttribute('aria-activedescendant')) ?? ''
  await expect(page.locator(`[id="${active}"]`)).toContainText('/return')
  await reply.press('Escape')
  await expect(options).toHaveCount(0)
  await expect(reply).toHaveValue('/')
  await reply.fill('')
  await reply.pressSequentially('/label')
  await expect(options).toHaveCount(1)
  await reply.press('Enter')
  await expect(reply).toHaveValue('Sorry about that. Your label for order {order}:')
  await page.keyboard.type('4417')
  await expect(reply).toHaveValue('Sorry about that. Your label for order 4417:')
  await expect(kim.log.getByText('Sorry about that')).toHaveCount(0)
})
