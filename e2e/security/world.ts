import { type Account, signUp } from '../harness/account.js'
import type { Server } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'

export const actorNames = [
  'anonymous',
  'visitor',
  'other visitor',
  'operator',
  'admin',
  'owner',
  'stranger',
] as const
/** `visitor` is kim of the site, `other visitor` lee of the same site, `stranger` the owner of another site. */
export type ActorName = (typeof actorNames)[number]

export interface Actor {
  readonly name: ActorName
  token: string | undefined
  /** As a browser would send it; only visitors have one here. */
  readonly cookie: string | undefined
  readonly account: Account | undefined
  /** The current password, which one route changes. */
  password: string
}

/** One site with everybody around it, and the things of it that others might want. */
export interface World {
  readonly server: Server
  readonly site: string
  readonly otherSite: string
  readonly consumer: string
  readonly otherConsumer: string
  readonly roomId: string
  /** Path of a file in the room. */
  readonly file: string
  readonly actors: Readonly<Record<ActorName, Actor>>
}

/** An id that exists nowhere. */
export const absentId = '018f0000-0000-7000-8000-00000000dead'

export async function makeWorld(server: Server): Promise<World> {
  const [owner, admin, operator, stranger] = await Promise.all([
    signUp(server.origin),
    signUp(server.origin),
    signUp(server.origin),
    signUp(server.origin),
  ])
  const site = owner.username
  await join(server, site, admin.username, 'admin')
  await join(server, site, operator.username, 'operator')
  const kim = await visit(server, site, 'kim')
  const lee = await visit(server, site, 'lee')
  await visit(server, stranger.username, 'kim')
  const member = (name: ActorName, account: Account): Actor => ({
    name,
    token: account.token,
    cookie: undefined,
    account,
    password: account.password,
  })
  const visitor = (name: ActorName, { token, cookie }: Visit): Actor => ({
    name,
    token,
    cookie,
    account: undefined,
    password: '',
  })
  const form = new FormData()
  form.set('room', `${site} kim`)
  form.set('file', new Blob(['for the desk only'], { type: 'text/plain' }), 'secret.txt')
  const uploaded = await fetch(`${server.origin}/chatbot/message/file/upload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${kim.token}` },
    body: form,
  })
  const { file } = (await uploaded.json()) as { file: string }
  return {
    server,
    site,
    otherSite: stranger.username,
    consumer: 'kim',
    otherConsumer: 'lee',
    roomId: kim.roomId,
    file,
    actors: {
      anonymous: { name: 'anonymous', token: undefined, cookie: undefined, account: undefined, password: '' },
      visitor: visitor('visitor', kim),
      'other visitor': visitor('other visitor', lee),
      operator: member('operator', operator),
      admin: member('admin', admin),
      owner: member('owner', owner),
      stranger: member('stranger', stranger),
    },
  }
}

/** There is no invitation yet, so the row is written as it would leave one: this site is then the user's only one. */
async function join(
  server: Server,
  site: string,
  username: string,
  role: 'admin' | 'operator',
): Promise<void> {
  await server.sql(
    `with person as (select id from users where username = $2), place as (select id from sites where slug = $1),
          gone as (update members set removed_at = now() where user_id = (select id from person))
     insert into members (site_id, user_id, role) select place.id, person.id, $3 from place, person`,
    [site, username, role],
  )
}

interface Visit {
  readonly token: string
  readonly cookie: string
  readonly roomId: string
}

/** Somebody opens the chat for the first time and writes one line. */
async function visit(server: Server, site: string, consumer: string): Promise<Visit> {
  const socket = await TestSocket.open(`${server.wsOrigin}/ws/chat/${site}/${consumer}`, {
    protocols: ['deskbell.v1', 'visitor'],
  })
  const { token } = await socket.next('session')
  const message = { content: `first words of ${consumer} at ${site}`, type: 'text', client_id: 'first' }
  const ack = await socket.ask({ command: 'new_message', message }, 'ack')
  const cookie = (await socket.cookies()).map(line => line.split(';')[0]).join('; ')
  await socket.close()
  return { token: String(token), cookie, roomId: String(ack.room_id) }
}
