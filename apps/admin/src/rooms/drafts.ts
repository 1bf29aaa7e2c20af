import { create } from 'zustand'

export interface Draft {
  readonly mode: 'reply' | 'note'
  readonly text: string
}

const PREFIX = 'deskbell:draft:'
const empty: Draft = { mode: 'reply', text: '' }

interface Drafts {
  drafts: Readonly<Record<string, Draft>>
  write(room: string, draft: Draft): void
}

/** The browser may forbid storage or have none left; then a draft lasts as long as the page. */
function attempt<T>(use: (store: Storage) => T, otherwise: T): T {
  try {
    return use(sessionStorage)
  } catch {
    return otherwise
  }
}

function kept(room: string): Draft {
  const text = attempt(store => store.getItem(PREFIX + room), null)
  if (text === null) return empty
  const [mode, ...rest] = text.split('\n')
  return { mode: mode === 'note' ? 'note' : 'reply', text: rest.join('\n') }
}

/** What is typed and not sent, room by room. It survives a reload of this tab, and no other tab sees it. */
const useDrafts = create<Drafts>(set => ({
  drafts: {},
  write: (room, draft) => {
    attempt(
      store =>
        draft.text === ''
          ? store.removeItem(PREFIX + room)
          : store.setItem(PREFIX + room, `${draft.mode}\n${draft.text}`),
      undefined,
    )
    set(({ drafts }) => ({ drafts: { ...drafts, [room]: draft } }))
  },
}))

/** The draft of one room, and how to change it. */
export function useDraft(room: string): [Draft, (draft: Draft) => void] {
  const held = useDrafts(store => store.drafts[room])
  const write = useDrafts(store => store.write)
  return [held ?? kept(room), draft => write(room, draft)]
}

/** Whoever signs out leaves nothing half-written behind. */
export function forgetDrafts(): void {
  attempt(store => {
    for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key)
  }, undefined)
  useDrafts.setState({ drafts: {} })
}
