import { mkdir, writeFile } from 'node:fs/promises'
import { violationsOf } from './axe.js'
import { expect, pixel } from './desk.js'
import { lineOf } from './line.js'
import { give, say, test } from './visiting.js'

test('who answers stands in the header; pictures are shown large in here, and Escape closes only them', async ({
  desk,
  visit,
}) => {
  const { page, owner, widget } = await visit()
  await widget.begin('Is it this one?')
  await say(desk.origin, owner, 'Send me a picture.')
  await expect(widget.frame.getByRole('heading', { name: owner.username })).toBeVisible()

  await give(widget.box, 'paste', [{ name: 'pasted.png', mimeType: 'image/png', buffer: pixel }])
  const pasted = widget.log.getByRole('link', { name: 'pasted.png' })
  await expect(pasted).toBeVisible()
  await give(widget.box, 'dragover', [{ name: 'lamp.png', mimeType: 'image/png', buffer: pixel }])
  await expect(widget.frame.getByText('Drop to send')).toBeVisible()
  await give(widget.box, 'drop', [
    { name: 'lamp.png', mimeType: 'image/png', buffer: pixel },
    { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('two lamps') },
  ])
  await expect(widget.frame.getByText('Drop to send')).toBeHidden()
  await expect(widget.log.getByRole('link', { name: 'lamp.png' })).toBeVisible()
  await expect(widget.log.getByRole('link', { name: /list\.txt/ })).toContainText('TXT')

  await pasted.click()
  const large = widget.frame.getByRole('dialog', { name: 'pasted.png' })
  await expect(large.getByRole('img')).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(large).toBeHidden()
  await expect(pasted).toBeFocused()
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Escape')
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'false')
  await expect(widget.launcher).toBeFocused()
})

test('an upload can be cancelled, fails in words, and goes out when it is tried again', async ({
  shoot,
  visit,
}) => {
  const { page, context, widget, choose } = await visit()
  let answer: 'never' | 'break' | 'pass' = 'never'
  await context.route('**/chatbot/message/file/upload', route => {
    if (answer === 'break') return route.abort()
    if (answer === 'pass') return route.continue()
    return new Promise<void>(() => {})
  })
  await widget.open()
  const lamp = (name: string) => ({ name, mimeType: 'image/png', buffer: pixel })
  await choose(lamp('slow.png'))
  await expect(widget.frame.getByRole('progressbar', { name: 'Uploading slow.png' })).toBeVisible()
  await widget.frame.getByRole('button', { name: 'Cancel slow.png' }).click()
  await expect(widget.frame.getByText('slow.png')).toBeHidden()

  answer = 'break'
  await choose(lamp('lamp.png'))
  await expect(widget.frame.getByText('It did not get through.')).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  answer = 'pass'
  await widget.frame.getByRole('button', { name: 'Retry lamp.png' }).click()
  await expect(widget.log.getByRole('link', { name: 'lamp.png' })).toBeVisible()
  await expect(widget.frame.getByText('slow.png')).toHaveCount(0)

  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
  await choose(
    { name: 'run.exe', mimeType: 'application/octet-stream', buffer: Buffer.from([0x4d, 0x5a, 0, 1, 0xff]) },
    { name: 'nothing.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
    { name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer: heic },
  )
  await expect(widget.frame.getByText('This kind cannot be sent.')).toBeVisible()
  await expect(widget.frame.getByText('It is empty')).toBeVisible()
  await expect(widget.frame.getByText('Save it as JPEG or PNG first.')).toBeVisible()
  await expect(widget.frame.getByRole('button', { name: /^Retry/ })).toHaveCount(0)
  await shoot(page, 'chat-files-refused')
  expect(await violationsOf(page)).toEqual([])
  // Whoever takes them away by keyboard goes on to the next, and in the end to where files are chosen.
  for (const name of ['run.exe', 'nothing.png', 'IMG_0001.HEIC'])
    await widget.frame.getByRole('button', { name: `Remove ${name}` }).press('Enter')
  await expect(widget.frame.getByRole('button', { name: 'Attach a file' })).toBeFocused()
})

test('a photo of 20 MB, or of a kind few can open, is made fit in the browser', async ({ visit }, info) => {
  const { widget, choose } = await visit()
  // A browser looks into a picture, not at its name: this one says it is a PNG.
  const large = info.outputPath('photo.png')
  await writeFile(large, bitmap(3_000, 2_300))
  await widget.open()
  await choose(large)
  const photo = widget.log.getByRole('link', { name: 'photo.jpg' }).getByRole('img')
  await expect
    .poll(() => photo.evaluate(image => image instanceof HTMLImageElement && image.naturalWidth))
    .toBe(2_560)
  await choose({ name: 'scan.bmp', mimeType: 'image/bmp', buffer: bitmap(30, 20) })
  await expect(widget.log.getByRole('link', { name: 'scan.jpg' })).toBeVisible()
  await expect(widget.frame.locator('.up')).toHaveCount(0)
})

test('many at once arrive in the order they were chosen, also over a line that was lost', async ({
  shoot,
  visit,
}) => {
  const { page, context, widget, choose } = await visit({
    viewport: { width: 375, height: 740 },
    colorScheme: 'dark',
  })
  const line = await lineOf(context)
  await widget.begin('All of them:')
  await line.cut()
  await expect(widget.frame.getByText('No connection', { exact: true })).toBeVisible()
  const names = Array.from({ length: 15 }, (_, n) => `page-${n + 1}.txt`)
  // The first takes the longest.
  const buffer = (n: number) => Buffer.from('words '.repeat(n === 0 ? 300_000 : 10))
  await choose(...names.map((name, n) => ({ name, mimeType: 'text/plain', buffer: buffer(n) })))
  await expect(widget.frame.getByText('Goes out when you are connected')).toHaveCount(15)
  await expect(widget.box).toBeInViewport({ ratio: 1 })
  await shoot(page, 'chat-files-wait-375')
  line.mend()
  await expect(widget.log.getByRole('link')).toHaveText(names.map(name => new RegExp(name)))
})

test('a folder cannot be dropped, and says so', async ({ visit }, info) => {
  const { page, context, widget } = await visit()
  await widget.begin('All of it:')
  const folder = info.outputPath('holiday')
  await mkdir(folder, { recursive: true })
  const place = await widget.log.boundingBox()
  if (!place) throw new Error('the log is shown')
  const mouse = await context.newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await mouse.send('Input.dispatchDragEvent', {
      type,
      x: place.x + 100,
      y: place.y + 100,
      data: { items: [], files: [folder], dragOperationsMask: 1 },
    })
  await expect(widget.frame.getByText('Folders cannot be sent')).toBeVisible()
  await expect(widget.frame.getByRole('button', { name: /^Retry/ })).toHaveCount(0)
})

/** A picture as large as its pixels: BMP, 24 bits, soft colours. */
function bitmap(width: number, height: number): Buffer {
  const row = Math.ceil((width * 3) / 4) * 4
  const file = Buffer.alloc(54 + row * height, 0x80)
  file.write('BM')
  file.fill(0, 6, 54)
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(width, 18)
  file.writeInt32LE(height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(24, 28)
  for (let y = 0; y < height; y++) file.fill(y % 256, 54 + y * row, 54 + y * row + row / 2)
  return file
}
