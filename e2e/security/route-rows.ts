import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type RouteName, routes } from '@deskbell/protocol/routes'
import { uniqueName } from '../harness/account.js'
import { root } from '../harness/server.js'
import { type Actor, type ActorName, absentId, type World } from './world.js'

interface Ask {
  /** Values for the `:names` of the route's path. */
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  readonly json?: object
  readonly form?: FormData
}

export interface RouteRow {
  /** Asks for what belongs to the site. */
  ask(world: World, actor: Actor): Ask | Promise<Ask>
  /** The same question about something that does not exist; who is refused the one must be refused the other alike. */
  absent?(world: World, actor: Actor): Ask
  /** The status each actor gets. */
  readonly expect: Readonly<Record<ActorName, number>>
  /** What else must hold for an answer of 2xx. */
  check?(body: string, world: World, actor: Actor): string | undefined
}

const everybody = (status: number): Record<ActorName, number> => ({
  anonymous: status,
  visitor: status,
  'other visitor': status,
  operator: status,
  admin: status,
  owner: status,
  stranger: status,
})
/** Own things of whoever is signed in. */
const signedIn = (status = 200) => ({
  ...everybody(status),
  anonymous: 401,
  visitor: 401,
  'other visitor': 401,
})
/** Things of the site, told to its members only. */
const siteOnly = { ...signedIn(), stranger: 404 }
/** Things of the site that its operators only read. */
const adminOnly = { ...siteOnly, operator: 403 }
/** Things of kim's room. */
const roomOnly = { ...everybody(200), anonymous: 401, 'other visitor': 404, stranger: 404 }

const uploadTo = (room: string) => {
  const form = new FormData()
  form.set('room', room)
  form.set('file', new Blob(['some text'], { type: 'text/plain' }), 'note.txt')
  return form
}

/** A canned reply of the site's, made anew for each who asks for it. */
async function replyOf(world: World): Promise<string> {
  const [made] = await world.server.sql<{ id: string }>(
    `insert into canned_replies (site_id, id, shortcut, text)
     select id, gen_random_uuid(), left(gen_random_uuid()::text, 30), 'words of the site' from sites where slug = $1 returning id`,
    [world.site],
  )
  return made?.id ?? absentId
}
const absentReply = (world: World) => ({ params: { site: world.site, reply: absentId } })

const ownSite = (world: World, actor: Actor) => (actor.name === 'stranger' ? world.otherSite : world.site)

/** Served from what `npm run build` leaves; where nothing was built yet, everybody is told so alike. */
const isBuilt = existsSync(join(root, 'apps/widget/dist'))
const widget = isBuilt || process.env.CI === 'true' ? 200 : 503

