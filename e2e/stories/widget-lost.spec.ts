import type { Page } from '@playwright/test'
import { signUp } from '../harness/account.js'
import { startServer } from '../harness/server.js'
import { violationsOf } from './axe.js'
import { expect, expectOnce } from './desk.js'
import { lineOf } from './line.js'
import { chatFrame, say, test, visitOf } from './visiting.js'

test('a line that is lost is told, nothing written meanwhile is lost, and it heals', async ({ visit }) => {
  const { page, context, widget } = await visit()
  const line = await lineOf(context)
  await clockOf(page)
  await widget.begin('Before.')
  await line.cut()
  await widget.write('Meanwhile.')
  await expect(widget.frame.getByText('Waiting for the connection')).toBeVisible()
  await expect(widget.frame.getByText('No connection.', { exact: true })).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  // From now on nothing happens by itself.
  await page.clock.pauseAt(Date.now() + 1_000)
  line.mend()
  await widget.frame.getByRole('button', { name: 'Try now' }).click()
  await expect(widget.frame.getByText('No connection.', { exact: true })).toBeHidden()
  await expect(widget.frame.getByText('Sent')).toHaveCount(1)
  await expectOnce(widget.log, 'Meanwhile.')
})

test('a message that failed says so and goes out when it is tried again, or is discarded', async ({
  visit,
}) => {
  const { page, context, widget } = await visit()
  const line = await lineOf(context)
  await clockOf(page)
  await widget.begin('Before.')
  await line.cut()
  await widget.write('Keep me.')
  await widget.write('Leave me.')
  const failed = widget.frame.getByText('Not sent')
  await expect(widget.frame.getByText('Waiting for the connection')).toHaveCount(2)
  await page.clock.fastForward(25_000)
  await expect(failed).toHaveCount(0)
  await page.clock.fastForward(5_000)
  await expect(failed).toHaveCount(2)
  expect(await violationsOf(page)).toEqual([])
  await widget.frame.getByRole('button', { name: 'Discard' }).last().click()
  await expect(widget.log.getByText('Leave me.')).toBeHidden()
  await expect(widget.log).toBeFocused()
  line.mend()
  await widget.frame.getByRole('button', { name: 'Retry' }).click()
  await expect(failed).toBeHidden()
  await expect(widget.frame.getByText('Sent')).toBeVisible()
})

test('too many messages wait and go out by themselves; in the end it says why they did not', async ({
  visit,
}) => {
  const { page, context, widget } = await visit({ colorScheme: 'dark' })
  const line = await lineOf(context)
  line.refuse({ kind: 'rate_limited', message: 'Slowly.', retry_after_ms: 20_000 })
  await clockOf(page)
  await widget.open()
  await widget.write('One too many.')
  await expect(widget.frame.getByText('Busy just now.')).toBeVisible()
  await page.clock.fastForward(31_000)
  await expect(widget.frame.getByText('Not sent. Too many messages')).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  await widget.frame.getByRole('button', { name: 'Retry' }).click()
  await expect(widget.frame.getByText('Busy just now.')).toBeVisible()
  line.mend()
  await page.clock.fastForward(20_000)
  await expect(widget.frame.getByText('Sent')).toBeVisible()
  await expectOnce(widget.log, 'One too many.')
})

test('the first letter waits for nothing: what cannot be fetched is told, and what was written goes out later', async ({
  visit,
}) => {
  const { context, widget } = await visit()
  let broken = true
  await context.route('**/assets/talk-*', route => (broken ? route.abort() : route.continue()))
  await widget.open()
  await widget.write('Is anybody there?')
  await expect(widget.frame.getByText('No connection.', { exact: true })).toBeVisible()
  await expect(widget.box).toHaveValue('Is anybody there?')
  broken = false
  await widget.frame.getByRole('button', { name: 'Try now' }).click()
  await expectOnce(widget.log, 'Is anybody there?')
  await expect(widget.box).toHaveValue('')
})

test('on a slow line the first letters stand at once, and go out when the rest has come', async ({
  visit,
}) => {
  const { page, context, widget } = await visit({
    viewport: { width: 375, height: 740 },
    hasTouch: true,
    isMobile: true,
  })
  await widget.launcher.tap()
  await expect(widget.box).toBeVisible()
  const slow = { offline: false, latency: 2_000, downloadThroughput: -1, uploadThroughput: -1 }
  for (const target of [page, chatFrame(page)]) {
    const line = await context.newCDPSession(target)
    await line.send('Network.emulateNetworkConditions', slow)
  }
  let talks = 0
  page.on('requestfinished', request => {
    if (request.url().includes('/talk-')) talks++
  })
  await widget.box.tap()
  await widget.box.pressSequentially('Hello there')
  await expect(widget.box).toHaveValue('Hello there')
  await expect(widget.frame.getByText('Connecting')).toBeVisible()
  expect(talks).toBe(0)
  await widget.frame.getByRole('button', { name: 'Send' }).tap()
  await expectOnce(widget.log, 'Hello there')
  await expect(widget.frame.getByText('Sent')).toBeVisible()
  await expect(widget.box).toHaveValue('')
  expect(talks).toBe(1)
})

