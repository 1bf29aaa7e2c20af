import type { KnownActor } from '../core/actor.js'
import { badRequest, DeskbellError, notFound } from '../core/errors.js'
import type { StoredFile } from '../files/file-store.js'
import type { GroupCommit } from './group-commit.js'
import {
  authorOf,
  composeEntry,
  type EntryFile,
  type JournalEntry,
  type NewEntry,
  ownClientId,
} from './journal.js'
import type { JournalStore, Page, PageAsk } from './journal-store.js'
import { entryBytes, fitting, PAGE_BYTES } from './page-size.js'
import { type Cursor, isUuid, type RoomRef } from './room.js'
import type { RoomStore } from './room-store.js'

interface Deps {
  readonly commit: Pick<GroupCommit, 'append'>
  readonly journal: Pick<JournalStore, 'page' | 'byClientId'>
  readonly rooms: Pick<RoomStore, 'moveCursor'>
  readonly files: {
    find(siteId: string, id: string): Promise<StoredFile | null>
    keep(siteId: string, id: string, roomId: string): Promise<boolean>
  }
}

interface Said {
  readonly content: string
  readonly clientId?: string | undefined
  /** Address or id of a file the same person uploaded for this room. */
  readonly file?: string | null | undefined
}

/** What can be done in a room by somebody who may be in it: the caller has decided that. */
export class MessageService {
  constructor(private readonly deps: Deps) {}

  /**
   * Stores a message, once for each `clientId`.
   * @returns the entry after the commit: the stored one when the id was sent before
   * @throws conflict when the id was sent with another body
   */
  async send(actor: KnownActor, room: RoomRef, said: Said): Promise<JournalEntry> {
    const file = said.file ? await this.claim(actor, room, said.file) : null
    const { content, clientId } = said
    return this.append(composeEntry(room, actor, { kind: 'message', content, clientId, file }))
  }

  /** A private note: members see it, visitors never. */
  async note(actor: KnownActor, room: RoomRef, said: Omit<Said, 'file'>): Promise<JournalEntry> {
    const { content, clientId } = said
    return this.append(composeEntry(room, actor, { kind: 'note', content, clientId, file: null }))
  }

  /** Tells an uploaded file to the room as a message of its own, as the old upload did. */
  async tellFile(actor: KnownActor, room: RoomRef, file: EntryFile): Promise<JournalEntry> {
    await this.deps.files.keep(room.site.id, file.id, room.id)
    return this.append(composeEntry(room, actor, { kind: 'message', content: '', clientId: undefined, file }))
  }

  /**
   * What an upload told, if `id` is what it answered and the same person asks. Old clients send that answer once
   * more as a message of their own, which must not be stored again.
   */
  async alreadyTold(actor: KnownActor, room: RoomRef, id: unknown): Promise<JournalEntry | null> {
    if (typeof id !== 'string' || !isUuid(id)) return null
    const entry = await this.deps.journal.byClientId(room, ownClientId(id))
    const author = authorOf(actor)
    return entry && entry.author.kind === author.kind && entry.author.id === author.id ? entry : null
  }

  /** At most `limit` entries, fewer where they are long. */
  async page(room: RoomRef, ask: PageAsk): Promise<Page> {
    const page = await this.deps.journal.page(room, ask)
    const upwards = ask.after !== undefined
    const fit = fitting(upwards ? page.entries : page.entries.toReversed(), entryBytes, PAGE_BYTES)
    if (fit.length === page.entries.length) return page
    return { ...page, entries: upwards ? fit : fit.toReversed(), more: true }
  }

  /** Moves the actor's cursor forward. Null when it was there already. */
  async read(actor: KnownActor, room: RoomRef, seq: number): Promise<Cursor | null> {
    const id = actor.kind === 'visitor' ? actor.visitorId : actor.userId
    return this.deps.rooms.moveCursor(room, { kind: actor.kind, id }, actor.kind, seq)
  }

  private async append(entry: NewEntry): Promise<JournalEntry> {
    const result = await this.deps.commit.append(entry)
    if (result.status === 'no_room') throw notFound('room')
    if (result.status === 'conflict') {
      throw new DeskbellError('conflict', 'Something else was sent here with this id.', {
        field: `${entry.kind}.client_id`,
      })
    }
    return result.entry
  }

  /** A file goes into a message only by who uploaded it, and only into the room it was uploaded for. */
  private async claim(actor: KnownActor, room: RoomRef, named: string): Promise<EntryFile> {
    const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?=\/[^/]*$|$)/.exec(named)?.[0]
    const file = id === undefined ? null : await this.deps.files.find(room.site.id, id)
    const uploader = actor.kind === 'visitor' ? actor.visitorId : actor.userId
    const theirs = file?.uploaderKind === actor.kind && file.uploaderId === uploader
    const here =
      file !== null &&
      (file.roomId === room.id || (room.visitor !== null && file.visitorId === room.visitor.id))
    if (!file || !theirs || !here || !(await this.deps.files.keep(room.site.id, file.id, room.id))) {
      throw badRequest('message.file', 'is no file you uploaded here')
    }
    return { id: file.id, name: file.name, type: file.type, size: file.size }
  }
}
