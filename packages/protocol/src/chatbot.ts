import { z } from 'zod/mini'
import { colour, filledLine, line, origin, slug } from './text.js'

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

/** How a site's widget looks and what it says: the fields of the old configuration page. */
export const chatbotLook = z.object({ chatbotName: filledLine(), introductionText: line(), ...colours })
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
}

/** What the owner is shown: the look, and who may embed the widget (no origin means anybody). */
export const chatbotDetails = z.extend(chatbotLook, {
  username: z.string(),
  bot_picture: z.nullable(z.string()),
  origins: z.array(origin),
})
export type ChatbotDetails = z.infer<typeof chatbotDetails>

/**
 * Any subset. `bot_picture` comes as a multipart file, or null / '' to remove it; the address it has now, which old
 * clients send back with the rest of the form, leaves it.
 */
export const chatbotChange = z.object({
  ...z.partial(chatbotLook).shape,
  origins: z.optional(z.array(origin).check(z.maxLength(50, 'holds more than 50 origins'))),
  bot_picture: z.optional(z.nullable(line(1_200))),
})
export type ChatbotChange = z.infer<typeof chatbotChange>

export const chatbotAnswer = z.object({ detail: z.literal('success'), chatbot_details: chatbotDetails })

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

/** What `/widget.js` bakes in: no more than the button needs, since every page view pays for it. */
export interface LauncherConfig extends Omit<BakedConfig, 'look'> {
  readonly look: Pick<PublicChatbot, 'chatbotName' | 'headerBackgroundColor' | 'headerTextColor'>
}
