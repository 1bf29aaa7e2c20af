import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Account, signUp } from '../harness/account.js'
import { root } from '../harness/server.js'
import { test as base } from './desk.js'
import { embedLine } from './host-site.js'

/** Somebody's page that holds the widget: of a new site of ours for each story, and the line that stands for it. */
export const test = base.extend<{ owner: Account; line: string }>({
  owner: async ({ desk }, use) => use(await signUp(desk.origin)),
  line: async ({ desk, owner }, use) => use(embedLine(desk.origin, owner.username)),
})

const api = readFileSync(join(root, 'docs/widget-api.md'), 'utf8')
/** What the document tells owners to paste: the one line, and what may stand before it. */
export const [LINE = '', STUB = ''] = [...api.matchAll(/```html\n(.*?)```/gs)].map(([, block]) => block)

/** A page that is longer than any screen. */
export const TALL = '<div style="height:3000px">The rest of the shop</div><a href="#end" id="end">The end</a>'

/** The line with more on its tag. */
export const tag = (line: string, attributes: string) => line.replace(' async', ` async ${attributes}`)

type Called = { Deskbell: (...args: unknown[]) => void }

/** Calls the widget as a script of the page does. */
export const call = (page: Page, ...args: unknown[]) =>
  page.evaluate(all => (window as unknown as Called).Deskbell(...all), args)

/** Notes on the page whatever it is told. */
export const LISTEN = `<script>
  window.heard = []
  for (const event of ['ready', 'open', 'close', 'unread', 'message', 'sent', 'error'])
    Deskbell('on', event, detail => {
      heard.push([event, detail])
      console.debug(event)
    })
</script>`

/** What it was told: names of events, with what came with them. */
export const heard = (page: Page) =>
  page.evaluate(() => (window as unknown as { heard: [string, unknown][] }).heard)

/** Which element of the page has the focus; inside the widget: which of its own. */
export const focusOf = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement
    const inside = active?.shadowRoot?.activeElement
    return inside ? `widget ${inside.localName}` : (active?.id ?? '')
  })
