import { Observable } from '@deskbell/client/observable'
import type { SentFile } from '@deskbell/client/outbox'
import { type UploadOptions, type UploadResult, upload } from '@deskbell/client/upload'
import type { ErrorKind } from '@deskbell/protocol/error'
import { LIMITS } from '@deskbell/protocol/limits'
import { wording } from '../wording.js'
import { isPicture } from './shrink.js'

/** One file on its way to the server. */
export interface Upload {
  readonly id: number
  readonly name: string
  /** The address of a picture of it, within this page; null for what cannot be shown. */
  readonly picture: string | null
  /** From 0 to 1. */
  readonly part: number
  /** Why it did not get there; null while it is under way. */
  readonly failure: string | null
  /** Whether trying again could help. */
  readonly again: boolean
  /** What it waits for: those before it, or a line to send it on. Null: it is under way, or has failed. */
  readonly waits: 'turn' | 'line' | null
}

interface Running {
  upload: Upload
  readonly file: File
  cancel(): void
}

type Target = Pick<UploadOptions, 'base' | 'room' | 'token'>

export interface UploadsOptions {
  /** Where to; null: not known or not reached now, ask again on `wake`. */
  readonly target: () => Target | null
  /** Makes a file fit to be sent, where that can be done without harm. Rejects when it cannot be read. */
  readonly prepare?: (file: File) => Promise<File>
  /** The file is stored; now it can be sent. */
  readonly onStored: (file: SentFile) => void
  readonly start?: typeof upload
}

/** Milliseconds without a sign of progress after which a line counts as dead; browsers wait for ever. */
const STALLED = 45_000
const BUSY_FOR = 1_000

const TOO_LARGE = wording.fileTooLarge(LIMITS.fileBytes / 1024 / 1024)
/** What the server says is for programs, too; these are for the one who chose the file. */
const reasons: Partial<Record<ErrorKind, string>> = {
  too_large: TOO_LARGE,
  unsupported_type: wording.fileKind,
  unavailable: wording.fileLost,
}
/** The server is well but busy: the same file is welcome later. */
const passing: Partial<Record<ErrorKind, true>> = { rate_limited: true, overloaded: true }
/** The same file would be refused again. */
const final: Partial<Record<ErrorKind, true>> = { too_large: true, unsupported_type: true, bad_request: true }

/** Files being uploaded, one after the other, so that they arrive in the order they were chosen. They last as long as the page. */
export class Uploads {
  #options: UploadsOptions
  #running = new Map<number, Running>()
  #ids = 0
  #isBusy = false
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
    const picture = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
    const upload = {
      id,
      name: file.name,
      picture,
      part: 0,
      failure: null,
      again: true,
      waits: 'turn',
    } as const
    this.#running.set(id, { upload, file, cancel: () => {} })
    this.#next()
    this.#observable.changed()
  }

  retry(id: number): void {
    this.#change(id, { part: 0, failure: null, waits: 'turn' })
    this.#next()
  }

  /** Where to may be known now: what waited for that begins. */
  wake(): void {
    this.#next()
  }

  remove(id: number): void {
    this.#take(id)?.cancel()
    this.#observable.changed()
  }

  /** This browser cannot show it. */
  hidePicture(id: number): void {
    this.#change(id, { picture: null })
  }

  #next(): void {
    if (this.#isBusy) return
    const where = this.#options.target()
    const waiting = [...this.#running.values()].filter(({ upload }) => upload.waits)
    const waits = where ? 'turn' : 'line'
    for (const { upload } of waiting) if (upload.waits !== waits) this.#change(upload.id, { waits })
    const [first] = waiting
    if (!where || !first) return
    this.#isBusy = true
    void this.#upload(first, where).then(pause => {
      const goOn = () => {
        this.#isBusy = false
        this.#next()
      }
      if (pause) setTimeout(goOn, pause)
      else goOn()
    })
  }

  /** Answers for how many milliseconds the server wants to be left alone. */
  async #upload(running: Running, where: Target): Promise<number> {
    const { prepare, start = upload } = this.#options
    const { id } = running.upload
    this.#change(id, { waits: null })
    const file = prepare ? await prepare(running.file).catch(() => null) : running.file
    if (!this.#running.has(id)) return 0
    const unfit = !file
      ? wording.fileUnreadable
      : file.size === 0
        ? wording.fileEmpty
        : file.size > LIMITS.fileBytes && TOO_LARGE
    if (!file || unfit) {
      this.#change(id, { failure: unfit || null, again: false })
      return 0
    }
    let watching: ReturnType<typeof setTimeout> | undefined
    const watch = () => {
      clearTimeout(watching)
      watching = setTimeout(() => running.cancel(), STALLED)
    }
    watch()
    const onProgress = (part: number) => {
      watch()
      this.#change(id, { part })
    }
    const { done, cancel } = start({ ...where, file, onProgress })
    running.cancel = cancel
    const result = await done
    clearTimeout(watching)
    return this.#finish(running, result)
  }

  #finish({ upload: { id }, file }: Running, result: UploadResult): number {
    if (!this.#running.has(id)) return 0
    if (result.ok) {
      this.#take(id)
      this.#options.onStored(result.file)
      this.#observable.changed()
      return 0
    }
    const { kind, message, retry_after_ms: pause = BUSY_FOR } = result.error
    // Whoever is not connected is not to blame; it goes out when the line is back.
    const isLost = kind === 'unavailable' && !this.#options.target()
    if (passing[kind] || isLost) {
      this.#change(id, { part: 0, waits: isLost ? 'line' : 'turn' })
      return isLost ? 0 : Math.max(pause, BUSY_FOR)
    }
    const words = kind === 'unsupported_type' && isPicture(file) ? wording.pictureKind : reasons[kind]
    this.#change(id, { failure: words ?? message, again: !final[kind] })
    return 0
  }

  #take(id: number): Running | undefined {
    const running = this.#running.get(id)
    this.#running.delete(id)
    if (running?.upload.picture) URL.revokeObjectURL(running.upload.picture)
    return running
  }

  #change(id: number, change: Partial<Upload>): void {
    const running = this.#running.get(id)
    if (!running) return
    running.upload = { ...running.upload, ...change }
    this.#observable.changed()
  }
}
