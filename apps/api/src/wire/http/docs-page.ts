import { createHash } from 'node:crypto'
import type { OpenApi, Operation } from './openapi.js'

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem }
h2 { font-size: 1rem; margin: 2rem 0 .25rem; overflow-wrap: anywhere }
h2 b { display: inline-block; min-width: 4rem }
p { margin: .25rem 0 }
a { color: inherit }
summary { padding-block: .25rem }
pre { overflow: auto; padding: .75rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 6px; font-size: 13px }
`

export const docsStyleHash = createHash('sha256').update(STYLE).digest('base64')

/** The description to read: one page, no script, nothing from elsewhere. */
export function docsPage(api: OpenApi): string {
  const calls = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => call(method, path, operation)),
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Deskbell's calls</title>
<link rel="icon" href="/favicon.svg">
<style>${STYLE}</style>
<main>
<h1>Deskbell’s calls</h1>
<p>Version ${api.info.version} of the wire. ${escaped(api.info.description)} The same as <a href="/docs.json">OpenAPI</a>.</p>
${calls.join('\n')}
</main>
</html>
`
}

function call(method: string, path: string, operation: Operation): string {
  const body = Object.entries(operation.requestBody?.content ?? {})
  const answers = Object.entries(operation.responses).filter(([status]) => status !== 'default')
  return [
    `<h2 id="${operation.operationId}"><b>${method.toUpperCase()}</b> ${escaped(path)}</h2>`,
    `<p>${escaped(operation.summary)}. ${escaped(operation.description)}</p>`,
    operation.parameters.length > 0 ? details('Parameters', operation.parameters) : '',
    body[0] ? details(`Body (${body.map(([type]) => type).join(' or ')})`, body[0][1].schema) : '',
    ...answers.map(([status, answer]) => details(`Answer ${status}`, answer)),
  ].join('\n')
}

const details = (title: string, value: unknown): string =>
  `<details><summary>${escaped(title)}</summary><pre>${escaped(JSON.stringify(value, null, 2))}</pre></details>`

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)
