import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { freePort, root } from '../harness/server.js'
import { until } from '../harness/wait.js'
import { violationsOf } from './axe.js'
import { isTooWide, viewports } from './desk.js'

const admin = join(root, 'apps/admin')
const vite = join(admin, 'node_modules/vite/bin/vite.js')

/** The dev server of the inbox, by itself: the page of the parts asks nothing of the API. */
const test = base.extend<object, { dev: string }>({
  dev: [
    async ({ browserName: _ }, use) => {
      const port = await freePort()
      const args = [vite, '--host', '127.0.0.1', '--port', String(port), '--strictPort']
      const server = spawn(process.execPath, args, { cwd: admin, stdio: 'ignore' })
      const page = `http://127.0.0.1:${port}/parts.html`
      await until('the dev server', async () => (await fetch(page).catch(() => null))?.ok === true, 30_000)
      await use(page)
      const ended = once(server, 'exit')
      server.kill()
      await ended
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

// Hundreds of modules one by one, and then every part twice.
test.use({ actionTimeout: 30_000 })
test.describe.configure({ timeout: 120_000 })

/** By the files of `ui`: those that hold a part that is seen. */
const shown = [
  ...['Button', 'IconButton', 'CopyButton', 'Field', 'TextField', 'Select', 'Switch', 'Segmented', 'Tabs'],
  ...['Avatar', 'HereDot', 'Badge', 'Count', 'Kbd', 'Icon', 'Logo'],
  ...['Banner', 'TakeTheirs', 'Empty', 'Failed', 'Loading'],
  ...['Menu', 'Popover', 'Tooltip', 'Dialog', 'Confirm', 'toast'],
]

// Both themes are on the page, side by side or one below the other; what lies above it wears the system's.
for (const [colorScheme, viewport] of [
  ['light', viewports.desktop],
  ['dark', viewports.phone],
] as const) {
  test(`the parts are all shown, and pass axe (${colorScheme}, ${viewport.width} px)`, async ({
    browser,
    dev,
  }) => {
    const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const broken: string[] = []
    page.on('pageerror', error => broken.push(error.message))
    await page.goto(dev)
    // The first load of a fresh checkout makes its dependencies ready.
    await expect(page.getByRole('region', { name: colorScheme })).toBeVisible({ timeout: 30_000 })
    const half = page.getByRole('region', { name: colorScheme })
    const names = (await half.getByRole('heading', { level: 2 }).allTextContents()).join(', ')
    for (const part of shown) expect(names).toMatch(new RegExp(`\\b${part}\\b`))
    expect(await violationsOf(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)

    await half.getByRole('button', { name: 'Dialog', exact: true }).click()
    await expect(page.getByRole('dialog', { name: 'A canned reply' })).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(half.getByRole('button', { name: 'Dialog', exact: true })).toBeFocused()

    await half.getByRole('button', { name: /^More/ }).last().click()
    await expect(page.getByRole('menuitem', { name: 'Remove' })).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await expect(page.getByRole('alertdialog', { name: 'Remove it?' })).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alertdialog')).toHaveCount(0)

    await half.getByRole('button', { name: 'Tooltip' }).hover()
    await expect(page.getByText('Commands')).toBeVisible()
    await half.getByRole('button', { name: 'Popover' }).click()
    await expect(page.getByRole('dialog', { name: 'About' })).toBeVisible()
    await page.keyboard.press('Escape')
    await half.getByRole('button', { name: 'Toast that can be undone' }).click()
    await expect(page.locator('[data-toasts]').getByRole('button', { name: 'Undo' })).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
    expect(broken).toEqual([])
    await context.close()
  })
}

test('no part is left out of that page', () => {
  const hidden = new Set([
    ...['guard', 'later', 'menu-items', 'menu-sheet', 'plain-toasts', 'tips', 'toast-corner', 'toasts'],
  ])
  const files = readdirSync(join(admin, 'src/ui')).filter(file => /^[\w-]+\.tsx$/.test(file))
  const named: Readonly<Record<string, string>> = {
    choice: 'Switch',
    states: 'Empty',
    marks: 'Badge',
  }
  const missing = files
    .map(file => file.replace('.tsx', ''))
    .filter(file => !hidden.has(file))
    .filter(file => {
      const pascal = file.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
      return !shown.includes(named[file] ?? pascal)
    })
  expect(missing).toEqual([])
  expect(existsSync(join(admin, 'dist/parts.html'))).toBe(false)
})
