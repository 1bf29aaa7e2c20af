import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

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
 * Two builds into one folder: `vite build` makes the chat (a page and its hashed assets, served under /widget/),
 * `vite build --mode loader` the one script of the host page, which has to be a plain script without imports.
 */
export default defineConfig(({ mode }) => ({
  base: '/widget/',
  plugins: [configuration],
  resolve: { conditions: ['@deskbell/source', ...defaultClientConditions] },
  build:
    mode === 'loader'
      ? {
          emptyOutDir: false,
          lib: {
            entry: 'src/loader/main.ts',
            formats: ['iife' as const],
            name: 'deskbell',
            fileName: () => 'loader.js',
          },
        }
      : {
          modulePreload: { polyfill: false },
          assetsInlineLimit: 0,
          rolldownOptions: { input: 'chat.html' },
        },
}))
