import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { DeskbellError } from '../../core/errors.js'
import { addPages, FILES } from './page-routes.js'

async function pages() {
  const root = await mkdtemp(join(tmpdir(), 'deskbell-pages-'))
  for (const name of ['admin', 'widget']) await mkdir(join(root, name, 'assets'), { recursive: true })
  await writeFile(join(root, 'admin', 'index.html'), '<title>Deskbell</title>')
  const app = Fastify()
  app.setErrorHandler((error, _request, reply) =>
    reply
      .code(error instanceof DeskbellError && error.kind === 'not_found' ? 404 : 500)
      .send({ detail: 'no' }),
  )
  await addPages(app, { admin: join(root, 'admin'), widget: join(root, 'widget') })
  return (url: string, accept: string) => app.inject({ url, headers: { accept } })
}

test('the inbox’s addresses all answer its one page', async () => {
  const get = await pages()
  for (const url of ['/', '/messages', '/messages/some-room', '/settings/chatbot']) {
    const answer = await get(url, 'text/html')
    expect([url, answer.statusCode, answer.headers['cache-control']]).toEqual([url, 200, 'no-cache'])
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  }
})

test('every file beside the inbox’s page is served, and none that is not there', async () => {
  const there = await readdir(new URL('../../../../admin/public', import.meta.url), { withFileTypes: true })
  const files = there.filter(entry => entry.isFile()).map(entry => entry.name)
  expect(files.toSorted()).toEqual(FILES.toSorted())
})

test('an unknown address is a page for people and an error for programs', async () => {
  const get = await pages()
  const person = await get('/nope', 'text/html,*/*')
  expect([person.statusCode, person.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
  expect(person.headers['content-security-policy']).toContain("default-src 'none'")
  const program = await get('/nope', '*/*')
  expect([program.statusCode, program.json()]).toEqual([404, { detail: 'no' }])
})

test('no path leads out of the folders that are served', async () => {
  const get = await pages()
  for (const url of [
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/widget/assets/%2e%2e/%2e%2e/admin/index.html',
  ]) {
    const answer = await get(url, '*/*')
    expect([url, answer.body.includes('Deskbell')]).toEqual([url, false])
  }
})
