import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '@deskbell/protocol/entry'
import type { FastifyInstance } from 'fastify'
import { AccountService } from '../src/accounts/account-service.js'
import { PgAccountStore } from '../src/accounts/account-store.pg.js'
import { PgMemberStore } from '../src/accounts/member-store.pg.js'
import { Passwords } from '../src/accounts/passwords.js'
import { Revocations } from '../src/accounts/revocations.js'
import { SessionService } from '../src/accounts/session-service.js'
import { PgSessionStore } from '../src/accounts/session-store.pg.js'
import { PgSiteStore } from '../src/accounts/site-store.pg.js'
import type { Tokens } from '../src/accounts/token.js'
import { ChatbotService } from '../src/chatbot/chatbot-service.js'
import { PgChatbotStore } from '../src/chatbot/chatbot-store.pg.js'
import { PgInstallationStore } from '../src/chatbot/installation-store.pg.js'
import { Installations } from '../src/chatbot/installations.js'
import { systemClock } from '../src/core/clock.js'
import { FileService } from '../src/files/file-service.js'
import type { StoredFile } from '../src/files/file-store.js'
import { PgFileStore } from '../src/files/file-store.pg.js'
import { ReplyService } from '../src/replies/reply-service.js'
import { PgReplyStore } from '../src/replies/reply-store.pg.js'
import { PgRoomStore } from '../src/rooms/room-store.pg.js'
import { VisitorService } from '../src/visitors/visitor-service.js'
import { PgVisitorStore } from '../src/visitors/visitor-store.pg.js'
import type { RoomAsker } from '../src/wire/asker.js'
import { Cookies } from '../src/wire/credentials.js'
import { createLogger } from '../src/wire/log.js'
import { rateLimits } from '../src/wire/rate-limits.js'
import { addRest, type RestDeps } from '../src/wire/rest.js'
import { createServer } from '../src/wire/server.js'
import { type TestDatabase, testDatabase } from './database.js'

export interface TestRest {
  readonly app: FastifyInstance
  readonly database: TestDatabase
  readonly tokens: Tokens
  readonly accounts: AccountService
  readonly sessions: SessionService
  readonly visitors: VisitorService
  readonly sites: PgSiteStore
  readonly rooms: PgRoomStore
  /** Files that were told to a room, with who told them. */
  readonly told: { asker: RoomAsker; file: StoredFile }[]
  /** Everything that was logged. */
  readonly log: () => string
  readonly webRoot: { readonly admin: string; readonly widget: string }
  close(): Promise<void>
}

interface Options {
  readonly publicUrl?: string
  readonly rateLimits?: number
  readonly ready?: RestDeps['ready']
  readonly trustProxy?: false | number | string[]
}

/**
 * The REST half of the server on a database of its own: everything is real but rooms' messages, which only note
 * what they were asked to do, and the pages, which are a few words each.
 */
export async function testRest(options: Options = {}): Promise<TestRest> {
  const { publicUrl, ready = async () => null, trustProxy = false } = options
  const database = await testDatabase()
  const { db, pool } = database
  let logged = ''
  const logger = createLogger('trace', { write: line => (logged += line) })
  const secureCookies = publicUrl?.startsWith('https:') ?? false
  const { app, tokens } = await createServer({ secret: 's'.repeat(32), publicUrl, trustProxy, logger })
  const limits = rateLimits(options.rateLimits ?? Number.POSITIVE_INFINITY)
  const sessionStore = new PgSessionStore(db)
  const revocations = new Revocations({ sessions: sessionStore, onError: () => {} })
  const members = new PgMemberStore(db)
  const sessions = new SessionService({
    sessions: sessionStore,
    members,
    tokens,
    revocations,
    clock: systemClock,
  })
  const passwords = new Passwords()
  const accounts = new AccountService({
    accounts: new PgAccountStore(db),
    passwords,
    tokens,
    revocations,
    limits,
  })
  const visitors = new VisitorService({ visitors: new PgVisitorStore(db), tokens })
  const sites = new PgSiteStore(db)
  const rooms = new PgRoomStore(pool)
  const webRoot = await fixtures()
  const told: TestRest['told'] = []
  const unused = () => {
    throw new Error('is not part of this test server')
  }
  await addRest(app, {
    accounts,
    sessions,
    visitors,
    sites,
    rooms,
    limits,
    publicUrl,
    secureCookies,
    webRoot,
    ready,
    cookies: new Cookies(secureCookies),
    chatbots: new ChatbotService({ chatbots: new PgChatbotStore(db) }),
    installations: new Installations({
      installations: new PgInstallationStore(db),
      clock: systemClock,
      onError: unused,
    }),
    replies: new ReplyService({ replies: new PgReplyStore(db) }),
    files: new FileService({ files: new PgFileStore(db), clock: systemClock }),
    tellFile: async (asker, file) => {
      told.push({ asker, file })
      return entryOf(asker, file)
    },
    roomHandlers: { rooms: unused, messages: unused, send: unused },
  })
  await app.ready()
  return {
    ...{ app, database, tokens, accounts, sessions, visitors, sites, rooms, told, webRoot },
    log: () => logged,
    close: async () => {
      await app.close()
      await database.drop()
      await rm(join(webRoot.admin, '..'), { recursive: true, force: true })
    },
  }
}

