import { routes } from '@deskbell/protocol/routes'
import type { FastifyInstance } from 'fastify'
import { type AskerDeps, Askers } from './asker.js'
import { accountHandlers } from './http/account-routes.js'
import { chatbotHandlers } from './http/chatbot-routes.js'
import { docsHandlers } from './http/docs-routes.js'
import { fileHandlers } from './http/file-routes.js'
import { healthHandlers } from './http/health-routes.js'
import { addPages, type WebRoot } from './http/page-routes.js'
import { replyHandlers } from './http/reply-routes.js'
import { addRoutes, type Handlers } from './http/route.js'
import { widgetHandlers } from './http/widget-routes.js'
import type { RateLimits } from './rate-limits.js'

type HandlerDeps = Parameters<typeof accountHandlers>[0] &
  Parameters<typeof chatbotHandlers>[0] &
  Parameters<typeof fileHandlers>[0] &
  Parameters<typeof healthHandlers>[0] &
  Parameters<typeof replyHandlers>[0] &
  Omit<Parameters<typeof widgetHandlers>[0], 'widgetRoot'>

export type RestDeps = HandlerDeps &
  AskerDeps & {
    readonly limits: RateLimits
    /** Whether people reach us by https. */
    readonly secureCookies: boolean
    readonly webRoot: WebRoot
    readonly roomHandlers: Pick<Handlers, 'rooms' | 'messages' | 'send'>
  }

/** Every REST call and every page. */
export async function addRest(app: FastifyInstance, deps: RestDeps): Promise<void> {
  const { publicUrl, secureCookies, limits } = deps
  const handlers: Handlers = {
    ...accountHandlers(deps),
    ...chatbotHandlers(deps),
    ...fileHandlers(deps),
    ...healthHandlers(deps),
    ...replyHandlers(deps),
    ...widgetHandlers({ ...deps, widgetRoot: deps.webRoot.widget }),
    ...docsHandlers(),
    ...deps.roomHandlers,
  }
  // Five megabytes are not read from an address that has had its share.
  const early = { upload: (request: { ip: string }) => limits.uploadAddress.take(request.ip) }
  addRoutes(app, { askers: new Askers(deps), publicUrl, secureCookies, early }, handlers)
  addDetailsPreflight(app)
  await addPages(app, deps.webRoot)
}

/**
 * A browser asks before it lets a page of another site post JSON. Which site is meant stands in the body, so the
 * question is answered alike for all; whether the page may read the answer, the answer itself says.
 */
function addDetailsPreflight(app: FastifyInstance): void {
  app.options(routes.chatbotDetails.path, (_request, reply) =>
    reply
      .headers({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '3600',
      })
      .code(204)
      .send(),
  )
}
