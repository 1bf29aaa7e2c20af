import type { ErrorBody, ErrorKind } from '@deskbell/protocol/error'
import type { AnswerOf, BodyOf, RouteName, routes } from '@deskbell/protocol/routes'

type Address<N extends RouteName> = Pick<(typeof routes)[N], 'method' | 'path'>
type Used =
  | 'signUp'
  | 'signIn'
  | 'signOut'
  | 'changePassword'
  | 'me'
  | 'sessions'
  | 'endSession'
  | 'endOtherSessions'
  | 'chatbot'
  | 'changeChatbot'
  | 'installation'
  | 'replies'
  | 'addReply'
  | 'changeReply'
  | 'removeReply'

/** The calls of this app. The types are the protocol's, so an address that is not there does not compile. */
const calls: { [N in Used]: Address<N> } = {
  signUp: { method: 'POST', path: '/accounts/api/signup' },
  signIn: { method: 'POST', path: '/accounts/api/login' },
  signOut: { method: 'POST', path: '/accounts/api/logout' },
  changePassword: { method: 'POST', path: '/accounts/api/changepassword' },
  me: { method: 'GET', path: '/accounts/api/me' },
  sessions: { method: 'GET', path: '/accounts/api/sessions' },
  endSession: { method: 'DELETE', path: '/accounts/api/sessions/:session' },
  endOtherSessions: { method: 'DELETE', path: '/accounts/api/sessions' },
  chatbot: { method: 'GET', path: '/chatbot/api' },
  changeChatbot: { method: 'POST', path: '/chatbot/api' },
  installation: { method: 'GET', path: '/chatbot/api/installation' },
  replies: { method: 'GET', path: '/api/sites/:site/replies' },
  addReply: { method: 'POST', path: '/api/sites/:site/replies' },
  changeReply: { method: 'PATCH', path: '/api/sites/:site/replies/:reply' },
  removeReply: { method: 'DELETE', path: '/api/sites/:site/replies/:reply' },
}

/**
 * What a call failed with. `offline`: no answer came, so whether it was done is unknown.
 * Match on `kind`; `message` and `fields` are words for a person.
 */
export class ApiError extends Error {
  readonly kind: ErrorKind | 'offline'
  /** What is wrong with each field of the form that was sent. */
  readonly fields: Readonly<Record<string, string>>
  readonly retryAfterMs: number | undefined

  constructor(
    kind: ErrorKind | 'offline',
    message: string,
    fields: Readonly<Record<string, string>> = {},
    retryAfterMs?: number,
  ) {
    super(message)
    this.name = 'ApiError'
    this.kind = kind
    this.fields = fields
    this.retryAfterMs = retryAfterMs
  }
}

interface Sent<N extends Used> {
  body?: BodyOf<N> | FormData
  /** Values of the path's `:names`. */
  params?: Record<string, string>
  signal?: AbortSignal
}

/** One REST call. Answers as the protocol says; everything else is an {@link ApiError}. */
export async function call<N extends Used>(name: N, { body, params = {}, signal }: Sent<N> = {}) {
  const { method, path } = calls[name]
  const url = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  const init: RequestInit = { method, ...(signal && { signal }) }
  if (body instanceof FormData) init.body = body
  else if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { 'content-type': 'application/json' }
  }
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError('offline', 'The server did not answer.')
  }
  const text = await response.text().catch(() => '')
  const answer = parsed(text)
  if (response.ok && answer !== undefined) return answer as AnswerOf<N>
  throw errorOf(answer)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isErrorBody(answer: unknown): answer is ErrorBody {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return false
  const { error } = answer
  return typeof error === 'object' && error !== null && 'kind' in error && typeof error.kind === 'string'
}

function errorOf(answer: unknown): ApiError {
  // A proxy in front of the server answers with pages of its own.
  if (!isErrorBody(answer)) return new ApiError('unavailable', 'The server cannot answer just now.')
  const { kind, message, field, fields, retry_after_ms } = answer.error
  return new ApiError(kind, message, fields ?? (field ? { [field]: message } : {}), retry_after_ms)
}
