import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { precompress } from './build/precompress.js'

/** What the API answers; everything else is a page of this app. */
const apiPaths = ['/accounts/', '/chatbot/', '/api/', '/files/', '/widget', '/docs', '/healthz', '/readyz']
const api = process.env.DESKBELL_API ?? 'http://127.0.0.1:8000'

/** On every page, also for strangers: not what is fetched when something opens. */
const PARTS =
  /\/src\/(?:ui\/(?!dialog|menu-sheet|popover|tabs|toast-corner|choice|parts\/)[\w-]+|router|api|failure|title|accounts\/(?:me|was-here|tab-owner|signed-in))\.tsx?|\/node_modules\/(?:react|react-dom|scheduler|zustand|lucide-react|@tanstack\/[\w-]+)\//
/** On every page of somebody who is signed in. */
const DESK = /\/src\/(?:frame\/(?!settings)|realtime\/|attention\/|keys\/)|\/packages\/client\//

export default defineConfig({
  plugins: [react(), tailwind(), precompress()],
  resolve: {
    conditions: ['@deskbell/source', ...defaultClientConditions],
    alias: { 'react-remove-scroll': fileURLToPath(new URL('./build/no-scroll-lock.tsx', import.meta.url)) },
  },
  build: {
    // The content security policy allows neither data: pictures nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What several pages share, in two files and not in thirty: a first visit waits for every one of them.
        codeSplitting: {
          groups: [
            { name: 'parts', test: PARTS, priority: 2 },
            { name: 'desk', test: DESK, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      ...Object.fromEntries(apiPaths.map(path => [path, { target: api }])),
      '/ws/': { target: api, ws: true },
    },
  },
})
