import { plainPagePolicy } from '../page-policy.js'
import { docsPage } from './docs-page.js'
import { openApi } from './openapi.js'
import { plainStyleHash } from './plain-page.js'
import type { Handlers } from './route.js'

/** The description of the calls, made once from the route table. */
export function docsHandlers(): Pick<Handlers, 'docs' | 'openApi'> {
  const api = openApi()
  const page = docsPage(api)
  return {
    docs: async ({ reply }) => {
      reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', plainPagePolicy(plainStyleHash))
      return page
    },
    openApi: async () => api,
  }
}
