import type { InboxRow } from '@deskbell/client/inbox-rows'

/**
 * By how many rows the list moved under its reader: what stood at the top of their view stands that much lower now.
 * A row that jumped up because something was said in it takes nobody with it.
 * @param first the first row in view, `count` how many are in view
 */
export function movedBy(
  before: readonly InboxRow[],
  after: readonly InboxRow[],
  first: number,
  count: number,
): number {
  for (let at = first; at < Math.min(before.length, first + count); at += 1) {
    const row = before[at]
    if (!row) break
    const now = indexNear(after, row.id, at)
    const stayed = now !== -1 && after[now]?.active_at === row.active_at
    if (stayed) return now - at
  }
  return 0
}

/** Rows move a little, so it is looked for around its old place first. */
function indexNear(list: readonly InboxRow[], id: string, near: number): number {
  for (let off = 0; near - off >= 0 || near + off < list.length; off += 1) {
    if (list[near + off]?.id === id) return near + off
    if (list[near - off]?.id === id) return near - off
  }
  return -1
}

/** How many rows stand above what was the top when the reader left it, because others wrote there since. */
export function newAbove(list: readonly InboxRow[], leftAt: string, me: string): number {
  let count = 0
  for (const row of list) {
    if (row.active_at <= leftAt) break
    if (row.last?.from.id !== me) count += 1
  }
  return count
}

/**
 * Where to scroll so that a row is seen whole, by the shortest way; all in pixels.
 * @param top of the view, `height` of it; `start` of the row in the list, `size` of it
 */
export const inView = (top: number, height: number, start: number, size: number): number =>
  Math.min(start, Math.max(top, start + size - height))
