import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DeskbellError, notFound } from '../../core/errors.js'
import { inboxPolicy } from '../page-policy.js'

/** Folders with the builds that are served. */
export interface WebRoot {
  readonly admin: string
  readonly widget: string
}

/** Addresses that the inbox's one page answers; what they show is its own business. */
const PAGES = [
  '/',
  '/signup',
  '/login',
  '/welcome',
  '/welcome/*',
  '/messages',
  '/messages/*',
  '/settings',
  '/settings/*',
  '/account',
  '/demo',
]

/** What the inbox's build has beside its page. */
export const FILES: readonly string[] = [
  'favicon.svg',
  'favicon-unread.svg',
  'favicon-ring.svg',
  'favicon.ico',
  'robots.txt',
  'early.js',
]

const FOREVER = 'public, max-age=31536000, immutable'

/** The inbox's pages and everything its and the widget's build made beside them. */
export async function addPages(app: FastifyInstance, roots: WebRoot): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(roots.admin),
    serve: false,
    preCompressed: true,
    cacheControl: false,
    suppressWarning: true,
  })
  for (const [prefix, root] of [
    ['/assets/', join(roots.admin, 'assets')],
    ['/widget/assets/', join(roots.widget, 'assets')],
  ] as const) {
    await app.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: false,
      preCompressed: true,
      index: false,
      cacheControl: false,
      suppressWarning: true,
      // The names, or what follows them, hold a hash of the content; and pages of any origin import the widget's script.
      setHeaders: reply => {
        reply.header('cache-control', FOREVER)
        reply.header('access-control-allow-origin', '*')
        reply.header('cross-origin-resource-policy', 'cross-origin')
      },
    })
  }
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!existsSync(join(roots.admin, 'index.html'))) {
      throw new DeskbellError('unavailable', 'The pages are not built: run npm run build.', {
        retryAfterMs: 2_000,
      })
    }
    reply.header('cache-control', 'no-cache')
    reply.header('content-security-policy', inboxPolicy(request.headers.host))
    return reply.sendFile('index.html')
  }
  for (const path of PAGES) app.get(path, page)
  // A person who mistyped an address gets a page with a way back; a program, the error it understands.
  app.get('/*', async (request, reply) => {
    const index = join(roots.admin, 'index.html')
    if (!request.headers.accept?.includes('text/html') || !existsSync(index)) throw notFound('address')
    reply.code(404).header('content-security-policy', inboxPolicy(request.headers.host))
    return reply.type('text/html; charset=utf-8').send(await readFile(index))
  })
  for (const name of FILES) {
    app.get(`/${name}`, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').sendFile(name),
    )
  }
}
