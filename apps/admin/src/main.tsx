import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { meQuery } from './accounts/me.js'
import { ApiError } from './api.js'
import { App } from './app.js'
import { fetchPage, isDesk } from './pages.js'
import { routeOf } from './router.js'
import '@fontsource-variable/inter/wght.css'
import './ui/style.css'

/** Only what may pass by itself is worth asking again. */
const passing = new Set(['offline', 'unavailable', 'overloaded'])

/** A session that has ended is heard of by whatever is asked next. Whether it has is asked, not guessed. */
function onError(error: unknown): void {
  const refused = error instanceof ApiError && error.kind === 'unauthorized'
  if (refused && queries.getQueryData(meQuery.queryKey)) void queries.invalidateQueries(meQuery)
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && error instanceof ApiError && passing.has(error.kind),
      retryDelay: failures => 500 * 2 ** failures,
      staleTime: 5_000,
      // The server may be near when the internet is not, and a call that waits for it silently says nothing.
      networkMode: 'always',
      refetchOnReconnect: true,
    },
    mutations: { networkMode: 'always' },
  },
})

const root = document.getElementById('app')
const route = routeOf(location.pathname + location.search)
// Who this is and the page are fetched side by side, and nothing is drawn before the page can be.
if (isDesk(route)) void queries.prefetchQuery(meQuery)
await fetchPage(route.page)
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  )
}
