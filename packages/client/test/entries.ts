import type { Author, Entry } from '@deskbell/protocol/entry'

export const ROOM = '00000000-0000-4000-8000-000000000001'
export const visitor: Author = { kind: 'visitor', id: 'visitor-1', name: 'Kim' }
export const ines: Author = { kind: 'member', id: 'member-1', name: 'Ines' }

/** An entry with this number, said by Ines unless told otherwise. */
export function entryOf(seq: number, more: Partial<Entry> = {}): Entry {
  const from = more.from ?? ines
  return {
    id: `00000000-0000-4000-9000-${String(seq).padStart(12, '0')}`,
    room: 'acme kim',
    author: from.name,
    type: 'text',
    content: `line ${seq}`,
    file: null,
    created: '2026-01-01T00:00:00.000Z',
    seq,
    room_id: ROOM,
    conversation: '00000000-0000-4000-8000-0000000000c1',
    kind: 'message',
    from,
    ...more,
  }
}

/** Entries `from` to `to`, both included. */
export function entriesOf(from: number, to: number): Entry[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => entryOf(from + at))
}
