import type { Browser, BrowserContext, Page } from '@playwright/test'
import { type Account, signUp } from '../../harness/account.js'
import type { Server } from '../../harness/server.js'
import { TestSocket } from '../../harness/socket.js'
import { expect, pixel, widgetOn } from '../desk.js'
import { embedLine, type HostSite } from '../host-site.js'
import { type Line, lineOf } from '../line.js'
import { visitorsOf } from '../visitors.js'
import { type State, stageOptions } from './walk.js'

interface Widget {
  readonly desk: Server
  readonly host: HostSite
  readonly owner: Account
  readonly context: BrowserContext
  readonly line: Line
  readonly page: Page
  readonly dir: 'ltr' | 'rtl'
}

/** Somebody else's page with the widget of a new site; `dir`: how that page runs. */
export async function widgetSceneOf(
  browser: Browser,
  desk: Server,
  host: HostSite,
  dir: 'ltr' | 'rtl' = 'ltr',
): Promise<Widget> {
  const owner = await signUp(desk.origin)
  const context = await browser.newContext(stageOptions)
  const line = await lineOf(context)
  const page = await context.newPage()
  return { desk, host, owner, context, line, page, dir }
}

/** The line of HTML, on a page that runs the scene's way. */
function put({ desk, host, dir }: Widget, site: string, attributes = ''): string {
  const turn = dir === 'rtl' ? '<script>document.documentElement.dir = "rtl"</script>' : ''
  return host.page(turn, embedLine(desk.origin, site).replace(' async', ` async ${attributes}`))
}

/** A page of its own: what it shows must not be that visitor's. */
async function another(scene: Widget, site: string, attributes = ''): Promise<Page> {
  const page = await scene.context.newPage()
  await page.goto(put(scene, site, attributes))
  return page
}

const consumer = 'kim'
const file = (page: Page) => widgetOn(page).frame.locator('input[type="file"]')

/** The owner's own socket to the visitor. */
async function ownerIn({ desk, owner }: Widget): Promise<TestSocket> {
  const url = `${desk.wsOrigin}/ws/chat/${owner.username}/${consumer}`
  return TestSocket.open(url, { protocols: ['deskbell.v1', `bearer.${owner.token}`] })
}

let said = 0
async function answer(scene: Widget, content: string): Promise<void> {
  const socket = await ownerIn(scene)
  const message = { content, type: 'text', client_id: `answer-${++said}` }
  await socket.ask({ command: 'new_message', message }, 'ack')
  await socket.close()
}

