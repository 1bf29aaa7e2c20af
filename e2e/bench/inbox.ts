import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page, type Response } from '@playwright/test'
import { type Account, signUp } from '../harness/account.js'
import { launchOptions } from '../harness/chromium.js'
import type { HelperProcess } from '../harness/helper-process.js'
import { type Server, startServer } from '../harness/server.js'
import { fillRooms } from './fill.js'
import { startHelper } from './processes.js'
import { figure, median, percentile, printTable } from './table.js'

const eventsPerSecond = 200
const writers = 20
/** What the ids of their visitors begin with, and with a capital their names. */
const longRooms = ['first', 'second']

/** Part (f): the inbox in a real browser, with 10,000 rooms, one of them of 50,000 messages. */
export async function inbox(quick: boolean): Promise<void> {
  const server = await startServer({ built: true })
  const browser = await chromium.launch(launchOptions)
  const [rooms, long] = quick ? [1_000, 5_000] : [10_000, 50_000]
  try {
    const account = await signUp(server.origin)
    await fillRooms(server, account.username, rooms, 2)
    const load = startHelper('inbox-load', [
      server.wsOrigin,
      account.username,
      `${writers}`,
      `${eventsPerSecond}`,
    ])
    await load.next()
    // Last, so that they stand at the top: what is further down than the window is high is not drawn.
    for (const name of longRooms) await fillRooms(server, account.username, 1, long, name)
    const rows = [...(await firstLoad(browser, server, account))]
    const page = await signedIn(browser, server, account)
    rows.push(await opening(page, long, quick ? 5 : 20))
    const [writer] = await server.sql<{ id: string }>(
      `select r.id from rooms r join visitors v on v.id = r.visitor_id where v.consumer_id = 'writer-${writers - 1}'`,
    )
    rows.push(...(await typing(page, writer?.id ?? '', load, quick ? 5 : 15)))
    printTable(
      `(f) The inbox in Chromium: ${figure(rooms)} rooms, two of ${figure(long)} messages`,
      ['', 'measured', 'aim'],
      rows,
    )
    await load.stop()
  } finally {
    await browser.close()
    await server.close()
  }
}

async function signedIn(browser: Browser, server: Server, { token }: Account): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } })
  await context.addCookies([{ name: 'deskbell', value: token, url: server.origin }])
  // tsx wraps the functions that run in the page into this helper of its own.
  await context.addInitScript('globalThis.__name = work => work')
  const page = await context.newPage()
  await page.goto(`${server.origin}/messages`)
  await page.getByRole('link', { name: /First-1/ }).waitFor()
  return page
}

/** What a browser that knows nothing fetches until the list is there. */
async function firstLoad(browser: Browser, server: Server, { token }: Account): Promise<string[][]> {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } })
  await context.addCookies([{ name: 'deskbell', value: token, url: server.origin }])
  const page = await context.newPage()
  const scripts: Response[] = []
  page.on('response', answer => {
    if (answer.request().resourceType() === 'script') scripts.push(answer)
  })
  const began = performance.now()
  await page.goto(`${server.origin}/messages`)
  await page.getByRole('link', { name: /First-1/ }).waitFor()
  const ms = performance.now() - began
  // Those of the other pages that were fetched ahead by then count, too.
  const bodies = await Promise.all(scripts.map(answer => answer.body()))
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
  await context.close()
  return [
    ['script until the list is there, gzip', `${(bytes / 1_000).toFixed(1)} kB`, '≤ 150 kB'],
    ['empty cache to the list, on loopback', figure(ms, 'ms'), '–'],
  ]
}

/** From the click on a room to the frame that shows its last message. */
async function opening(page: Page, long: number, times: number): Promise<string[]> {
  const taken: number[] = []
  for (let i = 0; i < times + 2; i++) {
    const name = i % 2 === 0 ? 'First-1' : 'Second-1'
    const painted = page.evaluate(waitForLine, name)
    await page.getByRole('link', { name: new RegExp(name) }).click()
    const ms = await painted
    // The first two load code and warm the server.
    if (i >= 2) taken.push(ms)
  }
  taken.sort((a, b) => a - b)
  return [
    `opening a room of ${figure(long)} to painted, of ${times}`,
    `p50 ${figure(median(taken), 'ms')}, worst ${figure(percentile(taken, 1), 'ms')}`,
    '≤ 100 ms',
  ]
}

/** In the page: milliseconds from the next click to the frame after the log of `name` shows its end. */
function waitForLine(name: string): Promise<number> {
  return new Promise(resolve => {
    let clicked = 0
    addEventListener('click', event => (clicked = event.timeStamp), { capture: true, once: true })
    const look = () => {
      const log = document.querySelector(`[role="log"][aria-label*="${name}"]`)
      const atEnd = log !== null && /Message \d{4,}:/.test(log.textContent ?? '')
      if (!atEnd || clicked === 0) return requestAnimationFrame(look)
      // A frame has begun in which it is there; when the next one begins, that one was painted.
      return requestAnimationFrame(() => resolve(performance.now() - clicked))
    }
    requestAnimationFrame(look)
  })
}

/** Ten keys a second into an open room, while events come from all writers, that one among them. */
async function typing(page: Page, room: string, load: HelperProcess, seconds: number): Promise<string[][]> {
  await page.locator(`a[href="/messages/${room}"]`).click()
  const box = page.getByRole('form', { name: /^Write to/ }).getByRole('textbox')
  await box.click()
  const quiet = await framesWhile(page, () => typeFor(page, 3))
  load.send({ ms: (seconds + 1) * 1_000 })
  const busy = await framesWhile(page, () => typeFor(page, seconds))
  const { sent } = await load.next<{ sent: number }>()
  return [
    ['typing, nothing else happening: slowest second', `${figure(quiet.slowest)} frames/s`, '–'],
    [
      `typing, ${figure(sent / (seconds + 1))} messages/s coming in: slowest second`,
      `${figure(busy.slowest)} frames/s`,
      '≥ 50 frames/s',
    ],
    ['… from a key to its letter painted, p99', figure(busy.keyP99, 'ms'), '–'],
  ]
}

async function typeFor(page: Page, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1_000
  while (performance.now() < end) await page.keyboard.press('a', { delay: 100 })
}

interface Frames {
  /** Fewest frames in any second. */
  readonly slowest: number
  /** Milliseconds. */
  readonly keyP99: number
}

async function framesWhile(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const seen = { frames: [] as number[], keys: [] as number[], on: true }
    Object.assign(window, { seen })
    const frame = (now: number) => {
      seen.frames.push(now)
      if (seen.on) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    addEventListener('input', event => {
      const pressed = event.timeStamp
      requestAnimationFrame(() => requestAnimationFrame(() => seen.keys.push(performance.now() - pressed)))
    })
  })
  await work()
  const { frames, keys } = await page.evaluate(() => {
    const { seen } = window as unknown as { seen: { frames: number[]; keys: number[]; on: boolean } }
    seen.on = false
    return seen
  })
  const slowest = frames.reduce((least, start, i) => {
    const end = frames.findIndex((time, at) => at > i && time >= start + 1_000)
    return end === -1 ? least : Math.min(least, end - i)
  }, Number.POSITIVE_INFINITY)
  return {
    slowest,
    keyP99: percentile(
      keys.sort((a, b) => a - b),
      0.99,
    ),
  }
}
