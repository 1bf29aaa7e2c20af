import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from './api.js'
import { App } from './app.js'
import '@fontsource-variable/inter/wght.css'
import './ui/style.css'

/** Only what may pass by itself is worth asking again. */
const passing = new Set(['offline', 'unavailable', 'overloaded'])

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && error instanceof ApiError && passing.has(error.kind),
      retryDelay: failures => 500 * 2 ** failures,
      staleTime: 5_000,
    },
  },
})

const root = document.getElementById('app')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  )
}
