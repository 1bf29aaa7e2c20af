import { randomUUID } from 'node:crypto'
import type { Browser, Locator, Page } from '@playwright/test'
import { signUp } from '../harness/account.js'
import type { Server } from '../harness/server.js'
import { expect, expectOnce, inboxOn, pixel, tablet, test, viewports, widgetOn } from './desk.js'
import { lineOf } from './line.js'
import { staffed } from './staffed.js'
import { visitorsOf } from './visitors.js'

/** A signed-in inbox of a new site, and how visitors of it are had. */
async function deskOf(browser: Browser, desk: Server) {
  const { username, token } = await signUp(desk.origin)
  const context = await browser.newContext({ viewport: viewports.desktop })
  await context.addCookies([{ name: 'deskbell', value: token, url: desk.origin }])
  const page = await context.newPage()
  return {
    site: username,
    page,
    inbox: inboxOn(page),
    reply: page.getByRole('textbox', { name: 'Message' }),
    note: page.getByRole('textbox', { name: 'Private note' }),
    async visitor(name: string) {
      const theirs = await (await browser.newContext()).newPage()
      await theirs.goto(`${desk.origin}/chatbot/${username}/${name}`)
      const widget = widgetOn(theirs)
      await expect(widget.box).toBeVisible()
      return { page: theirs, ...widget }
    },
    goto: (path: string) => page.goto(desk.origin + path),
  }
}

test('what is typed stays, over rooms, modes and a reload; a note is never a reply', async ({
  browser,
  desk,
}) => {
  const { page, inbox, reply, note, visitor, goto } = await deskOf(browser, desk)
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

test('a long conversation stays where its reader is, and only news is announced', async ({
  browser,
  desk,
}) => {
  const { site, page, inbox, visitor, goto } = await deskOf(browser, desk)
  const pages = await holdablePages(page)
  const kim = await visitor('kim')
  await kim.write('Hello.')
  await expect(kim.log.getByText('Hello.')).toBeVisible()
  for (let at = 1; at <= 150; at += 1) {
    const data = { content: `Line ${at}.`, client_id: `line-${at}` }
    await page.request.post(`${desk.origin}/api/sites/${site}/visitors/kim/messages`, { data })
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

test('a picture is pasted, sent and looked at by keyboard; what cannot be sent says why', async ({
  browser,
  desk,
}) => {
  const { page, inbox, reply, visitor, goto } = await deskOf(browser, desk)
  const kim = await visitor('kim')
  await kim.write('Show me.')
  await goto('/messages')
  await inbox.open('Show me.')
  await page.locator('input[type="file"]').setInputFiles([
    { name: 'first.png', mimeType: 'image/png', buffer: pixel },
    { name: 'bundle.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004') },
    { name: 'huge.png', mimeType: 'image/png', buffer: Buffer.alloc(5_300_000) },
  ])
  const files = page.getByRole('list', { name: 'Attached files' })
  await expect(files).toContainText('bundle.zip is no picture, PDF or text')
  await expect(files).toContainText('huge.png is larger than 5 MB')
  await page.getByRole('button', { name: 'Dismiss bundle.zip' }).click()
  await page.getByRole('button', { name: 'Dismiss huge.png' }).click()
  await expect(reply).toBeFocused()

  await reply.evaluate(
    (box, bytes) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([new Uint8Array(bytes)], 'pasted.png', { type: 'image/png' }))
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    [...pixel],
  )
  await expect(page.getByRole('button', { name: 'Remove pasted.png' })).toBeVisible()
  await reply.fill('Two of them')
  await reply.press('Enter')
  await expect(kim.log.getByRole('img', { name: 'pasted.png' })).toBeVisible()
  await expect(files).toHaveCount(0)

  const first = inbox.log.getByRole('link', { name: 'first.png' })
  await first.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'first.png' })).toContainText('1 of 2')
  await page.keyboard.press('ArrowRight')
  const dialog = page.getByRole('dialog', { name: 'pasted.png' })
  await expect(dialog).toContainText('2 of 2')
  await expect(dialog.getByRole('img', { name: 'pasted.png' })).toBeVisible()
  await expect(dialog.getByRole('link', { name: 'Download pasted.png' })).toHaveAttribute('download')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(first).toBeFocused()
})

test('a file is dropped anywhere, an upload is cancelled, and a note takes none', async ({
  browser,
  desk,
}) => {
  const { context, tab, says } = await staffed(browser, desk, { viewport: tablet, colorScheme: 'dark' })
  await says('kim', 'Drop it.')
  const { page, inbox, reply, note, goto } = await tab()
  await goto('/messages')
  await inbox.open('Drop it.')
  const drag = (event: 'dragenter' | 'drop', name: string) =>
    inbox.log.evaluate(
      (log, [type, file, bytes]) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([new Uint8Array(bytes)], file, { type: 'image/png' }))
        log.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
      },
      [event, name, [...pixel]] as const,
    )
  await drag('dragenter', 'dropped.png')
  await expect(page.getByText('Drop to attach to your reply to Guest KIM')).toBeVisible()
  await drag('drop', 'dropped.png')
  await expect(page.getByRole('button', { name: 'Remove dropped.png' })).toBeVisible()

  await context.route('**/chatbot/message/file/upload', () => new Promise<void>(() => {}))
  await drag('drop', 'slow.png')
  await expect(page.getByRole('progressbar', { name: 'Uploading slow.png' })).toBeVisible()
  await reply.fill('Here it is.')
  await reply.press('Enter')
  // It waits for the file: sent without it, it would be another message.
  await expect(reply).toHaveValue('Here it is.')
  // Nothing more of it goes out.
  const ended = page.waitForEvent('requestfailed', request => request.url().endsWith('/file/upload'))
  await page.getByRole('button', { name: 'Cancel slow.png' }).click()
  await ended
  await expect(reply).toBeFocused()
  await reply.press('Enter')
  await expect(inbox.log.getByRole('link', { name: 'dropped.png' })).toBeVisible()
  await expectOnce(inbox.log, 'Here it is.')

  await page.getByRole('radio', { name: 'Note' }).check()
  await drag('dragenter', 'secret.png')
  await expect(page.getByText('A note holds no files. Choose Reply to send one.')).toBeVisible()
  await drag('drop', 'secret.png')
  await expect(page.getByText('secret.png')).toHaveCount(0)
  await expect(note).toBeVisible()
  await context.close()
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
  const { site, page, inbox, reply, visitor, goto } = await deskOf(browser, desk)
  const add = (shortcut: string, text: string) =>
    page.request.post(`${desk.origin}/api/sites/${site}/replies`, { data: { shortcut, text } })
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
