import { signUp } from '../harness/account.js'
import { expect, test } from './desk.js'
import { endSessions, staffed } from './staffed.js'

test('what one person left half-written is gone when another signs in, in a tab of their own, too', async ({
  browser,
  desk,
}) => {
  const { account, context, tab, says } = await staffed(browser, desk)
  await says('kim', 'Take your time.')
  const { page, inbox, reply, goto } = await tab()
  await goto('/messages')
  await inbox.open('Take your time.')
  await reply.fill('Half a secret')
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  await endSessions(desk.origin, account)
  await expect(page.getByText('You were signed out')).toBeVisible()
  expect(await kept()).toContain('Half a secret')

  const other = await signUp(desk.origin)
  await context.addCookies([{ name: 'deskbell', value: other.token, url: desk.origin }])
  const theirs = await tab()
  await theirs.goto('/messages')
  await expect(theirs.page.getByText('Nobody has rung yet')).toBeVisible()
  expect(await kept()).not.toContain('Half a secret')

  // What is theirs stays when the tab that was left becomes theirs, too.
  await theirs.page.evaluate(
    ([member]) => localStorage.setItem(`deskbell:draft:${member}:room`, '{"reply":"Just begun"}'),
    [await theirs.page.evaluate(() => localStorage.getItem('deskbell:owner'))],
  )
  await page.reload()
  await page.goto(`${desk.origin}/messages`)
  await expect(page.getByText('Nobody has rung yet')).toBeVisible()
  expect(await kept()).toContain('Just begun')
  await context.close()
})
