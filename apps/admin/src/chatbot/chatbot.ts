import { queryOptions } from '@tanstack/react-query'
import { call } from '../api.js'

/** The site's chatbot as its members see it. */
export const chatbotQuery = queryOptions({
  queryKey: ['chatbot'],
  queryFn: ({ signal }) => call('chatbot', { signal }).then(answer => answer.chatbot_details),
})

const SOON = 3_000

/** Where the widget was last seen; asks again and again until it was seen once, while somebody looks. */
export const installationQuery = queryOptions({
  queryKey: ['installation'],
  queryFn: ({ signal }) => call('installation', { signal }).then(answer => answer.installed),
  refetchInterval: query => (query.state.data == null ? SOON : 10 * SOON),
})

/** The one line an owner pastes into a page. */
export const embedLine = (origin: string, site: string): string =>
  `<script async src="${origin}/widget.js?site=${encodeURIComponent(site)}"></script>`