async function fixtures() {
  const root = await mkdtemp(join(tmpdir(), 'deskbell-web-'))
  const webRoot = { admin: join(root, 'admin'), widget: join(root, 'widget') }
  const files = {
    'admin/index.html': '<!doctype html><title>inbox</title>',
    'admin/favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'admin/assets/app-abc.js': 'console.info("app")',
    'admin/assets/app-abc.js.br': 'packed',
    'widget/loader.js': '(()=>{const c=__DESKBELL_CONFIG__;window.loaded=c})()',
    'widget/chat.html':
      '<!doctype html><script type="application/json" id="config">__DESKBELL_CONFIG__</script>',
    'widget/assets/chat-abc.js': 'console.info("chat")',
  }
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(root, name, '..'), { recursive: true })
    await writeFile(join(root, name), content)
  }
  return webRoot
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

const entryOf = ({ actor, site, visitor }: RoomAsker, file: StoredFile): Entry => ({
  id: NOBODY,
  room: `${site.slug} ${visitor.consumer}`,
  author: actor.kind === 'visitor' ? actor.consumer : actor.username,
  type: file.type,
  content: '',
  file: `/files/${file.siteId}/${file.id}/${file.name}`,
  created: new Date(0).toISOString(),
  seq: 1,
  room_id: NOBODY,
  conversation: NOBODY,
  kind: 'message',
  from: { kind: actor.kind, id: NOBODY, name: actor.name },
})

let people = 0

/** A sign-up's body, different each time. */
export function somebody(more: Record<string, unknown> = {}) {
  const username = `user${++people}`
  return { username, email: `${username}@example.com`, password: 'correct horse', ...more }
}

export interface Owner {
  readonly username: string
  readonly email: string
  readonly token: string
  readonly siteId: string
  /** `Cookie` header with the session. */
  readonly cookie: string
}

/** Signs somebody up over REST. */
export async function signUp(rest: TestRest, more: Record<string, unknown> = {}): Promise<Owner> {
  const body = somebody(more)
  const answer = await rest.app.inject({ method: 'POST', url: '/accounts/api/signup', payload: body })
  if (answer.statusCode !== 201) throw new Error(`sign-up answered ${answer.statusCode} ${answer.body}`)
  const site = await rest.sites.bySlug(body.username)
  if (site === null) throw new Error('a sign-up made no site')
  const { username, email } = body
  return { username, email, token: answer.json().token, siteId: site.id, cookie: cookieOf(answer) }
}

/** What a browser would send back. */
export function cookieOf(answer: { headers: Record<string, unknown> }): string {
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

/** A visitor of a site, with what proves them. */
export async function visitorOf(rest: TestRest, siteId: string, consumer: string) {
  const actor = await rest.visitors.bindVisitor(siteId, consumer)
  if (actor === null) throw new Error(`${consumer} is taken`)
  const token = rest.visitors.tokenFor(actor)
  const line = new Cookies(false).visitor(siteId, consumer, token)
  return { actor, token, cookie: line.split(';')[0] ?? '' }
}

interface Part {
  readonly name: string
  readonly filename?: string
  readonly type?: string
  readonly content: string | Buffer
}

/** A multipart body as a browser writes it. */
export function multipart(parts: readonly Part[]): { payload: Buffer; headers: Record<string, string> } {
  const boundary = '----deskbell-test-boundary'
  const pieces = parts.flatMap(({ name, filename, type, content }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${
        filename === undefined ? '' : `; filename="${filename}"`
      }\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
  return {
    payload: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
