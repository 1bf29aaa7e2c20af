import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { defaultLook, type LauncherConfig } from '@deskbell/protocol/chatbot'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const { headerBackgroundColor, headerTextColor } = defaultLook
const baked: LauncherConfig = {
  site: 'marlow-lighting',
  base: 'https://desk.marlow-lighting.example',
  look: { chatbotName: 'Marlow Lighting', headerBackgroundColor, headerTextColor },
}

let folder: string
let loader: string
let page: string
let scripts: string[]
let styles: string[]

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
  const assets = (await readdir(join(folder, 'assets'))).map(name => `assets/${name}`)
  loader = await read('loader.js')
  page = await read('chat.html')
  scripts = await Promise.all(assets.filter(name => name.endsWith('.js')).map(read))
  styles = await Promise.all(assets.filter(name => name.endsWith('.css')).map(read))
}, 60_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

const gzip = (texts: readonly string[]) => texts.reduce((sum, text) => sum + gzipSync(text).length, 0)
const asServed = (text: string) => text.replace('__DESKBELL_CONFIG__', () => JSON.stringify(baked))

// experience.md: what the host page pays, and everything to the first typed letter. Bytes, gzip.
test('stays within its budget', () => {
  expect(gzip([asServed(loader)])).toBeLessThanOrEqual(2_000)
  expect(gzip([asServed(loader), ...scripts])).toBeLessThanOrEqual(20_000)
  expect(gzip(styles)).toBeLessThanOrEqual(4_000)
})

test('both files have one place for the configuration', () => {
  for (const text of [loader, page]) expect(text.split('__DESKBELL_CONFIG__')).toHaveLength(2)
})

test('the loader is a plain script that leaves no name behind', () => {
  expect(loader).not.toMatch(/\b(import|export)\b/)
  const names = Object.keys(globalThis)
  // In place of a page: the script asks for its tag first, and without a site there is nothing more to do.
  new Function('document', asServed(loader).replace(JSON.stringify(baked), 'null'))({ currentScript: null })
  expect(Object.keys(globalThis)).toEqual(names)
})

test('the chat fetches nothing but its own files, under the path they are served at', () => {
  expect([...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path)).toEqual([
    expect.stringMatching(/^\/widget\/assets\/chat-[\w-]+\.js$/),
    expect.stringMatching(/^\/widget\/assets\/chat-[\w-]+\.css$/),
  ])
  expect(styles.join()).not.toMatch(/url\(|@import/)
})

test('no schema and no React came along', () => {
  expect(scripts.join()).not.toMatch(/_zod|react\.element|react\.transitional/i)
})

test('the style is written for both directions', () => {
  const sided = /(?:^|[;{])(?:margin|padding|border|inset)?-?(?:left|right)\s*:|text-align:\s*(?:left|right)/
  expect(styles.join()).not.toMatch(sided)
})
