import { z } from 'zod/mini'
import { colour, filledLine, instant, line, origin, slug } from './text.js'

const colours = {
  headerBackgroundColor: colour,
  headerTextColor: colour,
  introductionBackgroundColor: colour,
  introductionTextColor: colour,
  receiverBackground: colour,
  senderBackground: colour,
  receiverTextColor: colour,
  senderTextColor: colour,
  background_color: colour,
  inputBarBackground: colour,
  inputTextColor: colour,
}

/** Whether the widget is light, dark, or as its reader's system is. */
export const theme = z.enum(['system', 'light', 'dark'])
export type Theme = z.infer<typeof theme>

/** How a site's widget looks and what it says: the fields of the old configuration page, and the theme. */
export const chatbotLook = z.object({
  chatbotName: filledLine(),
  introductionText: line(),
  ...colours,
  theme,
})
export type ChatbotLook = z.infer<typeof chatbotLook>

/** What every site starts with. */
export const defaultLook: ChatbotLook = {
  chatbotName: 'Chatbot',
  headerBackgroundColor: '#343a40',
  headerTextColor: '#ffffff',
  introductionText: 'Hello! Write to us, a person will answer.',
  introductionBackgroundColor: '#ffffff',
  introductionTextColor: '#181c22',
  receiverBackground: '#eef0f4',
  receiverTextColor: '#181c22',
  senderBackground: '#343a40',
  senderTextColor: '#ffffff',
  background_color: '#ffffff',
  inputBarBackground: '#ffffff',
  inputTextColor: '#181c22',
  theme: 'system',
}

/** What the owner is shown: the look, and who may embed the widget (no origin means anybody). */
export const chatbotDetails = z.extend(chatbotLook, {
  username: z.string(),
  bot_picture: z.nullable(z.string()),
  origins: z.array(origin),
  /** Grows with every change. */
  version: z.int(),
})
export type ChatbotDetails = z.infer<typeof chatbotDetails>

/**
 * Any subset. `bot_picture` comes as a multipart file, or null / '' to remove it; the address it has now, which old
 * clients send back with the rest of the form, leaves it. `if_version`: only if this is still its version, so that nobody
 * undoes what somebody else has changed.
 */
export const chatbotChange = z.object({
  ...z.partial(chatbotLook).shape,
  origins: z.optional(z.array(origin).check(z.maxLength(50, 'holds more than 50 origins'))),
  bot_picture: z.optional(z.nullable(line(1_200))),
  // In a form a number comes as text.
  if_version: z.optional(z.pipe(z.coerce.number(), z.int('is not a whole number'))),
})
export type ChatbotChange = z.infer<typeof chatbotChange>

export const chatbotChanged = z.object({ detail: z.literal('success'), version: z.int() })

export const chatbotAnswer = z.object({ detail: z.literal('success'), chatbot_details: chatbotDetails })

/**
 * Where and when a page that is not ours last loaded the widget; null while none has. `origin` is null when the browser
 * kept it to itself. Anybody can make this up, so it is for a person to read and decides nothing.
 */
export const installationAnswer = z.object({
  detail: z.literal('success'),
  installed: z.nullable(z.object({ origin: z.nullable(z.string()), at: instant })),
})
export type Installation = z.infer<typeof installationAnswer>['installed']

/** What anybody may know of a site. */
export const publicChatbot = z.extend(chatbotLook, {
  username: z.string(),
  bot_picture: z.nullable(z.string()),
})
export type PublicChatbot = z.infer<typeof publicChatbot>

export const detailsBody = z.object({ username: slug })
export const detailsAnswer = z.object({ detail: z.literal('success'), chatbot: publicChatbot })

/** What the page of the chat has baked in, so that it needs no second request. */
export const bakedConfig = z.object({
  site: z.string(),
  /** Our origin. */
  base: z.string(),
  look: publicChatbot,
})
export type BakedConfig = z.infer<typeof bakedConfig>

/**
 * What `/widget.js` bakes in: no more than the button needs, since every page view pays for it. The text colour reads on
 * its ground; a theme is named where it does not follow the system.
 */
export interface LauncherConfig extends Omit<BakedConfig, 'look'> {
  readonly look: Pick<PublicChatbot, 'chatbotName' | 'headerBackgroundColor' | 'headerTextColor'> & {
    readonly theme?: Exclude<Theme, 'system'>
  }
}
