import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { launchOptions } from '../harness/chromium.js'
import { root, type Server, startServer } from '../harness/server.js'

const folder = join(root, 'docs/screenshots')
const site = 'marlow'
const desktop = { width: 1_440, height: 960 }
const phone = { width: 390, height: 844 }

await mkdir(folder, { recursive: true })
const server = await startServer({ built: true })
const browser = await chromium.launch(launchOptions)
try {
  await take(browser, server, await seed(server))
} finally {
  await browser.close()
  await server.close()
}

/** Fills the server with the conversations of a lamp shop, and answers its owner's password. */
async function seed({ port, dataDir }: Server): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'apps/api/dist/cli/seed.js'), '--site', site, '--rooms', '60'],
    { env: { ...process.env, PORT: String(port), DATA_DIR: dataDir } },
  )
  const [, password] = /password (\S+)/.exec(stdout) ?? []
  if (password === undefined) throw new Error(`the seed told no password: ${stdout}`)
  return password
}

async function take(browser: Browser, { origin }: Server, password: string): Promise<void> {
  const page = async (options: BrowserContextOptions) =>
    (await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', ...options })).newPage()
  const signedIn = async (options: BrowserContextOptions) => {
    const desk = await page(options)
    await desk.goto(`${origin}/login`)
    await desk.getByLabel('User name or e-mail').fill(site)
    await desk.getByLabel('Password', { exact: true }).fill(password)
    await desk.getByRole('button', { name: 'Sign in' }).click()
    await desk.waitForURL(/messages/)
    return desk
  }

  const landing = await page({ viewport: desktop })
  await landing.goto(origin)
  await landing.getByRole('heading', { level: 1 }).waitFor()
  await shoot(landing, 'landing')

  // A visitor rings from the shop, so that the inbox has somebody to talk with.
  const visitor = await page({ viewport: desktop })
  await visitor.goto(`${origin}/demo?site=${site}`)
  await visitor.getByRole('button', { name: /^Chat/ }).click()
  const chat = visitor.frameLocator('iframe[title^="Chat"]')
  await write(chat.getByRole('textbox'), 'Hello, does the Halo pendant dim?')

  const desk = await signedIn({ viewport: desktop })
  await desk.getByRole('link', { name: /Halo pendant dim/ }).click()
  const box = desk.getByRole('form', { name: /^Write to/ }).getByRole('textbox')
  await write(box, 'It does, down to two per cent with the dimmer it comes with.')
  await chat.getByRole('log').getByText('down to two per cent').waitFor()
  await write(chat.getByRole('textbox'), 'Lovely. Then I will take two of them, please.')
  await desk.getByRole('log').getByText('I will take two').waitFor()
  await shoot(visitor, 'widget')

  await desk.getByRole('link', { name: /the broken one/ }).click()
  await desk.getByRole('log').getByRole('img').first().waitFor()
  await shoot(desk, 'inbox')
  await desk.emulateMedia({ colorScheme: 'dark' })
  await shoot(desk, 'inbox-dark')
  await desk.emulateMedia({ colorScheme: 'light' })
  await desk.goto(`${origin}/settings/chatbot`)
  await desk.frameLocator('iframe').getByRole('log').waitFor()
  await shoot(desk, 'settings')

  const small = await signedIn({ viewport: phone, hasTouch: true, isMobile: true })
  await small.getByRole('link', { name: /the broken one/ }).waitFor()
  await shoot(small, 'inbox-phone')
  await small.getByRole('link', { name: /the broken one/ }).tap()
  await small.getByRole('log').getByRole('img').first().waitFor()
  await shoot(small, 'conversation-phone')

  const pocket = await page({ viewport: phone, hasTouch: true, isMobile: true, colorScheme: 'dark' })
  await pocket.goto(`${origin}/demo?site=${site}`)
  await pocket.getByRole('button', { name: /^Chat/ }).tap()
  const dark = pocket.frameLocator('iframe[title^="Chat"]')
  // Under a thumb, Enter begins a new line.
  await dark.getByRole('textbox').fill('Is the Fold lamp still in stock?')
  await dark.getByRole('button', { name: 'Send' }).tap()
  await dark.getByText(/^Sent/).waitFor()
  await shoot(pocket, 'widget-phone-dark')
}

async function write(box: ReturnType<Page['getByRole']>, text: string): Promise<void> {
  await box.fill(text)
  await box.press('Enter')
}

/** When everything that moves has come to rest and the pictures and letters are there. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {})))
    // One that is fetched only when it comes into sight would be waited for in vain.
    const wanted = [...document.images].filter(image => image.complete || image.loading !== 'lazy')
    await Promise.all(wanted.map(image => image.decode().catch(() => {})))
  })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
