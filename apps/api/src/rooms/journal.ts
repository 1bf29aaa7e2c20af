import { hash } from 'node:crypto'
import type { KnownActor } from '../core/actor.js'
import { badRequest } from '../core/errors.js'
import { newId } from '../core/ids.js'
import type { RoomRef } from './room.js'

export type EntryKind = 'message' | 'note' | 'event'

/** Who wrote an entry, with what receivers are shown. */
export interface EntryAuthor {
  readonly kind: 'visitor' | 'member' | 'system'
  /** Null for the system. */
  readonly id: string | null
  readonly name: string
  /** What the old wire calls `author`: a member's user name or a visitor's consumer id. */
  readonly handle: string
}

export interface EntryFile {
  readonly id: string
  readonly name: string
  readonly type: string
  /** Bytes. */
  readonly size: number
}

/** An entry on its way into the journal; the store gives it its numbers and time. */
export interface NewEntry {
  readonly room: RoomRef
  readonly id: string
  readonly clientId: string
  readonly kind: EntryKind
  readonly author: EntryAuthor
  /** `text`, a media type, or an event's name. */
  readonly type: string
  readonly content: string
  readonly file: EntryFile | null
  /** Tells two bodies apart; hexadecimal. */
  readonly bodyHash: string
}

/** An entry as it stands in the journal. */
export interface JournalEntry {
  readonly id: string
  readonly seq: number
  /** Null where visitors may not see it. */
  readonly publicSeq: number | null
  readonly conversationId: string
  readonly kind: EntryKind
  readonly clientId: string
  readonly author: EntryAuthor
  readonly type: string
  readonly content: string
  readonly file: EntryFile | null
  /** Messages in the room up to and with this entry. */
  readonly messageCount: number
  readonly createdAt: Date
  readonly erased: boolean
}

export function authorOf(actor: KnownActor): EntryAuthor {
  return actor.kind === 'visitor'
    ? { kind: 'visitor', id: actor.visitorId, name: actor.name, handle: actor.consumer }
    : { kind: 'member', id: actor.userId, name: actor.name, handle: actor.username }
}

const OWN = 'server:'

/** The key of an entry whose sender gave none. Clients cannot choose such a one. */
export const ownClientId = (entryId: string): string => OWN + entryId

export const isOwnClientId = (clientId: string): boolean => clientId.startsWith(OWN)

interface Draft {
  readonly kind: 'message' | 'note'
  readonly content: string
  readonly file: EntryFile | null
  /** Absent from old clients: their sends get an id of their own and are not idempotent. */
  readonly clientId: string | undefined
}

/**
 * Makes an entry of what a person sent.
 * @throws bad_request naming the field when it says nothing
 */
export function composeEntry(room: RoomRef, actor: KnownActor, draft: Draft): NewEntry {
  if (draft.content.trim() === '' && !draft.file) {
    throw badRequest(draft.kind === 'note' ? 'note.content' : 'message.content', 'is empty')
  }
  const id = newId()
  const author = authorOf(actor)
  const type = draft.file?.type ?? 'text'
  const said = [author.kind, author.id, draft.kind, type, draft.content, draft.file?.id ?? '']
  return {
    room,
    id,
    clientId: draft.clientId ?? ownClientId(id),
    kind: draft.kind,
    author,
    type,
    content: draft.content,
    file: draft.file,
    // 16 bytes are enough; only the same room's clients could ever try to make two alike.
    bodyHash: hash('sha256', JSON.stringify(said), 'hex').slice(0, 32),
  }
}
