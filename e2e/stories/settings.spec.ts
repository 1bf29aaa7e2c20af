import type { FrameLocator, Page } from '@playwright/test'
import { expect, ownerAt, person, tablet, test, type Viewport, viewports, widgetOn } from './desk.js'
import { embedLine } from './host-site.js'

const brick = 'rgb(138, 59, 42)'

for (const [size, viewport] of Object.entries({ ...viewports, tablet })) {
  test(`a colour is previewed, saved, and worn on a visitor’s page (${size})`, async ({
    browser,
    desk,
    host,
    shoot,
  }) => {
    const { owner, site } = await ownerAt(await person(browser, viewport), desk.origin, '/settings/chatbot')
    await owner.emulateMedia({ colorScheme: size === 'desktop' ? 'light' : 'dark' })
    await expect(owner.getByText('Not seen on any page yet')).toBeVisible()
    await owner.getByLabel('Brick').check()
    await expect(owner.getByText('1 change not saved')).toBeVisible()
    await owner.getByLabel('Introduction', { exact: true }).fill('Ask us about lamps.')
    await expect(owner.getByText('2 changes not saved')).toBeVisible()

    const preview = await previewOn(owner, viewport)
    await expect(header(preview)).toHaveCSS('background-color', brick)
    await expect(preview.getByText('Ask us about lamps.')).toBeVisible()
    await shoot(owner, `settings-preview-${size}`)
    await owner.getByRole('radio', { name: 'Chat', exact: true }).check({ force: true })
    await expect(preview.getByRole('log').getByText(/\w/).first()).toBeVisible()

    await owner.keyboard.press('Control+s')
    await expect(owner.getByText('Saved', { exact: true })).toBeVisible()
    await expect(owner.getByText(/not saved/)).toHaveCount(0)

    const visitor = await person(browser, viewport)
    await visitor.goto(host.page(embedLine(desk.origin, site)))
    const widget = widgetOn(visitor)
    await expect(widget.launcher).toHaveCSS('background-color', brick)
    await widget.open()
    await expect(header(widget.frame)).toHaveCSS('background-color', brick)
    await expect(widget.frame.getByText('Ask us about lamps.')).toBeVisible()
    await showSettings(owner, viewport)
    await expect(owner.getByText(/^Seen on http:\/\/localhost:/)).toBeVisible()
    await Promise.all([owner.context().close(), visitor.context().close()])
  })

  test(`canned replies are added, changed, found, removed and brought back (${size})`, async ({
    browser,
    desk,
    shoot,
  }) => {
    const { owner } = await ownerAt(await person(browser, viewport), desk.origin, '/settings/replies')
    await owner.emulateMedia({ colorScheme: size === 'desktop' ? 'dark' : 'light' })
    await expect(owner.getByText('No replies yet')).toBeVisible()
    await shoot(owner, `replies-empty-${size}`)
    await owner.getByRole('button', { name: 'Add /hello' }).click()
    const rows = owner.getByRole('list', { name: 'Canned replies' }).getByRole('listitem')
    await expect(rows).toHaveCount(1)

    await owner.getByRole('button', { name: 'Add a reply' }).click()
    const dialog = owner.getByRole('dialog')
    const shortcut = dialog.getByLabel('Shortcut')
    await shortcut.fill('Hello')
    await dialog.getByLabel('Text').fill('Two days, {name}.')
    await shortcut.press('Enter')
    await expect(shortcut).toBeFocused()
    await expect(shortcut).toHaveAccessibleDescription(/\/Hello is taken/)
    await expect(dialog.getByText('Two days, Kim.')).toBeVisible()
    await owner.keyboard.press('Escape')
    await owner.getByRole('button', { name: 'Add a reply' }).click()
    await expect(dialog.getByLabel('Text')).toHaveValue('Two days, {name}.')
    await shortcut.fill('/shipping')
    await shoot(owner, `replies-dialog-${size}`)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(rows).toHaveCount(2)
    await shoot(owner, `replies-${size}`)

    await owner.getByLabel('Search', { exact: true }).fill('days')
    await expect(rows).toHaveCount(1)
    await owner.getByRole('button', { name: 'Change /shipping' }).click()
    await dialog.getByLabel('Text').fill('Three days, {name}.')
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(rows.filter({ hasText: 'Three days' })).toHaveCount(1)

    await owner.getByRole('button', { name: 'Remove /shipping' }).click()
    await owner.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(rows).toHaveCount(1)
    await owner.getByRole('button', { name: 'Undo' }).click()
    await expect(rows).toHaveCount(2)
    await owner.reload()
    await expect(rows).toHaveText([/hello/, /shipping/])
    await owner.context().close()
  })
}

