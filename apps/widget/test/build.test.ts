import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { defaultLook, type LauncherConfig } from '@deskbell/protocol/chatbot'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const hostStyles = ['launcher.css', 'host/window.css'].map(name =>
  readFileSync(join(root, 'src/loader', name), 'utf8'),
)
const { headerBackgroundColor, headerTextColor } = defaultLook
const baked: LauncherConfig = {
  site: 'marlow-lighting',
  base: 'https://desk.marlow-lighting.example',
  look: { chatbotName: 'Marlow Lighting', headerBackgroundColor, headerTextColor, theme: 'light' },
}

let folder: string
let loader: string
let page: string
/** Scripts and styles by their path. */
let files: ReadonlyMap<string, string>

// Built here and now: what lies in `dist` may be of yesterday.
beforeAll(async () => {
  // Vitest says `test`, for which Vite compiles JSX in a longer way.
  vi.stubEnv('NODE_ENV', 'production')
  folder = await mkdtemp(join(tmpdir(), 'deskbell-widget-'))
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    mode: 'production',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  vi.unstubAllEnvs()
  const read = (name: string) => readFile(join(folder, name), 'utf8')
  const names = (await readdir(join(folder, 'assets'))).filter(name => /\.(?:js|css)$/.test(name))
  files = new Map(await Promise.all(names.map(async name => [name, await read(`assets/${name}`)] as const)))
  loader = await read('loader.js')
  page = await read('chat.html')
}, 60_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

const gzip = (...texts: readonly string[]) => texts.reduce((sum, text) => sum + gzipSync(text).length, 0)
const asServed = (text: string) => text.replace('__DESKBELL_CONFIG__', () => JSON.stringify(baked))
const text = (name: string) => {
  const found = files.get(name)
  if (found === undefined) throw new Error(`${name} was not built`)
  return found
}
const named = (ending: string) => [...files.keys()].filter(name => name.endsWith(ending))

/** What the chat's page fetches by itself: the scripts it names and those that these name at their top. */
function initial(): string[] {
  const found = new Set<string>()
  const waiting = [...page.matchAll(/(?:src|href)="\/widget\/assets\/([^"]+\.js)"/g)].map(([, name]) => name)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue
    found.add(name)
    const imports = text(name).matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+)["'`]/g)
    waiting.push(...[...imports].map(([, other]) => other))
  }
  return [...found]
}

/** What comes when it is wanted: after the first letter, a file, a menu. Bytes, gzip, and no other than these. */
const WHEN_WANTED: Readonly<Record<string, number>> = {
  talk: 7_500,
  conversation: 4_000,
  files: 3_500,
  preview: 1_500,
  menu: 1_500,
  lightbox: 1_000,
  sound: 600,
  observable: 300,
  dress: 200,
}

// experience.md: what the host page pays, and everything to the first typed letter. Bytes, gzip.
test('stays within its budget', () => {
  expect(gzip(asServed(loader))).toBeLessThanOrEqual(2_000)
  expect(gzip(asServed(loader), text('host.js'), ...initial().map(text))).toBeLessThanOrEqual(20_000)
  expect(gzip(...named('.css').map(text))).toBeLessThanOrEqual(4_000)
})

test('what comes later is known by name and small, too', () => {
  const first = initial()
  const later = named('.js').filter(name => name !== 'host.js' && !first.includes(name))
  const short = (name: string) => name.replace(/-[\w-]{8}\.js$/, '')
  const tooLarge = later.filter(name => !(gzip(text(name)) <= (WHEN_WANTED[short(name)] ?? 0)))
  expect(tooLarge.map(name => [name, gzip(text(name))])).toEqual([])
  expect(later.length).toBeGreaterThan(0)
})

test('both files have one place for the configuration', () => {
  for (const each of [loader, page]) expect(each.split('__DESKBELL_CONFIG__')).toHaveLength(2)
})

test('the loader is a plain script that leaves no name behind but its own', () => {
  // `new Function` takes no module.
  const names = Object.keys(globalThis)
  // In place of a page: the script asks for its tag first, and without a site there is nothing more to do.
  new Function('document', asServed(loader).replace(JSON.stringify(baked), 'null'))({ currentScript: null })
  expect(Object.keys(globalThis)).toEqual(names)
})

test('what the loader does at once is compiled at once: no function that a browser reads twice', () => {
  // The brackets around a function are what browsers go by: `mount`, and its look into the storage.
  expect(loader).toMatch(/^\(function\(\)\{\(\w+=>\{/)
  expect(loader).toMatch(/\(\(\)=>\{try\{localStorage\b/)
})

test('the loader imports the host part that was built with it, under a name that an update does not take away', () => {
  const hash = /\/widget\/assets\/host\.js\?([\w-]{8})/.exec(loader)?.[1]
  expect(hash).toBeDefined()
  expect(text('host.js')).toMatch(/export\s*\{\s*\w+ as default\s*\}/)
  expect(text('host.js')).not.toMatch(/\bimport\b/)
})

test('everything that is served comes packed', async () => {
  const names = await readdir(join(folder, 'assets'))
  for (const name of files.keys()) expect(names).toEqual(expect.arrayContaining([`${name}.gz`, `${name}.br`]))
})

test('the chat fetches nothing but its own files, under the path they are served at', () => {
  const paths = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path)
  for (const path of paths) expect(path).toMatch(/^\/widget\/assets\/[\w-]+\.(?:js|css)$/)
  expect(paths.length).toBeGreaterThan(1)
  for (const name of named('.css')) expect(text(name)).not.toMatch(/url\(|@import/)
})

test('no schema and no React came along', () => {
  expect([...files.values()].join()).not.toMatch(/_zod|react\.element|react\.transitional/i)
})

test('every style is written for both directions', () => {
  const sided =
    /(?:^|[;{])\s*(?:margin|padding|border|inset)?-?(?:left|right)\s*:|text-align:\s*(?:left|right)/
  // Those of the host page stand in the middle of its scripts.
  const styles = [...named('.css').map(text), hostStyles.join()]
  expect(styles.filter(style => sided.test(style))).toEqual([])
})
