import { join } from 'node:path'
import type { BakedConfig, LauncherConfig } from '@deskbell/protocol/chatbot'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Site, SiteStore } from '../../accounts/site-store.js'
import type { ChatbotService } from '../../chatbot/chatbot-service.js'
import type { Installations } from '../../chatbot/installations.js'
import { onGround } from '../../chatbot/on-ground.js'
import { allowOrigin, frameAncestors } from '../../chatbot/origins.js'
import { badRequest, notFound } from '../../core/errors.js'
import { guestPage, isOwnPage } from '../guest-page.js'
import { chatPolicy, isHost, testPagePolicy } from '../page-policy.js'
import { CompressedTexts, takesGzip } from './compressed.js'
import { plainPage, plainStyleHash } from './plain-page.js'
import type { Handlers } from './route.js'
import { scriptJson, WidgetFile } from './widget-files.js'

interface Deps {
  readonly sites: Pick<SiteStore, 'bySlug'>
  readonly chatbots: Pick<ChatbotService, 'publicDetails'>
  readonly installations: Pick<Installations, 'seen'>
  readonly publicUrl: string | undefined
  /** Folder with the widget's build. */
  readonly widgetRoot: string
}

interface Baked {
  readonly siteId: string
  readonly config: BakedConfig
  readonly origins: readonly string[]
  /** Says everything the configuration is made from. */
  readonly key: string
}

/** The script of a host page, the frame it opens, and the page to try both. */
export function widgetHandlers(deps: Deps): Pick<Handlers, 'widgetScript' | 'widgetFrame' | 'testPage'> {
  const loader = new WidgetFile(join(deps.widgetRoot, 'loader.js'))
  const chat = new WidgetFile(join(deps.widgetRoot, 'chat.html'))
  const texts = new CompressedTexts()

  async function send(file: WidgetFile, baked: Baked | null, request: FastifyRequest, reply: FastifyReply) {
    const { before, after, changed } = await file.read()
    const key = `${file === loader ? 'loader' : 'chat'} ${changed} ${baked?.key ?? ''}`
    const config = baked && (file === loader ? forLauncher(baked.config) : baked.config)
    const made = await texts.get(key, () => before + scriptJson(config) + after)
    if (baked) {
      // A tag that names the site itself loads the bare script: then only the opened frame says where it stands.
      const page = guestPage(request.headers, file === loader ? 'script' : 'iframe', deps.publicUrl)
      if (page) deps.installations.seen(baked.siteId, page.origin)
    }
    const packed = takesGzip(request.headers['accept-encoding'])
    if (packed) reply.header('content-encoding', 'gzip')
    return reply.send(packed ? made.gzip : made.plain)
  }

  async function bake(site: Site, request: FastifyRequest): Promise<Baked> {
    const { chatbot, origins, version } = await deps.chatbots.publicDetails(site)
    const base = ourOrigin(request, deps.publicUrl)
    const config = { site: site.slug, base, look: chatbot }
    return { siteId: site.id, config, origins, key: `${site.id} ${version} ${base}` }
  }

  return {
    widgetScript: async ({ query, request, reply }) => {
      const site = query.site === undefined ? null : await deps.sites.bySlug(query.site)
      if (query.site !== undefined && site === null) throw notFound('site')
      const baked = site && (await bake(site, request))
      const allowed = allowOrigin(baked?.origins ?? [], request.headers.origin)
      if (allowed !== null) reply.header('access-control-allow-origin', allowed)
      reply.headers({
        'content-type': 'text/javascript; charset=utf-8',
        // Whoever has just changed the look and goes to see it in the demo sees it.
        'cache-control': isOwnPage(request.headers, deps.publicUrl) ? 'no-cache' : 'public, max-age=60',
        'cross-origin-resource-policy': 'cross-origin',
        vary: 'Origin, Accept-Encoding',
      })
      return send(loader, baked, request, reply)
    },
    widgetFrame: async ({ params, request, reply }) => {
      const site = await deps.sites.bySlug(params.site)
      if (site === null) throw notFound('site')
      const baked = await bake(site, request)
      // The policy says it for each site; the older header can only say none or ourselves.
      reply.raw.removeHeader('x-frame-options')
      reply.headers({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-security-policy': chatPolicy(request.headers.host, frameAncestors(baked.origins)),
        'cross-origin-resource-policy': 'cross-origin',
        vary: 'Accept-Encoding',
      })
      return send(chat, baked, request, reply)
    },
    testPage: async ({ params, request, reply }) => {
      const site = await deps.sites.bySlug(params.site)
      if (site === null) throw notFound('site')
      reply.headers({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-security-policy': testPagePolicy(request.headers.host, plainStyleHash),
      })
      return testPage(site.slug, params.consumer)
    },
  }
}

/** What the button needs of it: every page view pays for the rest. */
function forLauncher({ site, base, look }: BakedConfig): LauncherConfig {
  const { chatbotName, headerBackgroundColor, headerTextColor, theme } = look
  const button = {
    chatbotName,
    headerBackgroundColor,
    // The chat mends its own colours; the button has no bytes for it.
    headerTextColor: onGround(headerTextColor, headerBackgroundColor),
  }
  return { site, base, look: theme === 'system' ? button : { ...button, theme } }
}

/** Where the browser that asks reaches us. @throws bad_request when it says so in no way a browser would */
function ourOrigin(request: FastifyRequest, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl
  if (!isHost(request.host)) throw badRequest('host', 'The Host header is no host.')
  // A proxy that passes on what it is told could say anything, and a frame would be opened at it.
  return `${request.protocol === 'https' ? 'https' : 'http'}://${request.host}`
}

/** Both names are letters, digits, `_ . -` by their schema, so nothing in them could be markup. */
const testPage = (site: string, consumer: string): string =>
  plainPage(
    `<title>${consumer} at ${site}</title>
<meta name="robots" content="noindex">`,
    `<h1>Test page</h1>
<p>You are the visitor <b>${consumer}</b> of <b>${site}</b>. The site answers at <a href="/messages">/messages</a>.</p>`,
    `<script async src="/widget.js?site=${site}" data-consumer="${consumer}" data-open></script>
`,
  )
