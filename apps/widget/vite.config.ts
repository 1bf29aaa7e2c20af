import { fileURLToPath } from 'node:url'
import { build, defaultClientConditions, defineConfig, type Plugin } from 'vite'

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

/** The loader is a build of its own, made with every build of the chat, so that `--watch` makes both. */
let outDir = ''
const loader: Plugin = {
  name: 'deskbell-loader',
  apply: (_, { mode }) => mode !== 'loader',
  configResolved(config) {
    outDir = config.build.outDir
  },
  buildStart() {
    for (const file of [
      'src/bridge.ts',
      'src/loader/launcher.ts',
      'src/loader/loader.css',
      'src/loader/main.ts',
    ])
      this.addWatchFile(at(file))
  },
  async writeBundle() {
    await build({
      root: at('.'),
      configFile: at('vite.config.ts'),
      mode: 'loader',
      logLevel: 'warn',
      build: { outDir, watch: null },
    })
  },
}

/**
 * Two builds into one folder: the chat (a page and its hashed assets, served under /widget/) and, in the mode
 * `loader`, the one script of the host page, which has to be a plain script without imports.
 */
export default defineConfig(({ mode }) => ({
  base: '/widget/',
  plugins: [configuration, loader],
  resolve: {
    conditions: ['@deskbell/source', ...defaultClientConditions],
    alias: { 'preact/jsx-runtime': at('src/chat/jsx-runtime.ts') },
  },
  build:
    mode === 'loader'
      ? {
          emptyOutDir: false,
          lib: {
            entry: at('src/loader/main.ts'),
            formats: ['iife' as const],
            name: 'deskbell',
            fileName: () => 'loader.js',
          },
        }
      : {
          modulePreload: { polyfill: false },
          assetsInlineLimit: 0,
          rolldownOptions: { input: at('chat.html') },
        },
}))
