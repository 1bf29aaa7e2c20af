import type { InboxRow } from '@deskbell/client/inbox-rows'
import { create } from 'zustand'

/** Where the keyboard is in the list: a room, not a place, so that it goes with its row. */
interface ListCursor {
  readonly id: string | null
  /** Its row is to take the focus as soon as it is drawn. */
  readonly takesFocus: boolean
}

export const useListCursor = create<ListCursor>(() => ({ id: null, takesFocus: false }))

/** The row has the focus, by whatever means. */
export const rowFocused = (id: string) => useListCursor.setState({ id, takesFocus: false })

/** Brings the focus to a room's row; answers whether the list has it. */
export function focusRow(list: readonly InboxRow[], id: string | null): boolean {
  const listed = id !== null && list.some(row => row.id === id)
  if (listed) useListCursor.setState({ id, takesFocus: true })
  return listed
}

export type Step = 'next' | 'previous' | 'first' | 'last'

/**
 * The room that a step leads to; null in an empty list. The first step goes to the open room's neighbour,
 * or to the top.
 * @param open the room shown beside the list
 */
export function stepTo(list: readonly InboxRow[], cursor: string | null, open: string | null, step: Step) {
  const at = list.findIndex(row => row.id === cursor)
  const from = at === -1 ? list.findIndex(row => row.id === open) : at
  const last = list.length - 1
  const to = {
    first: 0,
    last,
    next: Math.min(last, from + 1),
    previous: Math.max(0, from === -1 ? 0 : from - 1),
  }[step]
  return list[to]?.id ?? null
}
