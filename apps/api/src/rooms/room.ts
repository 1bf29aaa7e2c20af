import type { PublicUser, ReadCursor, VisitorCard } from '@deskbell/protocol/room'
import { badRequest } from '../core/errors.js'

/** A site as far as rooms need it. */
export interface SiteRef {
  readonly id: string
  readonly slug: string
  /** The owner as the old clients show them beside each room. */
  readonly owner: PublicUser
}

/** What never changes about a room, and its visitor's card: enough to write into it and to tell what was written. */
export interface RoomRef {
  readonly id: string
  readonly site: SiteRef
  readonly kind: 'visitor' | 'discussion'
  readonly visitor: VisitorCard | null
}

/** The counters of a room, all in members' numbering but `publicSeq` and `publicFirst`. */
export interface RoomHead {
  readonly status: 'open' | 'closed'
  readonly conversationId: string | null
  readonly seq: number
  readonly publicSeq: number
  readonly first: number
  readonly publicFirst: number
  readonly messageCount: number
  /** Null until the first entry: such a room is in no list. */
  readonly activeAt: Date | null
}

/** What every member sees of a room's counters. */
export type SharedHead = Pick<
  RoomHead,
  'status' | 'conversationId' | 'seq' | 'first' | 'messageCount' | 'activeAt'
>

/** A reader's cursor in both numberings. */
export interface Cursor extends ReadCursor {
  readonly publicSeq: number
}

export const unreadYet: Cursor = { seq: 0, publicSeq: 0, messages: 0 }

/** Where a page of rooms ended: the sort key of its last row. */
export interface ListCursor {
  readonly activeAt: string
  readonly id: string
}

export const encodeListCursor = (cursor: ListCursor): string => `${cursor.activeAt}_${cursor.id}`

/** Reads what {@link encodeListCursor} wrote. A made-up one is a bad request that names the field. */
export function decodeListCursor(text: string): ListCursor {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/.exec(text)
  const [, activeAt, id] = parts ?? []
  if (activeAt === undefined || id === undefined || Number.isNaN(Date.parse(activeAt)) || !isUuid(id)) {
    throw badRequest('cursor', 'is not a cursor this server gave')
  }
  return { activeAt, id }
}

/** Ids come from outside as any text; PostgreSQL would take a wrong one for a fault of ours. */
export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** The room of the old wire: two names with a space between, which neither may hold. */
export const oldRoomName = (room: RoomRef): string => `${room.site.slug} ${room.visitor?.consumer ?? room.id}`
