import { Observable } from '@deskbell/client/observable'
import type { SentFile } from '@deskbell/client/outbox'
import { type UploadOptions, type UploadResult, upload } from '@deskbell/client/upload'
import { LIMITS } from '@deskbell/protocol/limits'

/** One file on its way to the server. */
export interface Upload {
  readonly id: number
  readonly name: string
  /** From 0 to 1. */
  readonly part: number
  /** Why it did not get there; null while it is under way. */
  readonly failure: string | null
  /** Whether trying again could help. */
  readonly again: boolean
}

interface Running {
  upload: Upload
  readonly file: File
  cancel(): void
}

export interface UploadsOptions {
  readonly target: () => Pick<UploadOptions, 'base' | 'room' | 'token'>
  /** The file is stored; now it can be sent. */
  readonly onStored: (file: SentFile) => void
  readonly start?: typeof upload
}

/** Files being uploaded, in the order they were chosen. They last as long as the page. */
export class Uploads {
  #options: UploadsOptions
  #running = new Map<number, Running>()
  #ids = 0
  #observable = new Observable<readonly Upload[]>(() =>
    [...this.#running.values()].map(running => running.upload),
  )

  readonly subscribe = this.#observable.subscribe
  readonly getSnapshot = this.#observable.getSnapshot

  constructor(options: UploadsOptions) {
    this.#options = options
  }

  add(file: File): void {
    const id = ++this.#ids
    const tooLarge = file.size > LIMITS.fileBytes
    const limit = `${LIMITS.fileBytes / 1024 / 1024} MB`
    const failure = tooLarge ? `Files can have up to ${limit}.` : null
    const upload = { id, name: file.name, part: 0, failure, again: !tooLarge }
    this.#running.set(id, { upload, file, cancel: () => {} })
    if (!tooLarge) this.#start(id)
    this.#observable.changed()
  }

  retry(id: number): void {
    this.#start(id)
  }

  remove(id: number): void {
    const running = this.#running.get(id)
    this.#running.delete(id)
    running?.cancel()
    this.#observable.changed()
  }

  #start(id: number): void {
    const running = this.#running.get(id)
    if (!running) return
    this.#change(id, { part: 0, failure: null })
    const { target, start = upload } = this.#options
    const { done, cancel } = start({
      ...target(),
      file: running.file,
      onProgress: part => this.#change(id, { part }),
    })
    running.cancel = cancel
    void done.then(result => this.#finish(id, result))
  }

  #finish(id: number, result: UploadResult): void {
    if (!this.#running.has(id)) return
    if (result.ok) {
      this.#running.delete(id)
      this.#options.onStored(result.file)
      this.#observable.changed()
    } else {
      const { kind, message } = result.error
      const again = kind !== 'too_large' && kind !== 'unsupported_type' && kind !== 'bad_request'
      this.#change(id, { failure: message, again })
    }
  }

  #change(id: number, change: Partial<Upload>): void {
    const running = this.#running.get(id)
    if (!running) return
    running.upload = { ...running.upload, ...change }
    this.#observable.changed()
  }
}
