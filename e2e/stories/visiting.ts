import type { BrowserContext, BrowserContextOptions, Frame, Page } from '@playwright/test'
import { type Account, signUp } from '../harness/account.js'
import { test as base, widgetOn } from './desk.js'
import { embedLine } from './host-site.js'

const desktop = { viewport: { width: 1_000, height: 740 } }

interface Place {
  readonly browser: { newContext(options: BrowserContextOptions): Promise<BrowserContext> }
  readonly desk: { readonly origin: string }
  readonly host: { page(...lines: string[]): string }
}

interface VisitOptions extends BrowserContextOptions {
  readonly dir?: 'ltr' | 'rtl'
  /** Be this visitor, as the host page says. */
  readonly consumer?: string
  /** Whose site; without it a new one. */
  readonly owner?: Account
}

/** A visitor's page, on somebody's own site that holds the widget of a new site of ours. */
export async function visitOf({ browser, desk, host }: Place, options: VisitOptions = {}) {
  const { dir, consumer, owner = await signUp(desk.origin), ...rest } = options
  const context = await browser.newContext({ ...desktop, bypassCSP: true, ...rest })
  const page = await context.newPage()
  const turn = dir === 'rtl' ? '<script>document.documentElement.dir = "rtl"</script>' : ''
  const line = embedLine(desk.origin, owner.username)
  const named = consumer === undefined ? line : line.replace('async', `async data-consumer="${consumer}"`)
  await page.goto(host.page(turn, named))
  const widget = widgetOn(page)
  return {
    page,
    context,
    owner,
    widget,
    close: () => context.close(),
    /** Chooses files by the button, as `setInputFiles` takes them. */
    async choose(...files: readonly (string | { name: string; mimeType: string; buffer: Buffer })[]) {
      const chooser = page.waitForEvent('filechooser')
      await widget.frame.getByRole('button', { name: 'Attach a file' }).click()
      await (await chooser).setFiles(files as string[])
    },
  }
}

type Visit = Awaited<ReturnType<typeof visitOf>>

/** `visit` is {@link visitOf} at the story's own server; whoever came is gone when the story ends. */
export const test = base.extend<{ visit: (options?: VisitOptions) => Promise<Visit> }>({
  visit: async ({ browser, desk, host }, use) => {
    const visits: Visit[] = []
    await use(async options => {
      const begun = await visitOf({ browser, desk, host }, options)
      visits.push(begun)
      return begun
    })
    await Promise.all(visits.map(each => each.close()))
  },
})

let said = 0
/** The owner answers the site's one visitor, over REST. */
export async function say(origin: string, { token, username }: Account, content: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const rooms = await fetch(`${origin}/api/sites/${username}/rooms`, { headers })
  const [room] = ((await rooms.json()) as { rooms: { consumer: string }[] }).rooms
  const answer = await fetch(`${origin}/api/sites/${username}/visitors/${room?.consumer}/messages`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ content, type: 'text', client_id: `story-${++said}` }),
  })
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
}

interface Given {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** Files as the clipboard or a drag brings them. */
export async function give(
  target: ReturnType<typeof widgetOn>['box'],
  event: 'paste' | 'dragover' | 'drop',
  files: readonly Given[],
): Promise<void> {
  await target.evaluate(
    (element, [type, given]) => {
      const data = new DataTransfer()
      for (const { name, type, bytes } of given)
        data.items.add(new File([new Uint8Array(bytes)], name, { type }))
      const common = { bubbles: true, cancelable: true }
      element.dispatchEvent(
        type === 'paste'
          ? new ClipboardEvent(type, { ...common, clipboardData: data })
          : new DragEvent(type, { ...common, dataTransfer: data }),
      )
    },
    [
      event,
      files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, bytes: [...buffer] })),
    ] as const,
  )
}

/** Notes what the chat's live region says since it was opened; answers with what was said. */
export async function listen(
  page: Page,
  widget: ReturnType<typeof widgetOn>,
): Promise<() => Promise<string[]>> {
  await widget.open()
  const frame = chatFrame(page)
  await frame.waitForSelector('[aria-live=polite]', { state: 'attached' })
  await frame.evaluate(() => {
    const heard = [...document.querySelectorAll('[aria-live=polite] > *')].map(line => line.textContent ?? '')
    Object.assign(window, { heard })
    const main = document.querySelector('main')
    if (!main) return
    new MutationObserver(changes => {
      for (const { addedNodes, target } of changes)
        for (const node of addedNodes)
          if (target instanceof Element && target.closest('[aria-live=polite]'))
            heard.push(node.textContent ?? '')
    }).observe(main, { childList: true, subtree: true })
  })
  return () => frame.evaluate(() => (window as unknown as { heard: string[] }).heard)
}

export function chatFrame(page: Page): Frame {
  const frame = page.frames().find(candidate => new URL(candidate.url()).pathname.startsWith('/widget/'))
  if (!frame) throw new Error('the chat was not opened')
  return frame
}

export const styleOf = (target: ReturnType<typeof widgetOn>['box'], name: string) =>
  target.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name)
