import type { ReplyBody } from '@deskbell/protocol/reply'
import { create } from 'zustand'

/** What somebody writes. `since`: when what they change was changed last, as they began. */
export interface ReplyDraft extends ReplyBody {
  readonly since?: string
}

/** Begun and not saved, by the id of the reply it changes; `new` is of one that is not there yet. */
type Drafts = Readonly<Record<string, ReplyDraft>>

/** For this tab only. */
const KEY = 'deskbell:replies'

/** The browser may forbid storage or have none left; then a draft lasts as long as the page. */
function kept(): Drafts {
  try {
    return readDrafts(sessionStorage.getItem(KEY))
  } catch {
    return {}
  }
}

/** What a storage holds; anything that is no reply is left out. */
export function readDrafts(text: string | null): Drafts {
  try {
    const found: unknown = JSON.parse(text ?? '{}')
    return Object.fromEntries(Object.entries(found ?? {}).filter(([, draft]) => isReply(draft)))
  } catch {
    return {}
  }
}

const isReply = (draft: unknown): boolean =>
  typeof draft === 'object' &&
  draft !== null &&
  'shortcut' in draft &&
  typeof draft.shortcut === 'string' &&
  'text' in draft &&
  typeof draft.text === 'string' &&
  (!('since' in draft) || typeof draft.since === 'string')

const useDrafts = create<{ drafts: Drafts }>(() => ({ drafts: kept() }))

function write(drafts: Drafts): void {
  try {
    if (Object.keys(drafts).length > 0) sessionStorage.setItem(KEY, JSON.stringify(drafts))
    else sessionStorage.removeItem(KEY)
  } catch {
    // As above.
  }
  useDrafts.setState({ drafts })
}

/** What somebody began to write; it survives a look at another page, a reload, and signing in again. */
export const useReplyDrafts = () => useDrafts(({ drafts }) => drafts)

export const keepReplyDraft = (key: string, draft: ReplyDraft): void =>
  write({ ...useDrafts.getState().drafts, [key]: draft })

export function dropReplyDraft(key: string): void {
  const { [key]: _, ...rest } = useDrafts.getState().drafts
  write(rest)
}

/** Whoever signs out leaves nothing half-written behind. */
export const forgetReplyDrafts = (): void => write({})
