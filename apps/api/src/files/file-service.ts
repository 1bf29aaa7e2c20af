import { randomUUID } from 'node:crypto'
import { LIMITS } from '@deskbell/protocol/limits'
import type { KnownActor } from '../core/actor.js'
import type { Clock } from '../core/clock.js'
import { badRequest, DeskbellError } from '../core/errors.js'
import { safeName } from './file-name.js'
import type { FileStore, StoredFile } from './file-store.js'
import { isPicture, typeOf } from './file-type.js'

/** Milliseconds that an uploaded file waits for the message it belongs to. */
const DRAFT_LIFE = 24 * 3_600_000

/** Longer than any file system allows; whoever sends this is trying something. */
const LONGEST_GIVEN_NAME = 1_000

/** A file as it came, with what its sender calls it. */
export interface RawFile {
  readonly name: string
  readonly bytes: Buffer
}

/** A file that may be stored, and its bytes. */
export interface CheckedFile {
  readonly file: StoredFile
  readonly bytes: Buffer
}

interface Deps {
  readonly files: FileStore
  readonly clock: Clock
}

/** Files of rooms. */
export class FileService {
  constructor(private readonly deps: Deps) {}

  /**
   * Stores a file for a visitor's room. It is a draft until it is sent; drafts go after a day.
   * @throws bad_request, too_large or unsupported_type, naming `file`
   */
  async upload(uploader: KnownActor, visitorId: string, raw: RawFile): Promise<StoredFile> {
    const { file, bytes } = await checkFile(uploader, visitorId, raw, 'file')
    await this.deps.files.insert(file, bytes)
    return file
  }

  read(siteId: string, id: string): Promise<CheckedFile | null> {
    return this.deps.files.read(siteId, id)
  }

  /** To be called now and then. @returns how many were removed */
  sweepDrafts(): Promise<number> {
    return this.deps.files.sweepDrafts(new Date(this.deps.clock() - DRAFT_LIFE))
  }
}

/**
 * The bot's picture of a site.
 * @throws as {@link FileService.upload}, naming `bot_picture`; unsupported_type when it is no picture
 */
export async function checkPicture(uploader: KnownActor, raw: RawFile): Promise<CheckedFile> {
  const checked = await checkFile(uploader, null, raw, 'bot_picture')
  if (!isPicture(checked.file.type)) throw unsupported('bot_picture', 'is not a PNG, JPEG, GIF, WebP or AVIF')
  return { ...checked, file: { ...checked.file, draft: false } }
}

async function checkFile(
  uploader: KnownActor,
  visitorId: string | null,
  raw: RawFile,
  field: string,
): Promise<CheckedFile> {
  const { name, bytes } = raw
  if (bytes.length === 0) throw badRequest(field, 'is empty')
  if (bytes.length > LIMITS.fileBytes) throw new DeskbellError('too_large', 'is larger than 5 MB', { field })
  if (name.length > LONGEST_GIVEN_NAME) throw badRequest(field, 'has a name that is far too long')
  const type = await typeOf(bytes)
  if (type === null)
    throw unsupported(field, 'is not a picture (PNG, JPEG, GIF, WebP, AVIF), a PDF or plain text')
  const file: StoredFile = {
    siteId: uploader.siteId,
    // Random and not sortable: knowing one must not help to find the next.
    id: randomUUID(),
    roomId: null,
    visitorId,
    uploaderKind: uploader.kind,
    uploaderId: uploader.kind === 'visitor' ? uploader.visitorId : uploader.userId,
    name: safeName(name, type),
    type,
    size: bytes.length,
    draft: true,
    createdAt: new Date(),
  }
  return { file, bytes }
}

const unsupported = (field: string, message: string) =>
  new DeskbellError('unsupported_type', message, { field })