export const widget: readonly State<Widget>[] = [
  {
    name: 'launcher',
    async reach(scene) {
      const { page, owner } = scene
      await page.goto(put(scene, owner.username, `data-consumer="${consumer}"`))
      await expect(widgetOn(page).launcher).toBeVisible()
      return page
    },
  },
  {
    name: 'chat on its way',
    async reach(scene) {
      const { owner, context } = scene
      const page = await another(scene, owner.username)
      await context.route(`**/widget/${owner.username}`, () => new Promise<void>(() => {}))
      await widgetOn(page).launcher.click()
      await expect(page.getByRole('dialog').getByRole('status')).toHaveText('Connecting…')
      await context.unroute(`**/widget/${owner.username}`)
      return page
    },
  },
  {
    name: 'chat cannot be fetched',
    async reach(scene) {
      const page = await another(scene, scene.owner.username)
      await page.route(/\/widget\/assets\/host\.js/, route => route.abort())
      await widgetOn(page).launcher.click()
      await expect(widgetOn(page).launcher).toHaveAccessibleName(/, cannot be reached now$/)
      return page
    },
  },
  {
    name: 'greeting',
    async reach({ page, dir }) {
      const { open, frame } = widgetOn(page)
      await open()
      await expect(frame.getByText('Hello!')).toBeVisible()
      await expect(frame.locator('html')).toHaveAttribute('dir', dir)
      return page
    },
  },
  {
    name: 'talking',
    async reach(scene) {
      const { page } = scene
      const { frame, write, log } = widgetOn(page)
      await write('Look at https://example.test/ and 👍')
      await expect(frame.getByText('Sent')).toBeVisible()
      await answer(scene, 'نعم')
      await file(page).setInputFiles([
        { name: 'lamp.png', mimeType: 'image/png', buffer: pixel },
        { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('lamps') },
      ])
      await expect(log.getByRole('link', { name: 'lamp.png' })).toBeVisible()
      await expect(log.getByRole('link', { name: /list\.txt/ })).toBeVisible()
      await answer(scene, 'Both of them.')
      await expect(log.getByText('Both of them.')).toBeVisible()
      return page
    },
  },
  {
    name: 'somebody is typing',
    async reach(scene) {
      const owner = await ownerIn(scene)
      owner.send({ command: 'typing', on: true })
      await expect(widgetOn(scene.page).frame.getByText(/is typing/)).toBeVisible()
      return scene.page
    },
  },
  {
    name: 'picture, large',
    async reach({ page }) {
      const { log, frame } = widgetOn(page)
      await log.getByRole('link', { name: 'lamp.png' }).click()
      await expect(frame.getByRole('dialog', { name: 'lamp.png' }).getByRole('img')).toBeVisible()
      return page
    },
  },
  {
    name: 'menu',
    async reach({ page }) {
      const { frame } = widgetOn(page)
      await frame.getByRole('button', { name: 'Close the picture' }).click()
      await expect(frame.getByRole('dialog')).toHaveCount(0)
      await frame.getByRole('button', { name: 'More' }).press('Enter')
      await expect(frame.getByRole('menu')).toBeVisible()
      return page
    },
  },
  {
    name: 'too long',
    async reach({ page }) {
      const { frame, box } = widgetOn(page)
      await frame.getByRole('button', { name: 'More' }).press('Enter')
      await expect(frame.getByRole('menu')).toHaveCount(0)
      await box.fill('x'.repeat(10_001))
      await expect(frame.getByText('1 characters too long')).toBeVisible()
      return page
    },
  },
  {
    name: 'file on its way',
    async reach({ page, context }) {
      await widgetOn(page).box.fill('')
      await context.route('**/file/upload', () => new Promise<void>(() => {}))
      await file(page).setInputFiles([{ name: 'slow.png', mimeType: 'image/png', buffer: pixel }])
      await expect(
        widgetOn(page).frame.getByRole('progressbar', { name: 'Uploading slow.png' }),
      ).toBeVisible()
      return page
    },
  },
  {
    name: 'file did not get through',
    async reach({ page, context }) {
      const { frame } = widgetOn(page)
      await frame.getByRole('button', { name: 'Cancel slow.png' }).click()
      await context.unroute('**/file/upload')
      await context.route('**/file/upload', route => route.abort())
      await file(page).setInputFiles([{ name: 'slow.png', mimeType: 'image/png', buffer: pixel }])
      await expect(frame.getByText('It did not get through.')).toBeVisible()
      return page
    },
  },
  {
    name: 'files above it',
    async reach({ page, context }) {
      const { frame, box } = widgetOn(page)
      await context.unroute('**/file/upload')
      await frame.getByRole('button', { name: 'Remove slow.png' }).click()
      await box.evaluate(element => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['lamps'], 'list.txt', { type: 'text/plain' }))
        element.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer }))
      })
      await expect(frame.getByText('Drop to send')).toBeVisible()
      return page
    },
  },
  {
    name: 'coming back, loading',
    async reach({ page, line }) {
      line.hold()
      await page.reload()
      const { frame, launcher } = widgetOn(page)
      await launcher.click()
      await expect(frame.locator('.sk').first()).toBeVisible()
      return page
    },
  },
  {
    name: 'message refused',
    async reach({ page, line }) {
      const { frame, log, open, write } = widgetOn(page)
      line.mend()
      await page.reload()
      await open()
      await expect(log.getByText('Both of them.')).toBeVisible()
      line.refuse()
      await write('Into the void.')
      await expect(frame.getByText('Not sent')).toBeVisible()
      return page
    },
  },
  {
    name: 'connection lost',
    async reach({ page, line }) {
      const { frame, write } = widgetOn(page)
      await line.cut()
      await write('Into the dark.')
      await expect(frame.getByText('No connection.', { exact: true })).toBeVisible()
      return page
    },
  },
  {
    name: 'launcher, unread',
    async reach(scene) {
      const { page, line } = scene
      const { launcher, frame } = widgetOn(page)
      line.mend()
      // Whoever writes has read what stands above: it has to be out before the answer comes.
      await expect(frame.getByText('No connection.', { exact: true })).toHaveCount(0)
      await expect(frame.getByText(/^Sent/).last()).toBeVisible()
      await page.reload()
      await answer(scene, 'Are you there?')
      await expect(launcher).toHaveAccessibleName(/, 1 unread$/)
      return page
    },
  },
  {
    name: 'visitor of another browser',
    async reach(scene) {
      const { desk, owner } = scene
      await visitorsOf(desk.origin, owner.username).ring('lena', 'I am Lena.')
      const page = await another(scene, owner.username, 'data-consumer="lena"')
      await widgetOn(page).launcher.click()
      await expect(widgetOn(page).frame.getByText(/in the browser it began in/)).toBeVisible()
      return page
    },
  },
  {
    name: 'site closed',
    async reach(scene) {
      const { line, owner } = scene
      const page = await another(scene, owner.username, 'data-consumer="omar"')
      await line.cut(4404)
      await widgetOn(page).launcher.click()
      await expect(widgetOn(page).frame.getByText(/This chat is not here any more/)).toBeVisible()
      line.mend()
      return page
    },
  },
  ...(['light', 'dark'] as const).map(
    (theme): State<Widget> => ({
      name: `always ${theme}`,
      async reach(scene) {
        const page = await another(scene, scene.owner.username, `data-theme="${theme}"`)
        await widgetOn(page).open()
        await expect(widgetOn(page).frame.locator('html')).toHaveAttribute('data-theme', theme)
        return page
      },
    }),
  ),
  {
    name: 'page of its own',
    async reach({ desk, owner, context }) {
      const page = await context.newPage()
      await page.goto(`${desk.origin}/chatbot/${owner.username}/mia`)
      await expect(page.frameLocator('iframe').getByRole('textbox')).toBeVisible()
      return page
    },
  },
]
