import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, defaultClientConditions, defineConfig, type Plugin } from 'vite'
import { precompress } from '../admin/build/precompress.js'

/** Served with the chat's assets, so that pages of any origin may import it. */
const HOST = 'assets/host.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The place where the server puts the site's configuration: a data block, which no policy takes for a script. */
const configuration: Plugin = {
  name: 'deskbell-configuration',
  transformIndexHtml: () => [
    {
      tag: 'script',
      attrs: { type: 'application/json', id: 'config' },
      children: '__DESKBELL_CONFIG__',
      injectTo: 'head-prepend',
    },
  ],
}

/**
 * What stands on the host page are two builds of their own, made with every build of the chat, so that `--watch` makes
 * all: the host part first, because the loader has its hash. The hash stands behind a `?` and not in the name: a page
 * that was opened before an update still finds the file.
 */
let outDir = ''
const hostPage: Plugin = {
  name: 'deskbell-host-page',
  apply: (_, { mode }) => mode !== 'host' && mode !== 'loader',
  configResolved(config) {
    outDir = resolve(config.root, config.build.outDir)
  },
  buildStart() {
    this.addWatchFile(at('src/bridge.ts'))
    for (const file of readdirSync(at('src/loader'), { recursive: true, encoding: 'utf8' }))
      if (/\.(ts|css)$/.test(file)) this.addWatchFile(at(`src/loader/${file}`))
  },
  async writeBundle() {
    const configFile = at('vite.config.ts')
    const common = { root: at('.'), configFile, logLevel: 'warn', build: { outDir, watch: null } } as const
    await build({ ...common, mode: 'host' })
    const text = readFileSync(join(outDir, HOST))
    const hash = createHash('sha256').update(text).digest('base64url').slice(0, 8)
    const define = { __DESKBELL_HOST__: JSON.stringify(`/widget/${HOST}?${hash}`) }
    await build({ ...common, mode: 'loader', define })
  },
}

/**
 * Three builds into one folder: the chat (a page and its hashed assets, served under /widget/); in the mode `loader`, the
 * one script of the host page, which has to be a plain script; in the mode `host`, the module it imports when touched.
 */
export default defineConfig(({ mode }) => ({
  base: '/widget/',
  plugins: [configuration, hostPage, precompress()],
  resolve: {
    conditions: ['@deskbell/source', ...defaultClientConditions],
    alias: { 'preact/jsx-runtime': at('src/chat/jsx-runtime.ts') },
  },
  build:
    mode === 'loader'
      ? script('src/loader/main.ts', 'iife', 'loader.js')
      : mode === 'host'
        ? script('src/loader/host/host.ts', 'es', HOST)
        : {
            modulePreload: { polyfill: false },
            assetsInlineLimit: 0,
            rolldownOptions: { input: at('chat.html') },
          },
}))

function script(entry: string, format: 'iife' | 'es', file: string) {
  return {
    emptyOutDir: false,
    lib: { entry: at(entry), formats: [format], name: 'deskbell', fileName: () => file },
    rolldownOptions: { output: { minify: true } },
  }
}