for (const [size, viewport] of Object.entries(viewports)) {
  test(`a colour too faint is said and mended, a wrong site is said and kept (${size})`, async ({
    browser,
    desk,
    shoot,
  }) => {
    const { owner } = await ownerAt(await person(browser, viewport), desk.origin, '/settings/chatbot')
    await owner.getByRole('textbox', { name: 'Introduction, background', exact: true }).fill('#eef4f1')
    const text = owner.getByRole('textbox', { name: 'Introduction, text', exact: true })
    await text.fill('#8fb3a5')
    const hint = owner.getByText(/^Too faint, text needs 4.5. Visitors see #/)
    const seen = /#[0-9a-f]{6}/.exec((await hint.textContent()) ?? '')?.[0] ?? ''
    const preview = await previewOn(owner, viewport)
    const introduction = preview.getByText('Write to us, a person will answer.')
    // What is promised is what the real widget wears.
    await expect(introduction).toHaveCSS('color', rgb(seen))
    await showSettings(owner, viewport)
    await shoot(owner, `settings-faint-${size}`)
    await owner.getByRole('button', { name: /^Use it/ }).click()
    await expect(text).toHaveValue(seen)
    await expect(hint).toHaveCount(0)

    await text.fill('#12')
    const site = owner.getByLabel('Add a site')
    await site.fill('shop.example')
    await owner.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(text).toBeFocused()
    await expect(text).toHaveAccessibleDescription(/Not a colour/)
    await text.fill(seen)
    await owner.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(site).toBeFocused()
    await expect(site).toBeInViewport()
    await expect(site).toHaveAccessibleDescription('Begin with https://')
    await expect(site).toHaveValue('shop.example')
    await shoot(owner, `settings-wrong-${size}`)

    // What is not saved waits, also for another page and a reload.
    await owner.getByRole('link', { name: 'Canned replies' }).click()
    await expect(owner.getByRole('heading', { name: 'Canned replies' })).toBeFocused()
    await owner.goBack()
    await expect(owner.getByText(/changes you made before are not saved yet/)).toBeVisible()
    await owner.reload()
    await expect(site).toHaveValue('shop.example')
    await owner.getByRole('button', { name: 'Save', exact: true }).click()
    await owner.getByRole('button', { name: 'Add https://shop.example' }).click()
    await site.fill('https://*.shop.example')
    await site.press('Enter')
    await expect(site).toHaveAccessibleDescription(/wildcard is not allowed/)
    await site.fill('')
    await owner.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(owner.getByText('Saved', { exact: true })).toBeVisible()
    await owner.reload()
    const allowed = owner.getByRole('list', { name: 'Allowed sites' })
    await expect(allowed.getByRole('listitem')).toHaveText(['https://shop.example'])
    await owner.context().close()
  })

  test(`a picture is cropped, by keys too, and visitors see the part (${size})`, async ({
    browser,
    desk,
    host,
    shoot,
  }) => {
    const { owner, site } = await ownerAt(await person(browser, viewport), desk.origin, '/settings/chatbot')
    const file = owner.getByLabel('Picture of the chat')
    await file.setInputFiles({
      name: 'notes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('No picture.'),
    })
    await expect(owner.getByText('“notes.txt” is not a picture.')).toBeVisible()
    await file.setInputFiles({ name: 'flag.png', mimeType: 'image/png', buffer: await flag(owner) })
    const dialog = owner.getByRole('dialog', { name: 'Crop the picture' })
    const part = dialog.getByLabel(/^Part that is shown/)
    await expect(dialog.getByRole('button', { name: 'Use this part' })).not.toHaveAttribute('aria-disabled')
    // Far enough that only its right half, the blue one, is left in the circle.
    for (let step = 0; step < 30; step++) await part.press('ArrowLeft')
    await dialog.getByLabel('Zoom').press('ArrowRight')
    await shoot(owner, `settings-crop-${size}`)
    await dialog.getByRole('button', { name: 'Use this part' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(owner.getByRole('button', { name: 'Change the picture' })).toBeFocused()
    await expect(owner.getByText('1 change not saved')).toBeVisible()
    const preview = await previewOn(owner, viewport)
    expect(await middleOf(preview)).toEqual({ width: 256, blue: true })
    await owner.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(owner.getByText('Saved', { exact: true })).toBeVisible()

    const visitor = await person(browser, viewport)
    await visitor.goto(host.page(embedLine(desk.origin, site)))
    const widget = widgetOn(visitor)
    await widget.open()
    expect(await middleOf(widget.frame)).toEqual({ width: 256, blue: true })
    await showSettings(owner, viewport)
    await owner.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(owner.getByRole('button', { name: 'Upload a picture' })).toBeFocused()
    await owner.getByRole('button', { name: 'Discard' }).click()
    await expect(owner.getByRole('img', { name: 'As the chat will show it' })).toBeVisible()
    await Promise.all([owner.context().close(), visitor.context().close()])
  })
}

const isNarrow = ({ width }: Viewport) => width < 1_200

/** The real widget in the settings; where there is no room for both, in the place of the fields. */
async function previewOn(page: Page, viewport: Viewport): Promise<FrameLocator> {
  if (isNarrow(viewport)) await page.getByRole('radio', { name: 'Preview' }).check({ force: true })
  return page.frameLocator('iframe[title="Preview of the chat"]')
}

async function showSettings(page: Page, viewport: Viewport): Promise<void> {
  if (isNarrow(viewport)) await page.getByRole('radio', { name: 'Settings' }).check({ force: true })
}

const header = (frame: FrameLocator) => frame.locator('header')

/** `#rrggbb` as the browser says it. */
const rgb = (hex: string) => `rgb(${[1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)).join(', ')})`

/** A picture twice as wide as high: red on the left, blue on the right. */
async function flag(page: Page): Promise<Buffer> {
  const address = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 600
    canvas.height = 300
    const context = canvas.getContext('2d')
    if (!context) return ''
    context.fillStyle = '#f00'
    context.fillRect(0, 0, 300, 300)
    context.fillStyle = '#00f'
    context.fillRect(300, 0, 300, 300)
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(address.split(',')[1] ?? '', 'base64')
}

/** How wide the chat's picture is in itself, and whether a bit left of its middle it is blue. */
async function middleOf(frame: FrameLocator) {
  const picture = header(frame).locator('img')
  await expect(picture).toBeVisible()
  await expect(picture).toHaveJSProperty('complete', true)
  return picture.evaluate((image: HTMLImageElement) => {
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth
    canvas.height = image.naturalHeight
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const [red = 0, , blue = 0] = context?.getImageData(96, 128, 1, 1).data ?? []
    return { width: image.naturalWidth, blue: blue > 200 && red < 50 }
  })
}
