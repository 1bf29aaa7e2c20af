import type { ChatbotDetails } from '@deskbell/protocol/chatbot'
import { type LookEdits, type LookField, realEdits } from './look-draft.js'

type Thing = LookField | 'origins' | 'bot_picture'

/** What edits would put something else in the place of. A site that is only added takes no other away. */
function things({ look, origins, picture }: LookEdits): Thing[] {
  return [
    ...(Object.keys(look ?? {}) as LookField[]),
    ...(origins ? ['origins' as const] : []),
    ...(picture === undefined ? [] : ['bot_picture' as const]),
  ]
}

/** The edits with what was saved when each of them began, which is now for those that are new. */
export function withBasis(saved: ChatbotDetails, { basis = {}, ...edits }: LookEdits): LookEdits {
  const changed = things(realEdits(saved, edits))
  if (changed.length === 0) return edits
  const now = changed.map(thing => [thing, basis[thing] ?? JSON.stringify(saved[thing])])
  return { ...edits, basis: Object.fromEntries(now) }
}

/** What is changed here and was changed elsewhere since, in another tab or by another person. */
export function changedElsewhere(saved: ChatbotDetails, edits: LookEdits): Thing[] {
  return things(realEdits(saved, edits)).filter(thing => {
    const before = edits.basis?.[thing]
    return before !== undefined && before !== JSON.stringify(saved[thing])
  })
}

/** The edits without those of `gone`. */
export function without({ look, origins, picture, basis: _, ...rest }: LookEdits, gone: readonly Thing[]) {
  const names = new Set<string>(gone)
  const left = Object.entries(look ?? {}).filter(([field]) => !names.has(field))
  return {
    ...rest,
    ...(left.length > 0 && { look: Object.fromEntries(left) }),
    ...(origins && !names.has('origins') && { origins }),
    ...(picture !== undefined && !names.has('bot_picture') && { picture }),
  } satisfies LookEdits
}

const words: Partial<Record<Thing, string>> = {
  chatbotName: 'the name',
  introductionText: 'the introduction',
  theme: 'light or dark',
  origins: 'the allowed sites',
  bot_picture: 'the picture',
}

/** As a person calls them: "the name and the colours". */
export const sayThings = (changed: readonly Thing[]): string =>
  new Intl.ListFormat('en').format(new Set(changed.map(thing => words[thing] ?? 'the colours')))

/** Nothing was sent, since it would have put back what somebody else has changed. */
export class ChangedElsewhere extends Error {
  constructor(changed: readonly Thing[]) {
    super(`Meanwhile ${sayThings(changed)} changed elsewhere. Save again to put yours in place.`)
    this.name = 'ChangedElsewhere'
  }
}
