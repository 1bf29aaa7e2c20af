import type { SentFile } from '@deskbell/client/outbox'
import { upload } from '@deskbell/client/upload'
import { LIMITS } from '@deskbell/protocol/limits'
import { create } from 'zustand'
import { changeDraft, type DraftOf } from './drafts.js'

/** A file on its way to the server, or one that did not get there. */
export interface Upload {
  readonly id: number
  readonly file: File
  /** From 0 to 1. */
  readonly progress: number
  /** Why it failed, as the end of a sentence; null while it runs. */
  readonly error: string | null
  /** Whether trying again may help. */
  readonly canRetry: boolean
  readonly cancel: () => void
}

const none: readonly Upload[] = []
const useAll = create<Readonly<Record<string, readonly Upload[]>>>(() => ({}))

/** The uploads of one room, oldest first. They go on while another room is shown. */
export const useUploads = (room: string): readonly Upload[] => useAll(all => all[room]) ?? none

const set = (room: string, change: (uploads: readonly Upload[]) => readonly Upload[]) =>
  useAll.setState(all => ({ [room]: change(all[room] ?? none) }))

let made = 0
/** When files were chosen, by their addresses: small ones arrive before large ones and must not overtake them. */
const chosen = new Map<string, number>()
const byChoice = (one: SentFile, other: SentFile) =>
  (chosen.get(one.file) ?? 0) - (chosen.get(other.file) ?? 0)

/** Uploads files for a room; each joins its draft when it is there. */
export function addFiles(of: DraftOf, files: readonly File[]): void {
  for (const file of files) begin(of, file)
}

/** Ends an upload, or takes away the word that it failed. */
export function removeUpload(room: string, id: number): void {
  useAll
    .getState()
    [room]?.find(upload => upload.id === id)
    ?.cancel()
  set(room, uploads => uploads.filter(upload => upload.id !== id))
}

/** Once more, from the beginning. */
export function retryUpload(of: DraftOf, { id, file }: Upload): void {
  removeUpload(of.room, id)
  begin(of, file)
}

function begin(of: DraftOf, file: File): void {
  made += 1
  const id = made
  const put = (change: Partial<Upload>) =>
    set(of.room, uploads => uploads.map(each => (each.id === id ? { ...each, ...change } : each)))
  const start = { id, file, progress: 0, error: null, canRetry: false, cancel: () => {} }
  set(of.room, uploads => [...uploads, start])
  const wrong = wrongWith(file)
  if (wrong !== null) {
    put({ error: wrong })
    return
  }
  const { done, cancel } = upload({
    base: '',
    room: of.room,
    token: null,
    file,
    onProgress: progress => put({ progress }),
  })
  put({ cancel })
  void done.then(result => {
    const isWanted = useAll.getState()[of.room]?.some(each => each.id === id)
    if (!isWanted) return
    if (!result.ok) {
      put(sayRefusal(result.error.kind, result.error.message))
      return
    }
    removeUpload(of.room, id)
    chosen.set(result.file.file, id)
    changeDraft(of, draft => ({ files: [...draft.files, result.file].sort(byChoice) }))
  })
}

/** What can be said without asking the server, which would have to read all of it first. */
function wrongWith(file: File): string | null {
  if (file.size > LIMITS.fileBytes) return 'is larger than 5 MB'
  return file.size === 0 ? 'is empty' : null
}

function sayRefusal(kind: string, message: string): Pick<Upload, 'error' | 'canRetry'> {
  if (kind === 'too_large') return { error: 'is larger than 5 MB', canRetry: false }
  if (kind === 'unsupported_type') return { error: 'is no picture, PDF or text', canRetry: false }
  if (kind === 'bad_request') return { error: message, canRetry: false }
  if (kind === 'unauthorized') return { error: 'was not attached: you are signed out', canRetry: true }
  return { error: 'was not attached: the server did not answer', canRetry: true }
}
