import { gzipSync } from 'node:zlib'
import { signUp } from '../harness/account.js'
import { startServer } from '../harness/server.js'
import { printTable } from './table.js'

/** Part (d): what a host page pays, and what opening the chat costs up to the first typed letter. */
export async function bytes(): Promise<void> {
  const server = await startServer({ built: true })
  try {
    const { username } = await signUp(server.origin)
    const loader = await load(`${server.origin}/widget.js?site=${username}`)
    const [hostName = ''] = /host\.js\?[\w-]+/.exec(loader) ?? []
    const window = await load(`${server.origin}/widget/assets/${hostName}`)
    const frame = `${server.origin}/widget/${username}`
    const html = await load(frame)
    const scripts = await reachable(new URL(frame), html)
    const styles = await Promise.all(
      [...html.matchAll(/<link[^>]+rel="stylesheet"[^>]*>/g)].map(([tag]) =>
        load(new URL(/href="([^"]+)"/.exec(tag)?.[1] ?? '', frame).href),
      ),
    )
    printTable(
      '(d) Bytes of the widget',
      ['', 'plain', 'gzip'],
      [
        row('loader, paid by every page view', [loader]),
        row('window on the page: script, fetched at the first touch', [window]),
        row('chat: document', [html]),
        row('chat: script', scripts),
        row('script to the first typed letter: loader, window and chat', [loader, window, ...scripts]),
        row('chat: style', styles),
      ],
    )
  } finally {
    await server.close()
  }
}

/** Every script the document names and every module these import statically: no letter is typed before them. */
async function reachable(base: URL, html: string): Promise<string[]> {
  const tags = [...html.matchAll(/<(?:script[^>]+src|link[^>]+rel="modulepreload"[^>]+href)="([^"]+)"/g)]
  const waiting = tags.map(([, path]) => new URL(path ?? '', base).href)
  const texts = new Map<string, string>()
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (texts.has(url)) continue
    const text = await load(url)
    texts.set(url, text)
    for (const [, path] of text.matchAll(/(?:from|import)\s*["'](\.{0,2}\/[^"']+)["']/g)) {
      waiting.push(new URL(path ?? '', url).href)
    }
  }
  return [...texts.values()]
}

async function load(url: string): Promise<string> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return answer.text()
}

function row(name: string, texts: readonly string[]): string[] {
  const sum = (of: (text: string) => number) => texts.reduce((total, text) => total + of(text), 0)
  const count = (value: number) => value.toLocaleString('en-GB')
  return [
    name,
    count(sum(text => Buffer.byteLength(text))),
    count(sum(text => gzipSync(text, { level: 9 }).length)),
  ]
}
