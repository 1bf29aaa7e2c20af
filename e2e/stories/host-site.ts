import { once } from 'node:events'
import { createServer } from 'node:http'

export interface HostSite {
  /** The address of a page that holds these lines; `localhost` is another site than `127.0.0.1`, whatever the port. */
  page(...lines: readonly string[]): string
  /** The same with a content security policy. */
  guarded(policy: string, ...lines: readonly string[]): string
  close(): Promise<void>
}

/** Somebody's own web site, on which the widget is to stand. */
export async function startHostSite(): Promise<HostSite> {
  const pages: { readonly body: string; readonly policy?: string }[] = []
  const server = createServer((request, response) => {
    const page = pages[Number(request.url?.slice(1))]
    response.writeHead(page ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      ...(page?.policy && { 'content-security-policy': page.policy }),
    })
    response.end(
      `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width, initial-scale=1">` +
        `<title>A shop</title><main><h1>A shop</h1><p>Nothing of Deskbell but one line.</p></main>${page?.body ?? ''}</html>`,
    )
  }).listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const add = (page: (typeof pages)[number]) => `http://localhost:${port}/${pages.push(page) - 1}`
  return {
    page: (...lines) => add({ body: lines.join('\n') }),
    guarded: (policy, ...lines) => add({ body: lines.join('\n'), policy }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The line an owner pastes. */
export const embedLine = (origin: string, site: string) =>
  `<script async src="${origin}/widget.js?site=${site}"></script>`
