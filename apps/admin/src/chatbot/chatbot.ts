import { queryOptions } from '@tanstack/react-query'
import { create } from 'zustand'
import { call } from '../api.js'
import type { LookEdits } from './look-draft.js'

/** The site's chatbot as its members see it. */
export const chatbotQuery = queryOptions({
  queryKey: ['chatbot'],
  queryFn: ({ signal }) => call('chatbot', { signal }).then(answer => answer.chatbot_details),
})

interface DraftStore {
  edits: LookEdits
  edit(more: LookEdits): void
  clear(): void
}

/** What is typed and not saved; it survives a look at another page. */
export const useLookDraft = create<DraftStore>(set => ({
  edits: {},
  edit: more => set(({ edits }) => ({ edits: { ...edits, ...more } })),
  clear: () => set({ edits: {} }),
}))

/** The one line an owner pastes into a page. */
export const embedLine = (origin: string, site: string): string =>
  `<script async src="${origin}/widget.js?site=${encodeURIComponent(site)}"></script>`
