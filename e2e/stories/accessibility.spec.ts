import type { BrowserContext, Page, WebSocketRoute } from '@playwright/test'
import { violationsOf } from './axe.js'
import { expect, inboxOn, signUp, test, viewports, widgetOn } from './desk.js'
import { embedLine } from './host-site.js'

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(viewports)) {
    test(`every page passes axe (${colorScheme}, ${size})`, async ({ browser, desk, shoot }) => {
      test.setTimeout(90_000)
      const options = { viewport, colorScheme, reducedMotion: 'reduce', bypassCSP: true } as const
      const visitor = await (await browser.newContext(options)).newPage()
      const owner = await (await browser.newContext(options)).newPage()
      const stage = `${colorScheme}-${size}`
      const found: string[] = []
      const look = async (page: Page, name: string) => {
        await shoot(page, `${name}-${stage}`)
        found.push(...(await violationsOf(page)).map(text => `${name}: ${text}`))
      }

      for (const path of ['/', '/signup', '/login', '/demo', '/docs', '/messages/nothing']) {
        await visitor.goto(desk.origin + path)
        await expect(visitor.getByRole('heading').first()).toBeVisible()
        await look(visitor, path.replaceAll('/', '') || 'landing')
      }
      await visitor.goto(`${desk.origin}/signup`)
      await visitor.getByRole('button', { name: 'Open your desk' }).click()
      await expect(visitor.getByLabel('User name')).toHaveAttribute('aria-invalid', 'true')
      await look(visitor, 'signup-wrong')

      const { site } = await signUp(owner, desk.origin)
      await expect(owner.getByLabel('Introduction', { exact: true })).toBeVisible()
      await look(owner, 'settings')
      await owner.goto(`${desk.origin}/account`)
      await expect(owner.getByRole('heading').first()).toBeVisible()
      await look(owner, 'account')
      await owner.goto(`${desk.origin}/messages`)
      await expect(owner.getByText('Nobody has rung yet')).toBeVisible()
      await look(owner, 'inbox-empty')

      await visitor.goto(`${desk.origin}/chatbot/${site}/kim`)
      const widget = widgetOn(visitor)
      await expect(widget.box).toBeVisible()
      await widget.write('Can you see me?')
      const inbox = inboxOn(owner)
      await expect(inbox.rows).toHaveCount(1)
      await look(owner, 'inbox-list')
      await inbox.open('Can you see me?')
      await inbox.answer('Clearly.')
      await expect(widget.log.getByText('Clearly.')).toBeVisible()
      await owner.getByRole('radio', { name: 'Note' }).check()
      await owner.getByRole('textbox', { name: 'Private note' }).fill('A friendly one.')
      await owner.getByRole('button', { name: 'Add note' }).click()
      await expect(inbox.log.getByText('A friendly one.')).toBeVisible()
      await look(owner, 'conversation')
      await owner.goto(`${owner.url()}/visitor`)
      await expect(owner.getByText('kim').filter({ visible: true }).first()).toBeVisible()
      await look(owner, 'visitor')
      expect(found).toEqual([])
      await Promise.all([visitor.context().close(), owner.context().close()])
    })

    test(`the widget passes axe in every state (${colorScheme}, ${size})`, async ({
      browser,
      desk,
      host,
      shoot,
    }) => {
      const options = { viewport, colorScheme, reducedMotion: 'reduce', bypassCSP: true } as const
      const owner = await (await browser.newContext(options)).newPage()
      const { site } = await signUp(owner, desk.origin)
      const context = await browser.newContext(options)
      const line = await cuttable(context)
      const page = await context.newPage()
      const stage = `${colorScheme}-${size}`
      const found: string[] = []
      const look = async (name: string) => {
        await shoot(page, `widget-${name}-${stage}`)
        found.push(...(await violationsOf(page)).map(text => `${name}: ${text}`))
      }
      await page.goto(host.page(embedLine(desk.origin, site)))
      const widget = widgetOn(page)
      await expect(widget.launcher).toBeVisible()
      await look('closed')
      await widget.open()
      await look('open')
      await widget.write('A first line.')
      await expect(widget.log.getByText('A first line.')).toBeVisible()
      await owner.goto(`${desk.origin}/messages`)
      const inbox = inboxOn(owner)
      await inbox.open('A first line.')
      await inbox.answer('An answer.')
      await expect(widget.log.getByText('An answer.')).toBeVisible()
      await look('talking')
      await line.cut()
      await widget.write('Into the dark.')
      await expect(widget.log.getByText('Into the dark.')).toBeVisible()
      await look('waiting')
      await page.keyboard.press('Escape')
      await expect(widget.launcher).toHaveAttribute('aria-expanded', 'false')
      await expect(widget.launcher).toBeFocused()
      expect(found).toEqual([])
      await Promise.all([context.close(), owner.context().close()])
    })
  }
}

/** Every socket of the context goes through here, until it is cut: then those that are open close, and no other opens. */
async function cuttable(context: BrowserContext) {
  const open: WebSocketRoute[] = []
  let isCut = false
  await context.routeWebSocket(/\/ws\//, socket => {
    if (isCut) {
      void socket.close({ code: 1012 })
      return
    }
    socket.connectToServer()
    open.push(socket)
  })
  return {
    async cut() {
      isCut = true
      await Promise.all(open.map(socket => socket.close({ code: 1012 })))
    },
  }
}
