import { z } from 'zod/mini'
import * as account from './account.js'
import * as chatbot from './chatbot.js'
import * as message from './message.js'
import * as reply from './reply.js'

/**
 * Who may call a route at all; what they may reach is decided per row by the service.
 * `anyone`: no credential is looked at. `signed-in`: a member's session. `site-member`, `site-admin`: a member
 * (an admin or owner) of the site the path or the session names. `room`: that room's visitor or a member of its site.
 */
export type Access = 'anyone' | 'signed-in' | 'site-member' | 'site-admin' | 'room'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly access: Access
  /** What the body may be sent as, beside JSON. */
  readonly multipart?: true
  readonly body?: z.ZodMiniType
  readonly query?: z.ZodMiniType
  readonly params?: z.ZodMiniType
  readonly status: number
  /** The schema of a JSON answer, or the media type of anything else. */
  readonly answer: z.ZodMiniType | string
}

const health = z.object({ status: z.string() })

/** Every REST call of Deskbell. The server registers handlers from this table and has no other. */
export const routes = {
  signUp: {
    method: 'POST',
    path: '/accounts/api/signup',
    summary: 'Make an account and its site',
    access: 'anyone',
    multipart: true,
    body: account.signUpBody,
    status: 201,
    answer: account.signUpAnswer,
  },
  signIn: {
    method: 'POST',
    path: '/accounts/api/login',
    summary: 'Sign in with user name or e-mail',
    access: 'anyone',
    body: account.signInBody,
    status: 200,
    answer: account.signInAnswer,
  },
  signOut: {
    method: 'POST',
    path: '/accounts/api/logout',
    summary: 'End this session and close its sockets',
    access: 'signed-in',
    status: 200,
    answer: account.done,
  },
  changePassword: {
    method: 'POST',
    path: '/accounts/api/changepassword',
    summary: 'Change the password; ends every other session',
    access: 'signed-in',
    body: account.changePasswordBody,
    status: 200,
    answer: account.done,
  },
  me: {
    method: 'GET',
    path: '/accounts/api/me',
    summary: 'Who is signed in',
    access: 'signed-in',
    status: 200,
    answer: account.meAnswer,
  },
  sessions: {
    method: 'GET',
    path: '/accounts/api/sessions',
    summary: 'Where this user is signed in',
    access: 'signed-in',
    status: 200,
    answer: account.sessionsAnswer,
  },
  endSession: {
    method: 'DELETE',
    path: '/accounts/api/sessions/:session',
    summary: 'End one session of this user',
    access: 'signed-in',
    params: message.sessionParams,
    status: 200,
    answer: account.done,
  },
  endOtherSessions: {
    method: 'DELETE',
    path: '/accounts/api/sessions',
    summary: 'End every session of this user but this one',
    access: 'signed-in',
    status: 200,
    answer: account.done,
  },
  chatbot: {
    method: 'GET',
    path: '/chatbot/api',
    summary: "The site's chatbot configuration",
    access: 'site-member',
    status: 200,
    answer: chatbot.chatbotAnswer,
  },
  changeChatbot: {
    method: 'POST',
    path: '/chatbot/api',
    summary: 'Change any part of the configuration',
    access: 'site-admin',
    multipart: true,
    body: chatbot.chatbotChange,
    status: 200,
    answer: chatbot.chatbotChanged,
  },
  installation: {
    method: 'GET',
    path: '/chatbot/api/installation',
    summary: "Where a page last loaded the site's widget",
    access: 'site-member',
    status: 200,
    answer: chatbot.installationAnswer,
  },
  chatbotDetails: {
    method: 'POST',
    path: '/chatbot/details',
    summary: 'What anybody may know of a site',
    access: 'anyone',
    body: chatbot.detailsBody,
    status: 200,
    answer: chatbot.detailsAnswer,
  },
  upload: {
    method: 'POST',
    path: '/chatbot/message/file/upload',
    summary: 'Store a file and tell it to the room',
    access: 'room',
    multipart: true,
    body: message.uploadFields,
    status: 200,
    answer: message.uploadAnswer,
  },
  testPage: {
    method: 'GET',
    path: '/chatbot/:site/:consumer',
    summary: 'A bare page with the real widget as that visitor',
    access: 'anyone',
    params: message.visitorParams,
    status: 200,
    answer: 'text/html',
  },
  rooms: {
    method: 'GET',
    path: '/api/sites/:site/rooms',
    summary: 'Rooms, newest first',
    access: 'site-member',
    params: message.siteParams,
    query: message.roomsQuery,
    status: 200,
    answer: message.roomsAnswer,
  },
  messages: {
    method: 'GET',
    path: '/api/sites/:site/visitors/:consumer/messages',
    summary: "A page of a room's journal",
    access: 'room',
    params: message.visitorParams,
    query: message.pageQuery,
    status: 200,
    answer: message.pageAnswer,
  },
  send: {
    method: 'POST',
    path: '/api/sites/:site/visitors/:consumer/messages',
    summary: 'Send a message, once',
    access: 'room',
    params: message.visitorParams,
    body: message.sendBody,
    status: 200,
    answer: message.sendAnswer,
  },
  replies: {
    method: 'GET',
    path: '/api/sites/:site/replies',
    summary: 'Canned replies, by their shortcuts',
    access: 'site-member',
    params: message.siteParams,
    status: 200,
    answer: reply.repliesAnswer,
  },
  addReply: {
    method: 'POST',
    path: '/api/sites/:site/replies',
    summary: 'Add a canned reply',
    access: 'site-admin',
    params: message.siteParams,
    body: reply.replyBody,
    status: 200,
    answer: reply.replyAnswer,
  },
  changeReply: {
    method: 'PATCH',
    path: '/api/sites/:site/replies/:reply',
    summary: 'Change any part of a canned reply',
    access: 'site-admin',
    params: reply.replyParams,
    body: reply.replyChange,
    status: 200,
    answer: reply.replyAnswer,
  },
  removeReply: {
    method: 'DELETE',
    path: '/api/sites/:site/replies/:reply',
    summary: 'Remove a canned reply',
    access: 'site-admin',
    params: reply.replyParams,
    status: 200,
    answer: account.done,
  },
  file: {
    method: 'GET',
    path: '/files/:site/:file/:name',
    summary: 'A file, by its unguessable address',
    access: 'anyone',
    params: message.fileParams,
    status: 200,
    answer: '*/*',
  },
  widgetScript: {
    method: 'GET',
    path: '/widget.js',
    summary: 'The one script of a host page',
    access: 'anyone',
    query: z.object({ site: z.optional(z.string()) }),
    status: 200,
    answer: 'text/javascript',
  },
  widgetFrame: {
    method: 'GET',
    path: '/widget/:site',
    summary: 'The chat, shown in an iframe',
    access: 'anyone',
    params: message.siteParams,
    status: 200,
    answer: 'text/html',
  },
  healthz: {
    method: 'GET',
    path: '/healthz',
    summary: 'The process lives',
    access: 'anyone',
    status: 200,
    answer: health,
  },
  readyz: {
    method: 'GET',
    path: '/readyz',
    summary: 'It can serve: database up, not draining',
    access: 'anyone',
    status: 200,
    answer: health,
  },
  docs: {
    method: 'GET',
    path: '/docs',
    summary: 'This description, to read',
    access: 'anyone',
    status: 200,
    answer: 'text/html',
  },
  openApi: {
    method: 'GET',
    path: '/docs.json',
    summary: 'This description, as OpenAPI',
    access: 'anyone',
    status: 200,
    answer: 'application/json',
  },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
type Parsed<T> = T extends z.ZodMiniType ? z.output<T> : undefined
export type BodyOf<N extends RouteName> = (typeof routes)[N] extends { body: infer B } ? Parsed<B> : undefined
export type QueryOf<N extends RouteName> = (typeof routes)[N] extends { query: infer Q }
  ? Parsed<Q>
  : undefined
export type ParamsOf<N extends RouteName> = (typeof routes)[N] extends { params: infer P }
  ? Parsed<P>
  : undefined
export type AnswerOf<N extends RouteName> = (typeof routes)[N]['answer'] extends z.ZodMiniType
  ? z.input<(typeof routes)[N]['answer']>
  : unknown

/** The two sockets. Both take a trailing slash. */
export const sockets = {
  room: { path: '/ws/room/:site', params: message.siteParams },
  chat: { path: '/ws/chat/:site/:consumer', params: message.visitorParams },
} as const
