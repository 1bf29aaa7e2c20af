import { isColour } from '@deskbell/design/colour'
import type { ChatbotDetails, ChatbotLook } from '@deskbell/protocol/chatbot'
import { brandOf, followers } from './brand.js'
import { readOrigin, withOrigin } from './origins.js'

export type LookField = keyof ChatbotLook

/** A cropped picture that is not saved yet, with an address of this page for it. */
interface DraftPicture {
  readonly file: Blob
  readonly url: string
}

/** What the form may change. */
export interface LookEdits {
  readonly look?: Partial<ChatbotLook>
  /** The allowed sites. */
  readonly origins?: readonly string[]
  /** One more of them, as it was typed and not added yet. */
  readonly newOrigin?: string
  /** Null takes the picture away. */
  readonly picture?: DraftPicture | null
  /** What was saved of each thing when its change began, as JSON by its name. */
  readonly basis?: Readonly<Record<string, string>>
}

/** What stands in the form: the saved look with the edits on top. */
export const shownLook = (saved: ChatbotDetails, edits: LookEdits): ChatbotLook => ({
  ...lookOf(saved),
  ...edits.look,
})

function lookOf({
  username: _,
  bot_picture: __,
  origins: ___,
  version: ____,
  ...look
}: ChatbotDetails): ChatbotLook {
  return look
}

/** The address of the picture as it will be; null for none. */
export const shownPicture = (saved: ChatbotDetails, { picture }: LookEdits): string | null =>
  picture === undefined ? saved.bot_picture : (picture?.url ?? null)

/** The list as it will be: a typed address that can be read counts as added. */
export function shownOrigins(saved: ChatbotDetails, edits: LookEdits): readonly string[] {
  const list = edits.origins ?? saved.origins
  const { origin } = readOrigin(edits.newOrigin ?? '')
  return origin === undefined ? list : withOrigin(list, origin)
}

/** Only what really differs from what is saved. */
export function realEdits(saved: ChatbotDetails, edits: LookEdits): LookEdits {
  const look = Object.entries(edits.look ?? {}).filter(
    ([field, value]) => saved[field as LookField] !== value,
  )
  const { origins, newOrigin, picture, basis } = edits
  const real = {
    ...(look.length > 0 && { look: Object.fromEntries(look) }),
    ...(origins && origins.join() !== saved.origins.join() && { origins }),
    ...(newOrigin !== undefined && newOrigin.trim() !== '' && { newOrigin }),
    ...(picture !== undefined && (picture !== null || saved.bot_picture !== null) && { picture }),
  }
  return { ...real, ...(basis && Object.keys(real).length > 0 && { basis }) }
}

/**
 * How many things a person changed. All that followed the one colour is one of them, and so is the list of sites.
 * @param edits only real ones
 */
export function countChanges(saved: ChatbotDetails, edits: LookEdits): number {
  const shown = shownLook(saved, edits)
  const following = new Set<string>(followers(shown, brandOf(shown)))
  const fields = Object.keys(edits.look ?? {})
  const led = fields.filter(field => following.has(field)).length
  return (
    fields.length -
    (led > 0 ? led - 1 : 0) +
    (edits.origins || edits.newOrigin ? 1 : 0) +
    (edits.picture === undefined ? 0 : 1)
  )
}

/** What is wrong with the name, before the server is asked; undefined for nothing. */
export const nameError = ({ chatbotName }: ChatbotLook): string | undefined =>
  chatbotName.trim() === '' ? 'A name is needed: visitors read it first.' : undefined

/** Words of the chat stand on one line, also where several were pasted. */
export const oneLine = (text: string): string => text.replace(/\s*\n\s*/gu, ' ')

/** Whether all of it can be sent: the rest is for the server to say. */
export function isSound(look: ChatbotLook, { newOrigin = '' }: LookEdits): boolean {
  const { chatbotName: _, introductionText: __, theme: ___, ...colours } = look
  return (
    nameError(look) === undefined &&
    Object.values(colours).every(isColour) &&
    (newOrigin.trim() === '' || readOrigin(newOrigin).origin !== undefined)
  )
}

/** The look as the chat can wear it now: a half-typed colour leaves the saved one, and so does an empty name. */
export function wearableLook(saved: ChatbotDetails, edits: LookEdits): ChatbotLook {
  const typed = Object.entries(edits.look ?? {}).filter(([field, value]) => {
    if (field === 'chatbotName') return value.trim() !== ''
    return field === 'introductionText' || field === 'theme' || isColour(value)
  })
  return { ...lookOf(saved), ...Object.fromEntries(typed) }
}

/**
 * What is kept for a reload: all but the picture, whose address would not outlive the page.
 * Anything else a storage may hold is nothing.
 */
export function readKept(text: string | null): LookEdits {
  try {
    const { look, origins, newOrigin, basis } = JSON.parse(text ?? '{}') as Record<string, unknown>
    const isText = (value: unknown) => typeof value === 'string'
    const areTexts = (value: unknown): value is Record<string, string> =>
      typeof value === 'object' && value !== null && Object.values(value).every(isText)
    return {
      ...(areTexts(look) && { look }),
      ...(areTexts(basis) && { basis }),
      ...(Array.isArray(origins) && origins.every(isText) && { origins }),
      ...(typeof newOrigin === 'string' && { newOrigin }),
    }
  } catch {
    return {}
  }
}
