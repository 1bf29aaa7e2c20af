import { violationsOf } from './axe.js'
import { expect, expectOnce, widgetOn } from './desk.js'
import { lineOf } from './line.js'
import { chatFrame, give, listen, say, styleOf, test } from './visiting.js'

test('a stranger reads the greeting and is connected with the first letter', async ({ visit }) => {
  const { page, widget } = await visit()
  const asked: string[] = []
  page.on('websocket', socket => asked.push(socket.url()))
  page.on('request', request => asked.push(request.url()))
  await widget.open()
  await expect(widget.frame.getByText('Hello!')).toBeVisible()
  // What opens a chat is fetched; nobody is connected, and nothing is kept.
  await expect(widget.box).toBeFocused()
  expect(asked.filter(url => /^ws|\/talk-/.test(url))).toEqual([])
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  expect(await page.context().cookies()).toEqual([])
  await widget.box.pressSequentially('H')
  await expect(widget.frame.getByText('Connected')).toBeVisible()
})

test('everything can be done by keyboard, and the focus is always seen', async ({ desk, visit }) => {
  const { page, owner, widget } = await visit({
    viewport: { width: 1_440, height: 900 },
    colorScheme: 'dark',
  })
  await widget.launcher.focus()
  await page.keyboard.press('Enter')
  await expect(widget.box).toBeFocused()
  await page.keyboard.type('Only keys here.')
  // While an input method composes, Enter is its own; Safari says so only by 229.
  await widget.box.evaluate(box => {
    for (const how of [{ isComposing: true }, { keyCode: 229 }])
      box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...how }))
  })
  await expect(widget.box).toHaveValue('Only keys here.')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('And a second line.')
  await page.keyboard.press('Enter')
  await expect(widget.log.getByText('Only keys here.')).toBeVisible()
  await expect(widget.frame.getByText('Sent')).toBeVisible()
  await say(desk.origin, owner, 'See https://example.test/')
  await expect(widget.log.getByRole('link')).toBeVisible()
  const passed: string[] = []
  for (let stop = 0; stop < 5; stop++) {
    await page.keyboard.press('Shift+Tab')
    passed.push(
      await widget.frame.locator(':focus').evaluate(element => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        const name = element.ariaLabel ?? element.textContent
        return outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2
          ? `${name}`
          : `${name}, unseen`
      }),
    )
  }
  expect(passed).toEqual(['Attach a file', 'https://example.test/', 'Conversation', 'Close the chat', 'More'])
  await page.keyboard.press('Escape')
  await expect(widget.launcher).toBeFocused()
})

test('a screen reader hears each new message once, and history never', async ({ desk, visit }) => {
  const { page, owner, widget } = await visit()
  await widget.begin('One.')
  await say(desk.origin, owner, 'Two.')
  await expectOnce(widget.log, 'Two.')
  await page.reload()
  const heard = await listen(page, widget)
  await expectOnce(widget.log, 'Two.')
  await say(desk.origin, owner, 'Three.')
  await expectOnce(widget.log, 'Three.')
  await say(desk.origin, owner, 'Four.')
  await expect.poll(heard).toEqual([`${owner.username}: Three.`, `${owner.username}: Four.`])
  // The tree has the log with its name, quiet by itself, and the words in order.
  await expect(widget.log).toHaveAttribute('aria-live', 'off')
  await expect(widget.log).toHaveAccessibleName('Conversation')
  await expect(widget.log).toMatchAriaSnapshot(`
    - log "Conversation":
      - paragraph: One.
      - paragraph: Two.
      - paragraph: Three.
      - paragraph: Four.
  `)
})