/** One row for every route: a route without one does not compile. */
export const routeRows: Record<RouteName, RouteRow> = {
  signUp: {
    ask() {
      const username = uniqueName('new')
      return { json: { username, email: `${username}@example.test`, password: 'a long enough one' } }
    },
    expect: everybody(201),
  },
  signIn: {
    ask: ({ actors }) => ({
      json: { username: actors.owner.account?.username, password: actors.owner.password },
    }),
    expect: everybody(200),
  },
  signOut: { ask: () => ({}), expect: signedIn() },
  changePassword: {
    ask(_, actor) {
      const current = actor.password
      if (actor.account !== undefined) actor.password = `${current}+`
      return { json: { current, password: `${current}+` } }
    },
    expect: signedIn(),
  },
  me: {
    ask: () => ({}),
    expect: signedIn(),
    check: (body, world, actor) =>
      JSON.parse(body).sites.every((site: { slug: string }) => site.slug === ownSite(world, actor))
        ? undefined
        : 'it names a site of others',
  },
  sessions: { ask: () => ({}), expect: signedIn() },
  endSession: {
    async ask({ server, actors: { owner } }) {
      const answer = await fetch(`${server.origin}/accounts/api/sessions`, {
        headers: { authorization: `Bearer ${owner.token}` },
      })
      const { sessions } = (await answer.json()) as { sessions: { id: string; current: boolean }[] }
      return { params: { session: sessions.find(session => !session.current)?.id ?? absentId } }
    },
    absent: () => ({ params: { session: absentId } }),
    expect: { ...signedIn(404), owner: 200 },
  },
  endOtherSessions: {
    ask: () => ({}),
    expect: signedIn(),
  },
  chatbot: {
    ask: () => ({}),
    expect: signedIn(),
    check: (body, world, actor) =>
      JSON.parse(body).chatbot_details.username === ownSite(world, actor)
        ? undefined
        : "it is another site's",
  },
  changeChatbot: {
    ask: (_, actor) => ({ json: { chatbotName: `named by ${actor.name}` } }),
    expect: { ...signedIn(), operator: 403 },
  },
  installation: {
    // Told of the asker's own site, since the call names none.
    async ask(world) {
      await world.server.sql(
        `update chatbots set installed_at = now(), installed_origin = 'https://' || slug || '.example'
           from sites where sites.id = site_id`,
      )
      return {}
    },
    expect: signedIn(),
    check: (body, world, actor) =>
      JSON.parse(body).installed?.origin === `https://${ownSite(world, actor)}.example`
        ? undefined
        : "it is another site's",
  },
  chatbotDetails: {
    ask: world => ({ json: { username: world.site } }),
    expect: everybody(200),
    check: body => (body.includes('named by stranger') ? 'another site changed it' : undefined),
  },
  upload: {
    ask: world => ({ form: uploadTo(`${world.site} ${world.consumer}`) }),
    absent: world => ({ form: uploadTo(`${world.site} nobody`) }),
    expect: roomOnly,
  },
  testPage: {
    ask: world => ({ params: { site: world.site, consumer: world.consumer } }),
    expect: everybody(200),
    check: body => (body.includes('first words') ? 'it shows what was written' : undefined),
  },
  rooms: {
    ask: world => ({ params: { site: world.site } }),
    absent: () => ({ params: { site: 'no-such-site' } }),
    expect: siteOnly,
    check: body => (body.includes('first words of kim') ? undefined : 'the room is missing'),
  },
  messages: {
    ask: world => ({ params: { site: world.site, consumer: world.consumer } }),
    absent: world => ({ params: { site: world.site, consumer: 'nobody' } }),
    expect: roomOnly,
    check: body => (body.includes('first words of kim') ? undefined : 'the message is missing'),
  },
  send: {
    ask: (world, actor) => ({
      params: { site: world.site, consumer: world.consumer },
      json: { content: `REST words of ${actor.name}`, client_id: `rest:${actor.name.replace(' ', '-')}` },
    }),
    absent: (world, actor) => ({
      params: { site: world.site, consumer: 'nobody' },
      json: { content: `REST words of ${actor.name}`, client_id: `rest:${actor.name.replace(' ', '-')}` },
    }),
    expect: roomOnly,
  },
  replies: {
    async ask(world) {
      await replyOf(world)
      return { params: { site: world.site } }
    },
    absent: () => ({ params: { site: 'no-such-site' } }),
    expect: siteOnly,
    check: body => (body.includes('words of the site') ? undefined : 'the reply is missing'),
  },
  addReply: {
    ask: (world, actor) => ({
      params: { site: world.site },
      json: { shortcut: `by-${actor.name.replace(' ', '-')}`, text: 'words' },
    }),
    expect: adminOnly,
  },
  changeReply: {
    ask: async world => ({
      params: { site: world.site, reply: await replyOf(world) },
      json: { text: 'other words' },
    }),
    absent: world => ({ ...absentReply(world), json: { text: 'other words' } }),
    expect: adminOnly,
  },
  removeReply: {
    ask: async world => ({ params: { site: world.site, reply: await replyOf(world) } }),
    absent: absentReply,
    expect: adminOnly,
  },
  file: {
    // Who knows the address may read the file: that is what makes it work in a mail or an old client.
    ask: world => {
      const [, , site = '', file = '', name = ''] = world.file.split('/')
      return { params: { site, file, name } }
    },
    expect: everybody(200),
    check: body => (body === 'for the desk only' ? undefined : 'it is another file'),
  },
  widgetScript: { ask: world => ({ query: `?site=${world.site}` }), expect: everybody(widget) },
  widgetFrame: { ask: world => ({ params: { site: world.site } }), expect: everybody(widget) },
  healthz: { ask: () => ({}), expect: everybody(200) },
  readyz: { ask: () => ({}), expect: everybody(200) },
  docs: { ask: () => ({}), expect: everybody(200) },
  openApi: { ask: () => ({}), expect: everybody(200) },
}

/** Makes the call as this actor. */
export async function call(world: World, name: RouteName, actor: Actor, ask: Ask) {
  const { method, path } = routes[name]
  const filled = path.replaceAll(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(ask.params?.[key] ?? absentId),
  )
  const body = ask.form ?? (ask.json === undefined ? undefined : JSON.stringify(ask.json))
  const answer = await fetch(world.server.origin + filled + (ask.query ?? ''), {
    method,
    headers: {
      ...(actor.token === undefined ? {} : { authorization: `Bearer ${actor.token}` }),
      ...(ask.json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
  })
  return { status: answer.status, body: await answer.text() }
}
