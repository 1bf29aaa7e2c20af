import type { Entry } from '@deskbell/protocol/entry'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { entry } from '../../../test/entry.js'
import { EntryLine } from './message.js'

const hostile = '<img src=x onerror=alert(1)>"\'><script>alert(2)</script>'
const drawn = (more: Partial<Entry>) =>
  renderToStaticMarkup(<EntryLine entry={entry(more)} me="me" follows={false} />)

describe('S3: nothing a visitor sends is markup', () => {
  it.each(['message', 'note', 'event'] as const)('in the words and the name of a %s', kind => {
    const html = drawn({ kind, content: hostile, from: { kind: 'visitor', id: 'v', name: hostile } })
    expect(html).not.toMatch(/<img|<script|onerror="/i)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  it('in the name of a file', () => {
    const html = drawn({ file: '/files/s/f/x', type: 'application/pdf', file_name: hostile })
    expect(html).not.toMatch(/<img|<script/i)
  })

  it('a link tells the other side nothing and is never a script', () => {
    expect(drawn({ content: 'javascript:alert(1) data:text/html,x' })).not.toContain('href')
    const link = /<a [^>]*>/.exec(drawn({ content: 'https://a.example' }))?.[0]
    expect(link).toContain('rel="noopener noreferrer nofollow"')
    expect(link).toContain('target="_blank"')
  })

  it('shows a picture in the page, an SVG and a document as a download only', () => {
    expect(drawn({ file: '/f/x.png', type: 'image/png' })).toContain('<img')
    for (const type of ['image/svg+xml', 'text/html', 'application/pdf'])
      expect(drawn({ file: '/f/x', type })).toMatch(/^(?!.*<img).*download/)
  })
})

it('shows nothing of what was erased', () => {
  const html = drawn({ erased: true, content: 'secret', file: '/f/secret.png', type: 'image/png' })
  expect(html).toContain('Erased')
  expect(html).not.toContain('secret')
})