test('an answer ticks when the chat is closed, not when it is seen, and not when it is muted', async ({
  desk,
  visit,
}) => {
  const { page, context, owner, widget } = await visit()
  await context.addInitScript(() => {
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (...when) {
      document.documentElement.dataset.notes = String(Number(document.documentElement.dataset.notes ?? 0) + 1)
      start.apply(this, when)
    }
  })
  await page.goto(page.url())
  await widget.begin('Ring me.')
  const notes = async () => Number(await widget.frame.locator('html').getAttribute('data-notes'))
  await say(desk.origin, owner, 'You see this.')
  await expectOnce(widget.log, 'You see this.')
  expect(await notes()).toBe(0)
  await page.keyboard.press('Escape')
  await say(desk.origin, owner, 'You do not see this.')
  await expect(widget.launcher).toHaveAccessibleName(/1 unread/)
  await expect.poll(notes).toBe(2)

  await widget.open()
  await widget.frame.getByRole('button', { name: 'More' }).press('Enter')
  const sound = widget.frame.getByRole('menuitemcheckbox')
  await expect(sound).toBeFocused()
  await expect(sound).toBeChecked()
  expect(await violationsOf(page)).toEqual([])
  await sound.press('Enter')
  await expect(sound).not.toBeChecked()
  await page.keyboard.press('Escape')
  await expect(widget.frame.getByRole('button', { name: 'More' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'false')
  await say(desk.origin, owner, 'Nor hear this.')
  await expect(widget.launcher).toHaveAccessibleName(/1 unread/)
  expect(await notes()).toBe(2)
})

test('a draft outlives closing and reloading, and a second tab is the same visitor', async ({ visit }) => {
  const { page, context, widget } = await visit()
  await widget.begin('From the first tab.')
  await widget.box.fill('Not finished')
  await page.keyboard.press('Escape')
  await widget.open()
  await expect(widget.box).toHaveValue('Not finished')
  await page.reload()
  await widget.open()
  await expect(widget.box).toHaveValue('Not finished')

  const second = await context.newPage()
  await second.goto(page.url())
  const other = widgetOn(second)
  await other.open()
  await expectOnce(other.log, 'From the first tab.')
  await other.write('From the second.')
  await expectOnce(widget.log, 'From the second.')
})

test('news leave a reader who has scrolled up where they are, and older pages push nothing', async ({
  desk,
  visit,
}) => {
  const { owner, widget } = await visit()
  await widget.begin('Tell me everything.')
  for (let n = 1; n <= 45; n++) await say(desk.origin, owner, `Chapter ${n}.`)
  await expectOnce(widget.log, 'Chapter 45.')
  await widget.log.evaluate(log => {
    log.scrollTop = -600
  })
  const place = widget.log.getByText('Chapter 34.', { exact: true })
  const before = await place.boundingBox()
  await say(desk.origin, owner, 'The end.')
  const pill = widget.frame.getByRole('button', { name: 'New messages' })
  await expect(pill).toBeVisible()
  expect((await place.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0)
  await pill.click()
  await expect(widget.log.getByText('The end.', { exact: true })).toBeInViewport()
  await expect(pill).toBeHidden()
  await expect(widget.log).toBeFocused()
})

for (const { colorScheme, dir, width } of [
  { colorScheme: 'light', dir: 'rtl', width: 768 },
  { colorScheme: 'dark', dir: 'ltr', width: 1_440 },
] as const) {
  test(`every state passes axe (${colorScheme}, ${dir}, ${width} px)`, async ({ desk, shoot, visit }) => {
    const { page, context, owner, widget } = await visit({
      colorScheme,
      dir,
      viewport: { width, height: 800 },
      reducedMotion: 'reduce',
    })
    const line = await lineOf(context)
    const found: string[] = []
    const look = async (state: string) => {
      await shoot(page, `chat-${state.replace(' ', '-')}-${colorScheme}-${width}`)
      found.push(...(await violationsOf(page)).map(words => `${state}: ${words}`))
    }
    await widget.open()
    await look('greeting')
    const html = widget.frame.locator('html')
    await expect(html).toHaveAttribute('data-theme', colorScheme)
    await expect(html).toHaveAttribute('dir', dir)
    await widget.write('Look at https://example.test/ and 👍')
    await expect(widget.frame.getByText('Sent')).toBeVisible()
    await widget.write('👍')
    await give(widget.box, 'paste', [
      { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('lamps') },
    ])
    await say(desk.origin, owner, 'نعم')
    await expect(widget.log.getByText('نعم')).toBeVisible()
    const [mine, theirs] = await Promise.all([
      widget.log.getByText('Look at').boundingBox(),
      widget.log.getByText('نعم').boundingBox(),
    ])
    if (!mine || !theirs) throw new Error('both are shown')
    expect(mine.x > theirs.x).toBe(dir === 'ltr')
    await widget.box.fill('x'.repeat(10_001))
    await look('too long')
    await widget.box.fill('')
    await widget.frame.getByRole('button', { name: 'More' }).click()
    await expect(widget.frame.getByRole('menu')).toBeVisible()
    await look('menu')
    await page.keyboard.press('Escape')
    await line.cut()
    await widget.write('Into the dark.')
    await expect(widget.frame.getByText('No connection.', { exact: true })).toBeVisible()
    await look('no connection')
    expect(found).toEqual([])
  })
}

for (const { width, colorScheme } of [
  { width: 320, colorScheme: 'dark' },
  { width: 375, colorScheme: 'light' },
] as const) {
  test(`under a finger, at ${width} px, with a keyboard on the screen`, async ({ desk, shoot, visit }) => {
    const { page, owner, widget } = await visit({
      viewport: { width, height: 640 },
      colorScheme,
      hasTouch: true,
      isMobile: true,
    })
    await widget.launcher.tap()
    await expect(widget.box).toBeVisible()
    // Nobody asked for the keyboard yet.
    await expect(widget.box).not.toBeFocused()
    // The focus has gone along, and a tap draws no ring around what it opened.
    const main = widget.frame.getByRole('main')
    await expect(main).toBeFocused()
    expect(await styleOf(main, 'outline-style')).toBe('none')
    await widget.box.tap()
    await widget.box.pressSequentially('one\ntwo')
    await expect(widget.box).toHaveValue('one\ntwo')
    expect(Number.parseFloat(await styleOf(widget.box, 'font-size'))).toBeGreaterThanOrEqual(16)
    await widget.frame.getByRole('button', { name: 'Send' }).tap()
    await expect(widget.log.getByText('one two')).toBeVisible()
    await expect(widget.frame.getByText('Sent')).toBeVisible()
    await say(desk.origin, owner, `A word of ${'x'.repeat(200)} letters`)
    await say(desk.origin, owner, 'Last.')
    await expectOnce(widget.log, 'Last.')
    await page.setViewportSize({ width, height: 320 })
    await expect(widget.log.getByText('Last.', { exact: true })).toBeInViewport()
    await expect(widget.box).toBeInViewport({ ratio: 1 })
    const frame = chatFrame(page)
    expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    const small = await frame.evaluate(() =>
      [...document.querySelectorAll('button')]
        .map(button => ({
          name: button.ariaLabel ?? button.textContent,
          box: button.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
        .map(({ name }) => name),
    )
    expect(small).toEqual([])
    await shoot(page, `widget-keyboard-${width}`)
  })
}