test('who is somebody elsewhere is told so, and nothing invites to write', async ({ visit }) => {
  const first = await visit({ consumer: 'kim' })
  await first.widget.begin('I am Kim.')
  await first.close()
  const { page, widget } = await visit({
    consumer: 'kim',
    owner: first.owner,
    viewport: { width: 375, height: 740 },
    colorScheme: 'dark',
  })
  await widget.open()
  await expect(widget.frame.getByText('can only go on in the browser it began in')).toBeVisible()
  await expect(widget.box).not.toBeEditable()
  await expect(widget.box).toHaveAttribute('placeholder', 'Nothing can be sent from here')
  await expect(widget.frame.getByText('Hello!')).toBeHidden()
  await expect(widget.frame.getByRole('button', { name: 'Attach a file' })).toBeDisabled()
  await expect(widget.frame.getByText('I am Kim.')).toHaveCount(0)
  expect(await violationsOf(page)).toEqual([])
})

test('a visitor whose name is void goes on as somebody new, is told so, and keeps what was typed', async ({
  visit,
}) => {
  const { page, widget } = await visit({ viewport: { width: 768, height: 900 } })
  await widget.begin('Remember me.')
  await widget.box.fill('Half a thought')
  await page.keyboard.press('Escape')
  // Where frames may keep nothing, the host page does. The name is whole, but nobody's.
  for (const frame of page.frames()) {
    await frame.evaluate(() => {
      for (const [key, kept] of Object.entries(localStorage))
        localStorage.setItem(key, kept.replace(/.{8}(?=\\?"})/, 'forged00'))
    })
  }
  await page.reload()
  await widget.open()
  await expect(widget.frame.getByText('This is a new conversation.')).toBeVisible()
  await expect(widget.log.getByText('Remember me.')).toHaveCount(0)
  await expect(widget.box).toHaveValue('Half a thought')
  await widget.box.press('Enter')
  await expect(widget.frame.getByText('Sent')).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
})

test('a site that is gone is told, and nothing can be written into the void', async ({ visit }) => {
  const { page, context, widget } = await visit()
  const line = await lineOf(context)
  await widget.begin('Are you there?')
  await line.cut(4404)
  await expect(widget.frame.getByText('This chat is not here any more.')).toBeVisible()
  await expect(widget.box).not.toBeEditable()
  expect(await violationsOf(page)).toEqual([])
})

test('a server that restarts is hardly noticed: nothing is lost, and nothing is said twice', async ({
  browser,
  host,
}) => {
  // Two starts of a server, which a busy machine takes its time for.
  test.setTimeout(120_000)
  const desk = await startServer({ built: true })
  try {
    const { page, owner, widget, close } = await visitOf({ browser, desk, host })
    await widget.begin('Before.')
    await desk.stop()
    await widget.write('Meanwhile.')
    await desk.start()
    await expect(widget.frame.getByText('Sent')).toHaveCount(1, { timeout: 20_000 })
    await say(desk.origin, owner, 'Here again.')
    for (const text of ['Before.', 'Meanwhile.', 'Here again.']) await expectOnce(widget.log, text)
    await expect(widget.frame.getByText('No connection')).toHaveCount(0)
    await page.reload()
    await widget.open()
    for (const text of ['Before.', 'Meanwhile.', 'Here again.']) await expectOnce(widget.log, text)
    await close()
  } finally {
    await desk.close()
  }
})

test('a chat whose page rests in the cache for Back hangs up, and is awake again when the page is', async ({
  desk,
  visit,
}) => {
  const owner = await signUp(desk.origin)
  const { page, widget } = await visit({ owner })
  const connected = page.waitForEvent('websocket')
  await widget.begin('I look around.')
  await page.keyboard.press('Escape')
  // Playwright switches that cache off, and its headless Chromium has none: the page is told what it would be told.
  const tell = (event: 'pagehide' | 'pageshow') =>
    Promise.all(
      page
        .frames()
        .map(frame =>
          frame.evaluate(name => dispatchEvent(new PageTransitionEvent(name, { persisted: true })), event),
        ),
    )
  const socket = await connected
  await Promise.all([socket.waitForEvent('close'), tell('pagehide')])
  await say(desk.origin, owner, 'While you were away.')
  await tell('pageshow')
  await expect(widget.launcher).toHaveAccessibleName(/1 unread/)
})

/** Puts the page's time into the story's hands; until it takes it, it goes as always. */
async function clockOf(page: Page): Promise<void> {
  await page.clock.install()
  await page.reload()
}
