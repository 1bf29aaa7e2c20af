import type { ChatbotDetails } from '@deskbell/protocol/chatbot'
import { queryOptions } from '@tanstack/react-query'
import { create } from 'zustand'
import { call } from '../api.js'
import { type LookEdits, realEdits } from './look-draft.js'

/** The site's chatbot as its members see it. */
export const chatbotQuery = queryOptions({
  queryKey: ['chatbot'],
  queryFn: ({ signal }) => call('chatbot', { signal }).then(answer => answer.chatbot_details),
})

interface DraftStore {
  drafts: Readonly<Record<string, LookEdits>>
  write(site: string, edits: LookEdits): void
}

const useDrafts = create<DraftStore>(set => ({
  drafts: {},
  write: (site, edits) => set(({ drafts }) => ({ drafts: { ...drafts, [site]: edits } })),
}))

const none: LookEdits = {}

/** What is typed for a site and not saved; it survives a look at another page. */
export function useLookDraft(site: string) {
  const edits = useDrafts(store => store.drafts[site] ?? none)
  const write = useDrafts(store => store.write)
  return {
    edits,
    edit: (more: LookEdits) => write(site, { ...edits, ...more }),
    clear: () => write(site, none),
    /** Lets go of what is saved now, and of nothing that was typed meanwhile. */
    settle: (saved: ChatbotDetails) =>
      write(site, realEdits(saved, useDrafts.getState().drafts[site] ?? none)),
  }
}

/** Whoever signs out leaves nothing half-changed behind. */
export const forgetLookDrafts = (): void => useDrafts.setState({ drafts: {} })

/** The one line an owner pastes into a page. */
export const embedLine = (origin: string, site: string): string =>
  `<script async src="${origin}/widget.js?site=${encodeURIComponent(site)}"></script>`
