import type { OpenApi, Operation } from './openapi.js'
import { plainPage } from './plain-page.js'

/** The description to read: one page, no script, nothing from elsewhere. */
export function docsPage(api: OpenApi): string {
  const calls = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => call(method, path, operation)),
  )
  return plainPage(
    '<title>Deskbell’s calls</title>',
    `<h1>Deskbell’s calls</h1>
<p>Version ${api.info.version} of the wire. ${escaped(api.info.description)} The same as <a href="/docs.json">OpenAPI</a>.</p>
${calls.join('\n')}`,
  )
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
