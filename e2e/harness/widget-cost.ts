import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { launchOptions } from './chromium.js'
import { openUntouchedPage, type TraceEvent, type UntouchedPage } from './untouched-page.js'

/** Milliseconds of a host page's main thread, on a machine that is four times slower than this one. */
export interface WidgetCost {
  /** What the script takes on a page that has come to rest, and whatever it puts off by up to a second. */
  readonly load: number
  /** What a script takes there that puts in one empty button: the least that anything costs that is seen. */
  readonly button: number
  /** From the press on the button to the focus in the box, page and chat together. */
  readonly open: number
}

const SLOWER = 4
/** How long a script is watched. What is put off counts as well. */
const WATCHED_MS = 1_300
const ONE_BUTTON = `data:text/javascript,document.body.append(document.createElement('button'))`

/** A page with something on it, a script and a storage of its own, as nearly every page has. */
export const SHOP = [
  `<style>
    body { margin: 0 5%; font: 16px/1.5 system-ui }
    article { display: inline-block; width: 200px; box-shadow: 0 2px 8px #0003 }
    button { padding: 8px 16px; border: 0; border-radius: 8px }
  </style>`,
  '<article><h2>A lamp</h2><p>For long evenings.</p><button>Into the basket</button></article>'.repeat(24),
  `<script>
    document.querySelector('h1').append(' ' + JSON.parse(localStorage.getItem('basket') ?? '[]').length)
  </script>`,
]

/**
 * What the widget costs a host page, one run after the other in one browser. The middle one of several is what a page pays:
 * some fall together with a collection of garbage, or with a moment in which the whole machine is slow.
 *
 * Each run loads the page without the widget and lets it come to rest; then the tag is put in, and all that the main
 * thread does for scripts, style, layout and painting counts. Page and chat share one thread, as they do on many phones.
 * The browser is warm, the widget is not: it is fetched and compiled anew each time. Right before it the same is done with
 * a script of one empty button: it tells how fast the machine is just then, and what no widget can do without.
 *
 * Counted is the processor time of the thread, times four. The browser's own slow-down would let the thread spin for three
 * times as long as the clock went on, and so count other programs' time four times as well.
 *
 * @param page the address of a host page without a widget
 * @param script the address of the widget's script
 */
export async function* widgetCosts(page: string, script: string): AsyncGenerator<WidgetCost, void> {
  const shared = ['--disable-site-isolation-trials', '--disable-features=IsolateOrigins']
  const args = [...launchOptions.args, ...shared, '--js-flags=--no-compilation-cache']
  const browser = await chromium.launch({ ...launchOptions, args })
  try {
    const untouched = await openUntouchedPage(browser)
    await untouched.send('Page.enable')
    await untouched.send('Network.enable')
    await untouched.send('Network.setCacheDisabled', { cacheDisabled: true })
    await untouched.send('Page.addScriptToEvaluateOnNewDocument', { source: watch })
    // The first is a rehearsal: the browser itself does much for the first time.
    await measure(untouched, page, `${script}&run=0`)
    for (let run = 1; ; run += 1) yield await measure(untouched, page, `${script}&run=${run}`)
  } finally {
    await browser.close()
  }
}

async function measure(page: UntouchedPage, url: string, script: string): Promise<WidgetCost> {
  const button = await watched(page, url, ONE_BUTTON)
  const widget = await watched(page, url, script, async () => {
    await page.evaluate(rest)
    const place = (await page.evaluate(placeOfButton)) as { x: number; y: number }
    const focused = page.evaluate(boxFocused)
    for (const type of ['mousePressed', 'mouseReleased']) {
      await page.send('Input.dispatchMouseEvent', { type, ...place, button: 'left', clickCount: 1 })
    }
    await focused
  })
  return {
    load: busy(widget, 'put-in', 'watched'),
    button: busy(button, 'put-in', 'watched'),
    open: busy(widget, 'touched', 'box-focused'),
  }
}

/** What the browser did since a script was put into a page at rest, and in `then`, with marks in between. */
async function watched(page: UntouchedPage, url: string, script: string, then?: () => Promise<void>) {
  await page.send('Page.navigate', { url })
  // What the run before left behind is not this one's.
  await page.send('HeapProfiler.collectGarbage')
  await page.evaluate(rest)
  return page.trace(['devtools.timeline', 'v8', 'blink.user_timing'], async () => {
    await page.evaluate(putIn(script))
    // In here and not in the page: a timer of ours would be counted.
    await sleep(WATCHED_MS)
    await page.evaluate(`performance.mark('watched')`)
    await then?.()
  })
}

/**
 * What a page's own code makes the browser do, as its developer tools name it: scripts, what they change to be laid out
 * and painted, and cleaning up after them. Not what the browser does for itself in the same thread.
 */
const work = new Set([
  ...['EvaluateScript', 'v8.compile', 'v8.compileModule', 'v8.evaluateModule', 'FunctionCall', 'TimerFire'],
  ...['EventDispatch', 'FireAnimationFrame', 'FireIdleCallback', 'RunMicrotasks', 'HandlePostMessage'],
  ...['ParseHTML', 'ParseAuthorStyleSheet', 'UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize'],
  ...['Commit', 'MinorGC', 'MajorGC'],
])

/** Milliseconds of work between two marks, on the thread of both, times four; what reaches over an end counts by its part. */
function busy(events: readonly TraceEvent[], begin: string, finish: string): number {
  const at = (name: string) => {
    const found = events.find(event => event.name === name)
    if (!found) throw new Error(`the trace has no mark ${name}`)
    return found
  }
  const [from, to] = [at(begin), at(finish)]
  if (from.pid !== to.pid || from.tid !== to.tid) throw new Error('page and chat do not share a thread')
  const tasks = events
    .filter(event => event.ph === 'X' && work.has(event.name))
    .filter(event => event.pid === from.pid && event.tid === from.tid)
    .toSorted((one, other) => one.ts - other.ts)
  let end = from.ts
  let sum = 0
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    // What lies inside of something counted is counted with it.
    const part = Math.min(ts + dur, to.ts) - Math.max(ts, end)
    if (part > 0) sum += (part / dur) * tdur
    end = Math.max(end, ts + dur)
  }
  return (SLOWER * sum) / 1_000
}

/** Resolves when the page has painted and has nothing to do. */
const rest = `new Promise(resolve => setTimeout(() =>
  requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => resolve()))), 200))`

/** Runs in page and chat, before anything else there. */
const watch = `window !== top && addEventListener('focusin', ({ target }) => {
  if (!target.matches('textarea')) return
  performance.mark('box-focused')
  top.postMessage('box-focused', '*')
})`

const putIn = (script: string) => `{
  performance.mark('put-in')
  const tag = document.createElement('script')
  tag.async = true
  tag.src = ${JSON.stringify(script)}
  document.body.append(tag)
}`

/** The middle of the button. */
const placeOfButton = `(() => {
  const { shadowRoot } = document.querySelector('[id^="deskbell:"]')
  const { x, y, width, height } = shadowRoot.querySelector('button').getBoundingClientRect()
  return { x: x + width / 2, y: y + height / 2 }
})()`

/** From here on the opening is counted. */
const boxFocused = `new Promise(resolve => {
  addEventListener('message', ({ data }) => data === 'box-focused' && resolve())
  performance.mark('touched')
})`
