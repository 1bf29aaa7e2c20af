import { expect, expectOnce, pixel, tablet, test } from './desk.js'
import { atTheDesk, staffed } from './staffed.js'

test('a picture is pasted, sent and looked at by keyboard; what cannot be sent says why', async ({
  browser,
  desk,
}) => {
  const { page, inbox, reply, visitor, goto } = await atTheDesk(browser, desk)
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
