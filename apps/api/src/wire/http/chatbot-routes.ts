import type { SiteStore } from '../../accounts/site-store.js'
import type { ChatbotService } from '../../chatbot/chatbot-service.js'
import type { Installations } from '../../chatbot/installations.js'
import { allowOrigin } from '../../chatbot/origins.js'
import { notFound } from '../../core/errors.js'
import type { Handlers } from './route.js'

interface Deps {
  readonly chatbots: ChatbotService
  readonly installations: Pick<Installations, 'latest'>
  readonly sites: Pick<SiteStore, 'bySlug'>
}

/** A site's chatbot over REST. */
export function chatbotHandlers({
  chatbots,
  installations,
  sites,
}: Deps): Pick<Handlers, 'chatbot' | 'changeChatbot' | 'chatbotDetails' | 'installation'> {
  return {
    chatbot: async ({ asker }) => ({
      detail: 'success',
      chatbot_details: await chatbots.details(asker.site),
    }),
    changeChatbot: async ({ asker, body, files }) => {
      const picture = files.find(
        file => file.field === 'bot_picture' && (file.name !== '' || file.bytes.length > 0),
      )
      return {
        detail: 'success',
        version: await chatbots.change(asker.member, asker.site, body, picture),
      }
    },
    installation: async ({ asker }) => ({
      detail: 'success',
      installed: await installations.latest(asker.site.id),
    }),
    chatbotDetails: async ({ body, request, reply }) => {
      const site = await sites.bySlug(body.username)
      if (site === null) throw notFound('site')
      const { chatbot, origins } = await chatbots.publicDetails(site)
      const allowed = allowOrigin(origins, request.headers.origin)
      if (allowed !== null) reply.header('access-control-allow-origin', allowed)
      reply.header('vary', 'Origin')
      return { detail: 'success', chatbot }
    },
  }
}
