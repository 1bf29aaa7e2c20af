import type { ErrorBody, WireError } from '@deskbell/protocol/error'
import type { SentFile } from './outbox.js'

export interface UploadOptions {
  /** Our origin, or '' on our own pages. */
  readonly base: string
  /** `<site> <consumer>`, or a room's id. */
  readonly room: string
  /** Null: the cookie says who we are. */
  readonly token: string | null
  readonly file: File
  /** From 0 to 1. */
  readonly onProgress: (part: number) => void
}

export type UploadResult =
  | { readonly ok: true; readonly file: SentFile }
  | { readonly ok: false; readonly error: WireError }

/** Stores a file as a draft, to be sent with a message. Never rejects; `cancel` ends it as `unavailable`. */
export function upload(options: UploadOptions): { readonly done: Promise<UploadResult>; cancel(): void } {
  // Not `fetch`, which cannot tell how far an upload came.
  const request = new XMLHttpRequest()
  const done = new Promise<UploadResult>(resolve => {
    request.upload.onprogress = event => options.onProgress(event.loaded / (event.total || 1))
    request.onloadend = () => resolve(resultOf(request))
  })
  const form = new FormData()
  form.append('room', options.room)
  form.append('draft', '1')
  form.append('file', options.file)
  request.open('POST', `${options.base}/chatbot/message/file/upload`)
  if (options.token) request.setRequestHeader('Authorization', `Bearer ${options.token}`)
  request.send(form)
  return { done, cancel: () => request.abort() }
}

function resultOf({ status, responseText }: XMLHttpRequest): UploadResult {
  try {
    const answer = JSON.parse(responseText) as SentFile | ErrorBody
    if (status === 200 && 'file' in answer) return { ok: true, file: answer }
    if ('error' in answer) return { ok: false, error: answer.error }
  } catch {
    // Not ours: a proxy's page, or nothing at all.
  }
  return { ok: false, error: { kind: 'unavailable', message: 'The server could not be reached.' } }
}
