import type { ChatbotChange, ChatbotDetails, PublicChatbot } from '@deskbell/protocol/chatbot'
import type { Site } from '../accounts/site-store.js'
import type { MemberActor } from '../core/actor.js'
import { badRequest, changedMeanwhile, forbidden, notFound } from '../core/errors.js'
import { fileAddress } from '../files/file-address.js'
import { checkPicture, type RawFile } from '../files/file-service.js'
import type { Chatbot, ChatbotStore } from './chatbot-store.js'

interface Deps {
  readonly chatbots: ChatbotStore
}

/** What anybody may know of a site, with who may know it from which page. */
export interface PublicLook {
  readonly chatbot: PublicChatbot
  readonly origins: readonly string[]
  readonly version: number
}

/** How a site's widget looks, and who may embed it. */
export class ChatbotService {
  constructor(private readonly deps: Deps) {}

  /** For members of the site. */
  async details(site: Site): Promise<ChatbotDetails> {
    const found = await this.find(site)
    return { ...publicLook(site, found), origins: [...found.origins], version: found.version }
  }

  /** For everybody. */
  async publicDetails(site: Site): Promise<PublicLook> {
    const found = await this.find(site)
    return { chatbot: publicLook(site, found), origins: found.origins, version: found.version }
  }

  /**
   * Changes what is given and leaves the rest.
   * @param picture wins over `bot_picture`, which can only take the picture away or name the one there is
   * @returns its version now
   * @throws forbidden to operators; conflict naming `if_version` when somebody has changed it since; bad_request, too_large or unsupported_type naming `bot_picture`
   */
  async change(
    actor: MemberActor,
    site: Site,
    change: ChatbotChange,
    picture: RawFile | undefined,
  ): Promise<number> {
    if (actor.role === 'operator') throw forbidden('Only an owner or an admin may change this.')
    const { origins, bot_picture: named, if_version: asOf, ...look } = change
    const update = {
      look,
      origins: origins && [...new Set(origins)],
      picture: picture ? await checkPicture(actor, picture) : await this.removal(site, named),
    }
    const version = await this.deps.chatbots.update(actor.siteId, update, asOf)
    if (version === null) throw changedMeanwhile('if_version')
    return version
  }

  /** Null to take the picture away, undefined to leave it. */
  private async removal(site: Site, named: string | null | undefined): Promise<null | undefined> {
    if (named === undefined) return undefined
    if (named === null || named === '') return null
    const { picture } = await this.find(site)
    // Old clients put their host in front.
    if (picture && named.endsWith(fileAddress(picture))) return undefined
    throw badRequest('bot_picture', 'is neither a file nor the address of the picture there is')
  }

  private async find(site: Site): Promise<Chatbot> {
    const found = await this.deps.chatbots.find(site.id)
    if (found === null) throw notFound('site')
    return found
  }
}

const publicLook = (site: Site, { look, picture }: Chatbot): PublicChatbot => ({
  ...look,
  username: site.slug,
  bot_picture: picture && fileAddress(picture),
})
