import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { precompress } from './build/precompress.js'

/** What the API answers; everything else is a page of this app. */
const apiPaths = ['/accounts/', '/chatbot/', '/api/', '/files/', '/widget', '/docs', '/healthz', '/readyz']
const api = process.env.DESKBELL_API ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react(), tailwind(), precompress()],
  resolve: { conditions: ['@deskbell/source', ...defaultClientConditions] },
  build: {
    // The content security policy allows neither data: pictures nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      ...Object.fromEntries(apiPaths.map(path => [path, { target: api }])),
      '/ws/': { target: api, ws: true },
    },
  },
})
