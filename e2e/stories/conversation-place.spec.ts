import { randomUUID } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './desk.js'
import { atTheDesk, staffed } from './staffed.js'
import { visitorsOf } from './visitors.js'

test('a long conversation stays where its reader is, and only news is announced', async ({
  browser,
  desk,
}) => {
  const { account, page, inbox, visitor, goto } = await atTheDesk(browser, desk)
  const pages = await holdablePages(page)
  const kim = await visitor('kim')
  await kim.write('Hello.')
  await expect(kim.log.getByText('Hello.')).toBeVisible()
  for (let at = 1; at <= 150; at += 1) {
    const data = { content: `Line ${at}.`, client_id: `line-${at}` }
    await page.request.post(`${desk.origin}/api/sites/${account.username}/visitors/kim/messages`, { data })
  }
  await kim.write('That was all so far.')
  await expect(kim.log.getByText('That was all so far.')).toBeVisible()
  await goto('/messages')
  const said = page.locator('[data-announcer]').getByText(/./)
  const line = (at: number) => inbox.log.getByText(`Line ${at}.`, { exact: true })
  await inbox.open('That was all so far.')
  await expect(line(150)).toBeInViewport()

  // To the first line there is, while the page before it is on its way.
  pages.hold()
  await inbox.log.press('Home')
  await expect(page.getByRole('button', { name: 'Loading what came before' })).toBeInViewport()
  const words = await inbox.log.getByRole('article').nth(2).textContent()
  const same = line(Number(/Line (\d+)/.exec(words ?? '')?.[1]))
  const place = await yOf(same)
  const height = await inbox.log.evaluate(log => log.scrollHeight)
  pages.release()
  await expect.poll(() => inbox.log.evaluate(log => log.scrollHeight)).toBeGreaterThan(height + 500)
  expect(Math.abs((await yOf(same)) - place)).toBeLessThan(1.5)

  // Something new at the end, while the composer grows.
  await kim.write('A new question.')
  const pill = page.getByRole('button', { name: '1 new message' })
  await expect(pill).toBeVisible()
  await page.getByRole('textbox', { name: 'Message' }).fill('one\ntwo\nthree\nfour\nfive')
  expect(Math.abs((await yOf(same)) - place)).toBeLessThan(1.5)
  await expect(said).toHaveText(['Guest KIM: A new question.'])

  // All the way back, page by page, says nothing.
  await inbox.log.focus()
  await expect(async () => {
    await page.keyboard.press('Home')
    await expect(inbox.log.getByText('Hello.')).toBeInViewport({ timeout: 200 })
  }).toPass()
  await expect(inbox.log.getByRole('button', { name: /came before/ })).toHaveCount(0)
  await expect(pill).toBeVisible()
  await pill.click()
  await expect(inbox.log.getByText('A new question.')).toBeInViewport()
  await expect(pill).toHaveCount(0)
  await expect(inbox.log).toBeFocused()
  await kim.write('Another one.')
  await expect(inbox.log.getByText('Another one.')).toBeInViewport()
  await expect(said).toHaveText(['Guest KIM: A new question.', 'Guest KIM: Another one.'])
})

test('opens at the first of what is new when that fills more than a screen', async ({ browser, desk }) => {
  const { account, context, tab } = await staffed(browser, desk)
  const kim = await visitorsOf(desk.origin, account.username).enter('kim')
  const write = (content: string) =>
    kim.ask({ command: 'new_message', message: { content, type: 'text', client_id: randomUUID() } }, 'ack')
  await write('The very first.')
  const { inbox, goto } = await tab()
  await goto('/messages')
  await inbox.open('The very first.')
  await inbox.answer('An answer.')
  await expect(inbox.log.getByText('Sent', { exact: true })).toBeVisible()
  await goto('/messages')
  for (let at = 1; at <= 25; at += 1) await write(`Since then ${at}.`)
  await inbox.open('Since then 25.')
  await expect(inbox.log.getByText('New', { exact: true })).toBeInViewport()
  await expect(inbox.log.getByText('Since then 1.', { exact: true })).toBeInViewport()
  await expect(inbox.log.getByText('Since then 25.')).not.toBeInViewport()
  await inbox.log.press('End')
  await expect(inbox.log.getByText('Since then 25.')).toBeInViewport()
  await kim.close()
  await context.close()
})

const yOf = async (line: Locator) => (await line.boundingBox())?.y ?? Number.NaN

/** Lets pages of a journal be held back on their way, as a slow network does. */
async function holdablePages(page: Page) {
  let isHeld = false
  const held: (() => void)[] = []
  await page.routeWebSocket(/\/ws\/room\//, socket => {
    const server = socket.connectToServer()
    server.onMessage(message => {
      if (isHeld && /"command":"messages"/.test(String(message))) held.push(() => socket.send(message))
      else socket.send(message)
    })
  })
  return {
    hold: () => {
      isHeld = true
    },
    release: () => {
      isHeld = false
      for (const send of held.splice(0)) send()
    },
  }
}
