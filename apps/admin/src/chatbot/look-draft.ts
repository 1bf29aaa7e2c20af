import type { ChatbotDetails, ChatbotLook } from '@deskbell/protocol/chatbot'

export type LookField = keyof ChatbotLook

/** What the form may change: the look, and the allowed origins as they were typed, one a line. */
export type LookEdits = Partial<ChatbotLook> & { origins?: string }

/** What stands in the form: the saved look with the edits on top. */
export function shownLook(saved: ChatbotDetails, edits: LookEdits): ChatbotLook {
  const { origins: _, ...look } = edits
  return { ...saved, ...look }
}

/** Only what really differs from what is saved. */
export function realEdits(saved: ChatbotDetails, edits: LookEdits): LookEdits {
  const real: LookEdits = {}
  for (const [field, value] of Object.entries(edits) as [keyof LookEdits, string][]) {
    const was = field === 'origins' ? originsText(saved.origins) : saved[field]
    const same = field === 'origins' ? originsText(originsOf(value)) === was : value === was
    if (!same) real[field] = value
  }
  return real
}

export const originsText = (origins: readonly string[]): string => origins.join('\n')

/**
 * The origins of some typed lines, each once. An address such as `https://Shop.example/page` means its origin;
 * what is no address stays as typed, for the server to name.
 */
export function originsOf(text: string): string[] {
  const lines = text
    .split(/[\s,]+/u)
    .filter(line => line !== '')
    .map(line => {
      if (!/^https?:\/\//i.test(line)) return line
      return URL.canParse(line) ? new URL(line).origin : line
    })
  return [...new Set(lines)]
}
