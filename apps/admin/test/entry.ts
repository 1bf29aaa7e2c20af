import type { Entry } from '@deskbell/protocol/entry'

/** An entry of a room: Kim's greeting, unless told otherwise. */
export const entry = (more: Partial<Entry>): Entry => ({
  id: 'e',
  room: 'acme kim',
  author: 'kim',
  type: 'text',
  content: 'Hello',
  file: null,
  created: '2026-01-01T00:00:00.000Z',
  seq: 1,
  room_id: 'r',
  conversation: 'c',
  kind: 'message',
  from: { kind: 'visitor', id: 'v', name: 'Kim' },
  ...more,
})
