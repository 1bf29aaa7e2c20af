import type { SentFile } from '@deskbell/client/outbox'
import { create } from 'zustand'

/** What is written in a room and not sent: a reply, a note, and which of them is on top. */
export interface Draft {
  readonly mode: 'reply' | 'note'
  readonly reply: string
  readonly note: string
  /** Uploaded, to go out with the reply. */
  readonly files: readonly SentFile[]
}

/** Whose draft in which room: somebody else who signs in at this browser must not find it. */
export interface DraftOf {
  readonly member: string
  readonly room: string
}

const PREFIX = 'deskbell:draft:'
const keyOf = ({ member, room }: DraftOf) => `${PREFIX}${member}:${room}`
const empty: Draft = { mode: 'reply', reply: '', note: '', files: [] }

/** The browser may forbid storage or have none left; then a draft lasts as long as the page. */
function attempt<T>(use: (store: Storage) => T, otherwise: T): T {
  try {
    return use(localStorage)
  } catch {
    return otherwise
  }
}

/** Drafts of this page by their keys; those of another load or tab are read from storage when they are asked for. */
const useDrafts = create<Readonly<Record<string, Draft>>>(() => ({}))

// Told of what other tabs write, so that a room has one draft and not one for each of them.
if ('addEventListener' in globalThis)
  addEventListener('storage', ({ key, newValue }) => {
    if (key === null) useDrafts.setState({}, true)
    else if (key.startsWith(PREFIX)) useDrafts.setState({ [key]: parsed(newValue) })
  })

const kept = (key: string): Draft => parsed(attempt(store => store.getItem(key), null))

function parsed(text: string | null): Draft {
  if (text === null) return empty
  try {
    return revived(JSON.parse(text))
  } catch {
    return empty
  }
}

/** Written by us, but perhaps by an older version or by somebody's hand. */
function revived(value: unknown): Draft {
  if (typeof value !== 'object' || value === null) return empty
  const { mode, reply, note, files } = value as Partial<Record<keyof Draft, unknown>>
  return {
    mode: mode === 'note' ? 'note' : 'reply',
    reply: typeof reply === 'string' ? reply : '',
    note: typeof note === 'string' ? note : '',
    files: Array.isArray(files) ? files.filter(isFile) : [],
  }
}

function isFile(value: unknown): value is SentFile {
  if (typeof value !== 'object' || value === null) return false
  const file = value as Partial<Record<keyof SentFile, unknown>>
  // It becomes an address in the page, so it has to be one of ours.
  const isOurs = typeof file.file === 'string' && file.file.startsWith('/files/')
  return (
    isOurs &&
    typeof file.type === 'string' &&
    typeof file.file_name === 'string' &&
    typeof file.file_size === 'number'
  )
}

/** Changes a draft; callable from anywhere, since an upload may end when its room is no longer shown. */
export function changeDraft(of: DraftOf, change: (draft: Draft) => Partial<Draft>): void {
  const key = keyOf(of)
  const before = useDrafts.getState()[key] ?? kept(key)
  const draft = { ...before, ...change(before) }
  const isEmpty = draft.reply === '' && draft.note === '' && draft.files.length === 0
  attempt(store => (isEmpty ? store.removeItem(key) : store.setItem(key, JSON.stringify(draft))), undefined)
  useDrafts.setState({ [key]: draft })
}

/** The draft of one room, the same in every tab. It survives those, and the end of a session. */
export function useDraft(of: DraftOf): Draft {
  const key = keyOf(of)
  return useDrafts(drafts => drafts[key]) ?? kept(key)
}

/**
 * Whoever signs out leaves nothing half-written behind, nor does whoever was here before somebody else.
 * @param but the member whose drafts stay
 */
export function forgetDrafts(but?: string): void {
  const goes = (key: string) =>
    key.startsWith(PREFIX) && (but === undefined || !key.startsWith(`${PREFIX}${but}:`))
  attempt(store => {
    for (const key of Object.keys(store)) if (goes(key)) store.removeItem(key)
  }, undefined)
  useDrafts.setState(drafts => Object.fromEntries(Object.entries(drafts).filter(([key]) => !goes(key))), true)
}
